"""What writers note beside a person's own words, and no page shows."""

from __future__ import annotations

import re

_MOST_CHARACTERS = 300_000  # a longer text is refused as a whole (PRO008)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]+)\]:(?:.+\n?)*(?:\n+(?: {4}|\t).*)*", re.M)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>(?!\^)[^\]\n]+)\]:[ \t]*\n?[ \t]*(?:<[^>\n]*>|\S+)"
    r"(?:[ \t]*\n?[ \t]*(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?[ \t]*$\n?",
    re.M,
)


def without_asides(text: str) -> str:
    r"""Return Markdown without comments, footnotes and definitions of links that nothing uses.

    Of a story none of them is printed. Left in its text they would go out with the saved words,
    where nobody who looks at the pages sees them.

    >>> without_asides("I walk.<!-- Her name is Ann. -->\n\n[//]: # (Call her on Monday.)\n")
    'I walk.'
    """
    if len(text) > _MOST_CHARACTERS or ("<!--" not in text and "]:" not in text):
        return text
    text = _without_comments(text)
    for found in list(_FOOTNOTE.finditer(text)):
        text = text.replace(found[0], "").replace(f"[^{found['label']}]", "")
    for found in list(_DEFINITION.finditer(text)):
        rest = text.replace(found[0], "", 1)
        if f"[{found['label']}]".casefold() not in rest.casefold():
            text = rest
    return text.strip()


def _without_comments(text: str) -> str:
    """Return a text without its comments; one that does not end is refused elsewhere (PRO002)."""
    kept: list[str] = []
    rest = text
    while True:
        before, begins, after = rest.partition("<!--")
        _comment, ends, following = after.partition("-->")
        if not begins or not ends:
            return "".join((*kept, rest))
        kept.append(before)
        rest = following
