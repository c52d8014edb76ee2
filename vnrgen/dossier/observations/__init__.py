"""Observations as readers find them: put together, and what tells them apart."""
