"""The public tracker: a static site that says what became of every recommendation."""
