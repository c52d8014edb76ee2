"""Two documents → one marked tree: what stayed, came, went or moved, down to the word."""
