"""The codes that statistics are published with: their words, aliases and order."""
