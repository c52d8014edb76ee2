"""The one step that decides what may be published, and to whom."""

from vnrgen.disclosure.disclose import disclose

__all__ = ["disclose"]
