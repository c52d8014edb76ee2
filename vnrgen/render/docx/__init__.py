"""The document tree as a Word file; the only room that knows python-docx."""
