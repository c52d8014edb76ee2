"""What a file seems to be, and what would be read from it, before it is in a dossier."""
