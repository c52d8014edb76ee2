"""Pure functions from observations to findings; nothing here reads a file or writes a word."""

from vnrgen.analysis.analyse import analyse, examine

__all__ = ["analyse", "examine"]
