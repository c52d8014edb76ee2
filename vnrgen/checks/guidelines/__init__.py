"""Guideline profiles: what a body asks of a document, as dated rules with their sources."""
