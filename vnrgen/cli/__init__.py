"""Options in, one call, paths out: the commands, and the one place where problems are shown."""

from vnrgen.cli.main import main

__all__ = ["main"]
