"""A review as people and programs read it: a document, lines, JSON, tracked changes in Word."""
