"""What became of the recommendations: the ledger of decisions and the search for passages."""
