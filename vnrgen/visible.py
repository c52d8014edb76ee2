"""Text without the characters that nobody sees and that change what is seen.

Left out are those that turn the order of what follows (a number can be made to read backwards),
control characters, which Word and PDF files cannot hold, halves of characters, and tags, in which
a text can be hidden whole. Marks of direction (U+200E, U+200F, U+061C) and joiners stay: Arabic,
Persian and Indic scripts are written with them.
"""

from __future__ import annotations

import re

from vnrgen.problems import Location, ProblemLog

_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates
    "\u2028\u2029"  # ends of lines that only some programs see
    "\ufff9-\ufffb\ufffe\uffff"  # interlinear annotations, no characters
    "\U000e0000-\U000e007f"  # tags
    "\ud800-\udfff"  # halves of characters
    "]"
)


def visible(text: str) -> str:
    """Return a text without characters that are hidden and change how it is read.

    >>> visible("12\u202e345"), visible("a\u200fb") == "a\u200fb"
    ('12345', True)
    """
    return _HIDDEN.sub("", text)


def has_hidden(text: str) -> bool:
    """Whether ``visible`` would change a text."""
    return not text.isprintable() and _HIDDEN.search(text) is not None  # the first is quicker


def report_hidden(text: str, where: Location, problems: ProblemLog) -> None:
    """Warn of the first character of a text that is left out (TXT001)."""
    found = _HIDDEN.search(text)
    if found:
        problems.warning(
            "TXT001",
            where,
            f"the text holds an invisible character (U+{ord(found[0]):04X}), which is left out",
            "delete it: retype the word it stands in, or paste it as text without formatting",
        )


def visible_lines(text: str, path: str, problems: ProblemLog, *, first_line: int = 1) -> str:
    """Return a text file's visible text, with a warning for each line that held more."""
    if not has_hidden(text):
        return text
    for number, line in enumerate(text.split("\n"), start=first_line):
        report_hidden(line, Location(path, number), problems)
    return visible(text)
