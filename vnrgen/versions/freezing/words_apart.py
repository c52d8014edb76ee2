"""People's words taken out of a tree before it is frozen, and put back when it is read.

Not only what a person said: the title of her story, the line beneath it, how she is named, what a
meeting found, the name of the file, the title wherever else it is mentioned, and eight words or
more of what was told wherever they are repeated. In the frozen tree a mark stands for each such
text; the texts are kept by the id of the story or the meeting, so that a withdrawal erases them and
leaves the tree as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from vnrgen.disclosure.names import Wording
from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import Document
from vnrgen.document.tree.meetings import meeting_of
from vnrgen.document.tree.saved import load, load_testimonies, save, save_testimonies
from vnrgen.problems import InvalidInputError, Location, Problem

SCHEMA: Final = 1
_FORMAT: Final = "vnrgen-words"
_SIGN: Final = "\ufffc"  # on either side of a mark
_SIGN_ITSELF: Final = f"{_SIGN}/{_SIGN}"  # a text may hold it: Word puts it for a picture
_MARK: Final = re.compile(f"{_SIGN}([^{_SIGN}]*)/([0-9]*){_SIGN}")
_SPOKEN: Final = frozenset({"text", "title", "alternative", "description"})
_SHORTEST: Final = 3  # letters of a title that is looked for elsewhere

Json = Any


@dataclass(slots=True)
class Words:
    """What one story or meeting says: its testimony, if it has one, and the texts around it."""

    testimony: Testimony | None = None
    texts: list[str] = field(default_factory=list)


def taken_apart(document: Document) -> tuple[bytes, dict[str, bytes]]:
    """Return the saved tree without people's words, and the words by id of story or meeting."""
    saved = _mapped(json.loads(save(document)), lambda text: text.replace(_SIGN, _SIGN_ITSELF))
    words = {key: Words(testimony) for key, testimony in document.testimonies.items()}
    told = Wording((key, one.text) for key, one in sorted(document.testimonies.items()))
    parting = _Parting(words, _titles(saved), told)
    tree = parting.without_words(saved, "")
    kept = {key: _saved_words(key, value) for key, value in sorted(parting.words.items())}
    return _bytes(tree), kept


def put_together(tree: bytes, words: Mapping[str, bytes], where: Location) -> Document:
    """Return a document from its frozen tree and the words that were not withdrawn since.

    Raises:
        InvalidInputError: The tree (SAV001) or words of it (SAV001) cannot be read.
    """
    read = {key: _read_words(data, key) for key, data in words.items()}

    def meant(found: re.Match[str]) -> str:
        return _text(read.get(found[1]), int(found[2])) if found[2] else _SIGN

    def filled(text: str) -> str:
        return _MARK.sub(meant, text)

    content = _mapped(_parsed(tree, where), filled)
    document = load(_bytes(content), where)
    told = {key: one.testimony for key, one in read.items() if one.testimony is not None}
    return Document(
        metadata=document.metadata,
        blocks=document.blocks,
        furniture=document.furniture,
        testimonies=dict(sorted(told.items())),
    )


def _text(words: Words | None, number: int) -> str:
    """Return one text; nothing after a withdrawal."""
    return words.texts[number] if words is not None and number < len(words.texts) else ""


