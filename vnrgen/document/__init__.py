"""One tree of typed blocks, composed from what may be published."""
