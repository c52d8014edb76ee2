"""One series as a reader meets it: its names and numbers, and what may be said of its gaps."""
