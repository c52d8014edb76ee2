"""The typed dossier: what it may hold, and how its files become it."""
