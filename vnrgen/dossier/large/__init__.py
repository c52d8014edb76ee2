"""Tables too large to be held: where the rows of each area are, found once and kept."""
