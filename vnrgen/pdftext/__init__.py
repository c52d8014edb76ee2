"""National reports as numbered passages with their pages; the only room that reads PDF."""
