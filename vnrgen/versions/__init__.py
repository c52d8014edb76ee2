"""Frozen versions of a chapter, and what changed between two of them."""
