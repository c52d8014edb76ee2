"""What lies in a file, whatever its kind: bytes as text, rows and cells, within limits."""
