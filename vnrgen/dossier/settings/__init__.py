"""``dossier.yaml`` and YAML in general: read with its lines, ruled by, and added to."""
