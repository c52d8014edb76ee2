"""The registers of a dossier as blocks: groups, policies, sources, recommendations and the rest."""
