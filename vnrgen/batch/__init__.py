"""Many dossiers or countries in one run."""
