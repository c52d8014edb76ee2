"""The document tree becomes HTML, PDF and DOCX bytes, and bytes become files."""
