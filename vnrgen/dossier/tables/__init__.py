"""The dossier's own tables: headers matched, cells typed, each row made what it describes."""
