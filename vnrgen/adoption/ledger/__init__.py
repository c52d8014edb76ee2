"""The ledger of decisions: append-only events, chained per assessor, in SQLite or PostgreSQL."""
