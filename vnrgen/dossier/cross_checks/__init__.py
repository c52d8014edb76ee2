"""The files of a dossier held against each other: ids, dates, consent, recommendations."""
