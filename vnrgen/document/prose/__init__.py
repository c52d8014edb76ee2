"""The coalition's own prose: its calls answered, its numbers bound to the evidence or doubted."""
