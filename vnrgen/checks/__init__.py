"""Rules over dossier, document and outputs, and the guideline profiles."""
