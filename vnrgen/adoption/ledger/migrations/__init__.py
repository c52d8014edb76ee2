"""How the tables of a ledger came to be, one step a module."""
