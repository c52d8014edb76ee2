"""What a call in a template or in prose raises; apart, since reading Markdown knows it alone."""

from __future__ import annotations


class CallError(Exception):
    """A call in a template or in prose that cannot be answered; the caller knows the line."""

    def __init__(self, code: str, what: str, fix: str) -> None:
        self.code, self.what, self.fix = code, what, fix
        super().__init__(what)
