"""Pure functions from observations to findings; nothing here reads a file or writes a word."""
