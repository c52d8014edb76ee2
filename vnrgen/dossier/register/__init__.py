"""The register of recommendations: read from others, looked at, and written out."""
