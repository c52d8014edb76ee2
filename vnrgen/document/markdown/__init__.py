"""Markdown → blocks: the one room that knows how Markdown is read."""
