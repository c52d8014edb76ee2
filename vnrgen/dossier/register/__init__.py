"""The register of recommendations: imports, hints, what is not tied to it, and exports."""
