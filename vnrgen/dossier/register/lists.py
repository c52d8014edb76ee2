"""Recommendations written as a list in Markdown or Word, with the headings over them as themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vnrgen.dossier.register.drafts import Found
from vnrgen.dossier.register.word_blocks import WordParagraph, WordTable
from vnrgen.problems import Location

_HEADING = re.compile(r"#{1,6}\s+(?P<text>.+?)\s*#*")
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-*+•–]|\(?\d{1,3}[.)]|[a-z][.)])[ \t]+(?P<text>\S.*)"
)
# An id of their own before the text: "R7:", "**115.3** Ratify", "Rec. 4 -".
_OWN_ID = re.compile(
    r"(?:\*\*|__|\[)?(?P<id>[A-Za-z]{1,12}[-. ]?\d+(?:[.\-/]\d+)*[a-z]?|\d+(?:\.\d+)+[a-z]?)"
    r"(?P<end>(?:\*\*|__|\])?\s*[.:)–—-]?(?:\*\*|__)?)\s+(?P<text>\S.*)",
    re.DOTALL,
)
# A line of its own that opens with such an id and goes on like a sentence.
_BARE = re.compile(
    r"(?P<id>\d+(?:\.\d+)+[a-z]?|[A-Z]{1,4}-?\d+(?:[.-]\d+)*[a-z]?(?=[.:)]))[.:)]?\s+"
    r"(?P<text>[^\W\d_]\w*(?:\W+\w+){3,}.*)",
    re.DOTALL,
)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_NUMBERED = re.compile(r"\(?(?P<number>\d{1,3})[.)]?")
_FENCE = re.compile(r"\s*(```|~~~)")


@dataclass(slots=True)
class _Item:
    label: str
    lines: list[str]
    theme: str
    row: int
    parts: list[str] = field(default_factory=list)

    def found(self, path: str) -> Found:
        """Return the item; the items below it become lines of its text."""
        text = " ".join(" ".join(self.lines).split())
        identifier, text = _own_id(text)
        number = _NUMBERED.fullmatch(self.label)
        if not identifier:
            identifier = number["number"] if number else self.label.strip("•-*+– .):")
        words = "\n".join([_plain(text), *(f"– {_plain(part)}" for part in self.parts)])
        cells = {"rec_id": identifier, "text": words, "theme": _plain(self.theme)}
        return Found({k: v for k, v in cells.items() if v}, Location(path, self.row))


def _own_id(text: str) -> tuple[str, str]:
    match = _OWN_ID.fullmatch(text)
    if match is None:
        return "", text
    is_marked = bool(match["end"].strip())
    rest = match["text"]
    if not is_marked and not (match["id"][0].isdigit() and rest[:1].isupper()):
        return "", text  # "Goal 5 asks …", "3.5 million people …"
    return match["id"], rest


def _is_bare(line: str) -> bool:
    match = _BARE.fullmatch(line.rstrip())
    return match is not None and match["text"][:1] == match["text"][:1].upper()


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", text).strip()


def from_markdown(text: str, path: str) -> list[Found]:
    """Return the items of the lists of a Markdown text; prose between them is left out."""
    items: list[_Item] = []
    theme, in_code, is_open, base = "", False, False, 0
    lines = text.splitlines()
    for row, (previous, line) in enumerate(zip(["", *lines], lines, strict=False), start=1):
        if _FENCE.match(line):
            in_code = not in_code
        if in_code:
            continue
        heading, item = _HEADING.fullmatch(" ".join(line.split())), _ITEM.fullmatch(line)
        if heading:
            theme, is_open = heading["text"], False
        elif item:
            depth = len(item["indent"].expandtabs(4))
            if items and is_open and depth > base + 1:
                items[-1].parts.append(item["text"])
            else:
                items.append(_Item(item["mark"], [item["text"]], theme, row))
                base, is_open = depth, True
        elif _is_bare(line):
            items.append(_Item("", [line], theme, row))
            base, is_open = 0, True
        elif not line.strip():
            is_open = is_open and bool(items)
        elif is_open and (line[:1] in " \t" or previous.strip()):
            _go_on(items[-1], line.strip())
        else:
            is_open = False
    return [item.found(path) for item in items]


def _go_on(item: _Item, line: str) -> None:
    if item.parts:
        item.parts[-1] += f" {line}"
    else:
        item.lines.append(line)


def from_word(blocks: Sequence[WordParagraph | WordTable], path: str) -> list[Found]:
    """Return the items of the lists of a Word file, numbered by Word or by hand."""
    items: list[_Item] = []
    theme = ""
    for row, block in enumerate(_paragraphs(blocks), start=1):
        typed = _ITEM.fullmatch(block.text.replace("\n", " "))
        if block.heading and block.text:
            theme = block.text
        elif block.label and block.level > 0 and items:
            items[-1].parts.append(block.text)
        elif block.label:
            items.append(_Item(block.label, [block.text], theme, row))
        elif typed:
            items.append(_Item(typed["mark"], [typed["text"]], theme, row))
        elif _is_bare(block.text):
            items.append(_Item("", [block.text], theme, row))
    return [item.found(path) for item in items]


def _paragraphs(blocks: Iterable[WordParagraph | WordTable]) -> Iterator[WordParagraph]:
    return (block for block in blocks if isinstance(block, WordParagraph))
