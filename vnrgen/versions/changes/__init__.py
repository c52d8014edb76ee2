"""What changed beside the figures: evidence, prose, numbers in it, form and pictures."""
