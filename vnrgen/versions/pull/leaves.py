"""What is compared of a Word file: its paragraphs one after the other, words with their looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\s+|\d[\d.,\u00a0\u202f]*\d%?|\w+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Look:
    """How words stand: emphasis, a link, the bookmark of a bound number or mark, a new note.

    ``mark`` is the name of the innermost bookmark of a number, or of the note or block that the
    words lead to. ``note`` is the text of a note of Word itself. ``label`` words (the number of a
    heading or of a note, the name of a detail) are printed by vnrgen, not written by anybody.
    """

    strong: bool = False
    emphasis: bool = False
    href: str = ""
    mark: str = ""
    note: str = ""
    label: bool = False

    @property
    def written(self) -> tuple[bool, bool, str]:
        """What a writer chooses of a look."""
        return (self.strong, self.emphasis, self.href)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one look; ``raw`` is what is printed where they stand for something else."""

    text: str
    look: Look = Look()
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What kind of paragraph it is.

    ``heading`` is its level or 0; ``item`` is ``bullet``, ``number`` or "" outside lists, ``depth``
    counts from 0; ``style`` is the name of the style in small letters; ``cell`` is the number of
    the table in the file, the row and the column, None outside tables.
    """

    heading: int = 0
    item: str = ""
    depth: int = 0
    style: str = ""
    cell: tuple[int, int, int] | None = None


@dataclass(slots=True, kw_only=True)
class Leaf:
    """A paragraph of a Word file: its ``words`` as compared, and as ``spoken`` in the file.

    ``starts`` are the names of the bookmarks that begin in it, ``open`` those that began before
    and reach into it. ``tracked`` tells that it holds changes nobody has decided on. ``beside``
    names what it holds that a chapter has no words for: a picture, an equation, hidden words.
    """

    pieces: tuple[Piece, ...]
    form: Form = Form()
    starts: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    tracked: tuple[str, ...] = ()
    has_picture: bool = False
    beside: tuple[str, ...] = ()
    number: int = 0
    words: str = field(init=False)
    label: str = field(init=False)
    spoken: str = field(init=False)

    def __post_init__(self) -> None:
        """Keep its words, as they are compared, once."""
        self.words = said(p.text for p in self.pieces if not p.look.label)
        self.spoken = said(p.raw or p.text for p in self.pieces if not p.look.label)
        self.label = said(p.text for p in self.pieces if p.look.label)


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a paragraph as one text, and the look of each character of it."""

    text: str
    looks: tuple[Look, ...]

    def __len__(self) -> int:
        """Return how many characters it has."""
        return len(self.text)

    def words(self) -> list[tuple[int, int]]:
        """Return where each word, number, sign or space begins and ends."""
        return [match.span() for match in _TOKEN.finditer(self.text)]


def said(texts: Iterable[str]) -> str:
    r"""Return a text as it is compared: spaces are one space, hidden hyphens are none.

    >>> said(["a\u00a0 b", "\u00adc "])
    'a bc'
    """
    text = unicodedata.normalize("NFC", "".join(texts)).replace("\u00ad", "")
    return " ".join(text.split())


def line(pieces: Iterable[Piece]) -> Line:
    """Return pieces as one line: spaces are one space each, none at its ends; no labels."""
    characters: list[str] = []
    looks: list[Look] = []
    for piece in pieces:
        if piece.look.label:
            continue
        for character in piece.text:
            if character == "\u00ad" or (
                character.isspace() and (not characters or characters[-1] == " ")
            ):
                continue
            characters.append(" " if character.isspace() else character)
            looks.append(piece.look)
    while characters and characters[-1] == " ":
        characters.pop()
        looks.pop()
    return Line("".join(characters), tuple(looks))


def plain_line(text: str) -> Line:
    """Return words without any look as a line."""
    return line((Piece(text),))
