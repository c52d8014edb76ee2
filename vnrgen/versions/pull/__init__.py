"""An edited Word file is read back: a writer's changes go to the sources they came from."""
