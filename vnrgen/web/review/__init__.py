"""The review page: a person reads a recommendation beside the report's passages and decides."""
