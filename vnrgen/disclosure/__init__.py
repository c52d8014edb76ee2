"""The one step that decides what may be published, and to whom."""
