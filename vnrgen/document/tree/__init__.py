"""A composed tree as a whole: walked, changed, put into words, compared, counted and saved."""
