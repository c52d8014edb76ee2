"""The charts and tables of a series, each with its title, its notes and the data behind it."""
