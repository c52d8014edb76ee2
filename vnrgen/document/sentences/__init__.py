"""What findings of a series say in sentences: where it stands, what changed, who is missing."""
