"""One module per layout in which observations arrive; each yields the same rows."""
