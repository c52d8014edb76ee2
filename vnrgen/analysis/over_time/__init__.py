"""Figures and gaps over time: where a line is cut, progress since a review, pace to a target."""
