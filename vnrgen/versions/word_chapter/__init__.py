"""Chapters read back from Word files, to be compared with each other."""
