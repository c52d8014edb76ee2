"""The ranking of a report's passages for a recommendation, and what is said of each passage."""
