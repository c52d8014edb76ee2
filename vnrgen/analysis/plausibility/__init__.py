"""Figures that contradict themselves or their neighbours: doubted and reported, never corrected."""