@dataclass(slots=True)
class _Parting:
    """Takes the words out of one saved tree."""

    words: dict[str, Words]
    titles: Mapping[str, str]
    told: Wording
    pattern: re.Pattern[str] | None = None
    owners: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.titles:
            choice = "|".join(map(_however_written, self.titles))
            self.pattern = re.compile(rf"(?<!\w)(?:{choice})(?!\w)")
        for title, owner in self.titles.items():
            self.owners.setdefault(_folded(title), owner)

    def without_words(self, node: Json, owner: str) -> Json:
        """Return a part of the tree in which marks stand for the words of ``owner``."""
        if isinstance(node, list):
            return [self.without_words(item, owner) for item in node]
        return self._block(node, owner) if isinstance(node, dict) else node

    def _block(self, node: dict[str, Json], owner: str) -> dict[str, Json]:
        told = _told_fields(node)
        return {key: self._field(key, value, told.get(key, owner)) for key, value in node.items()}

    def _field(self, key: str, value: Json, owner: str) -> Json:
        if not isinstance(value, str):
            return self.without_words(value, owner)
        if owner and key in {"text", "path"}:
            return self._mark(owner, value)
        return self._unquoted(value) if key in _SPOKEN else value

    def _unquoted(self, text: str) -> str:
        """Return a text that repeats nobody's words and names no story by its title."""
        pieces, at = [], 0
        for start, end, owner in self.told.spans(text):
            pieces += [self._untitled(text[at:start]), self._mark(owner, text[start:end])]
            at = end
        return "".join((*pieces, self._untitled(text[at:])))

    def _untitled(self, text: str) -> str:
        """Return a text that names no story by its title."""
        if self.pattern is None:
            return text
        return self.pattern.sub(self._marked_title, text)

    def _marked_title(self, found: re.Match[str]) -> str:
        owner = self.owners.get(_folded(found[0]))
        return found[0] if owner is None else self._mark(owner, found[0])

    def _mark(self, owner: str, text: str) -> str:
        texts = self.words.setdefault(owner, Words()).texts
        texts.append(text.replace(_SIGN_ITSELF, _SIGN))
        return f"{_SIGN}{owner}/{len(texts) - 1}{_SIGN}"


def _told_fields(node: Mapping[str, Json]) -> dict[str, str]:
    """Return which fields of a block are whose words."""
    match node.get("is"):
        case "Story":
            return dict.fromkeys(("title", "meta", "origin"), str(node["testimony_id"]))
        case "Quote":
            return {"attribution": str(node["testimony_id"])}
        case "Paragraph":
            meeting = meeting_of(str(node["block_id"]))
            return {"content": meeting} if meeting else {}
        case _:
            return {}


def _titles(node: Json) -> dict[str, str]:
    """Return the titles of all stories with their ids, the longest first."""
    found: dict[str, str] = {}

    def look(part: Json) -> None:
        if isinstance(part, list):
            for item in part:
                look(item)
        elif isinstance(part, dict):
            if part.get("is") == "Story":
                found.setdefault(_words_of(part.get("title", [])), str(part["testimony_id"]))
            for item in part.values():
                look(item)

    look(node)
    long_enough = [title for title in found if len(title.strip()) >= _SHORTEST]
    return {t: found[t] for t in sorted(long_enough, key=lambda t: (-len(t), t))}


def _however_written(title: str) -> str:
    """Return the pattern of a title with any spaces; one of several words in any capitals, too."""
    words = title.split()
    pattern = r"\s+".join(map(re.escape, words))
    return f"(?i:{pattern})" if len(words) > 1 else pattern


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _words_of(node: Json) -> str:
    if isinstance(node, list):
        return "".join(_words_of(item) for item in node)
    if isinstance(node, dict):
        return str(node["text"]) if "text" in node else _words_of(node.get("children", []))
    return ""


def _mapped(node: Json, change: Callable[[str], str]) -> Json:
    if isinstance(node, list):
        return [_mapped(item, change) for item in node]
    if isinstance(node, dict):
        return {key: _mapped(value, change) for key, value in node.items()}
    return change(node) if isinstance(node, str) else node


# --- words as files ----------------------------------------------------------------------------


def _saved_words(testimony_id: str, words: Words) -> bytes:
    told = {testimony_id: words.testimony} if words.testimony is not None else {}
    return _bytes(
        {
            "format": _FORMAT,
            "schema": SCHEMA,
            "told": json.loads(save_testimonies(told)),
            "texts": words.texts,
        }
    )


def _read_words(data: bytes, testimony_id: str) -> Words:
    where = Location(f"words of {testimony_id}")
    content = _parsed(data, where)
    texts = content.get("texts")
    known = content.get("format") == _FORMAT and content.get("schema") in range(1, SCHEMA + 1)
    if not known or not isinstance(texts, list):
        raise _unreadable(where)
    told = load_testimonies(_bytes(content.get("told")), where)
    return Words(told.get(testimony_id), [str(text) for text in texts])


def _parsed(data: bytes, where: Location) -> dict[str, Json]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _unreadable(where) from error
    if not isinstance(content, dict):
        raise _unreadable(where)
    return content


def _unreadable(where: Location) -> InvalidInputError:
    what = "this is not a part of a frozen version that can be read"
    return InvalidInputError([Problem("SAV001", where, what, "restore it from a copy")])


def _bytes(content: Json) -> bytes:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)
    return (text + "\n").encode()
