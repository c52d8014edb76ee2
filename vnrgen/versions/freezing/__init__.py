"""Versions kept and read back: whole, verifiable, with people's words apart from the rest."""
