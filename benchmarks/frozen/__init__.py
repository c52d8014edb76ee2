"""A page that never changes: the yardstick that no change of ours can stretch."""
