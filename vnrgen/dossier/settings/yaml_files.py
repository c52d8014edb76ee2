"""YAML as people write it becomes typed values, every one with the line it stands on.

The only module that imports ruamel.yaml. Scalars are kept as written ("0.10" stays "0.10", "no"
stays "no") and typed by what the dossier asks for, not by YAML's guesses.
"""

from __future__ import annotations

import itertools
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vnrgen.dossier.model import Label
from vnrgen.dossier.tables.cells import parse_number, parse_yes_no
from vnrgen.dossier.tables.dates import parse_date
from vnrgen.dossier.tables.suggestions import closest, did_you_mean
from vnrgen.problems import Location, ProblemLog
from vnrgen.visible import report_hidden, visible

_NULL_TAG = "tag:yaml.org,2002:null"
_DEEPEST = 20
_MOST_VALUES = 100_000
MOST_YAML = 100_000  # bytes of a file; the longest dossier.yaml has a few thousand
_BRACKETS = re.compile(r"[][{}]")
_MOST_OPEN = 100


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written and its line; ``is_null`` for ``null``, ``~`` and nothing at all."""

    text: str
    line: int
    is_null: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list and the line it begins on."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class KeysNode:
    """Keys with their values and lines."""

    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int


Node = Scalar | ListNode | KeysNode


def parse_yaml(
    text: str,
    path: str,
    problems: ProblemLog,
    *,
    first_line: int = 1,
    may_be_empty: bool = False,
) -> KeysNode | ListNode | None:
    """Return the mapping or list that YAML text holds, or None where it cannot be read.

    Args:
        text: The YAML.
        path: The file, for problems.
        problems: Receives syntax errors and repeated keys, with their lines.
        first_line: The line of the file the text begins on.
        may_be_empty: Whether text without any value (comments only) is as it should be.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(text) > MOST_YAML:
        _report_syntax(path, first_line, f"it has more than {MOST_YAML:,} characters", problems)
        return None
    if is_nested_deeply(text):  # the parser is slow to find that out
        _report_syntax(path, first_line, "brackets are nested too deeply", problems)
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of anchors used twice, which no dossier needs
            found = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        _report_syntax(path, line, str(error.problem or error.context), problems)
        return None
    except (YAMLError, ValueError, OverflowError) as error:
        _report_syntax(path, first_line, str(error).splitlines()[0], problems)
        return None
    except RecursionError:
        _report_syntax(path, first_line, "brackets are nested too deeply", problems)
        return None
    if found is None and may_be_empty:
        return None
    node = _Converter(path, first_line, problems).convert(found) if found is not None else None
    if isinstance(node, KeysNode | ListNode):
        return node
    problems.error(
        "YML002",
        Location(path, first_line),
        "there are no keys here",
        "write one key and its value per line, as in title: Nobody out of sight",
    )
    return None


def is_nested_deeply(text: str) -> bool:
    """Whether brackets stand in brackets as no person writes them."""
    depths = itertools.accumulate(1 if b in "[{" else -1 for b in _BRACKETS.findall(text))
    return max(depths, default=0) > _MOST_OPEN


def _report_syntax(path: str, line: int, reason: str, problems: ProblemLog) -> None:
    problems.error(
        "YML001",
        Location(path, line),
        f"the YAML cannot be read: {reason}",
        "check the indentation (spaces, no tabs) and put texts that contain : or # in quotation "
        "marks; the mistake may be on the line above",
    )


class _Converter:
    def __init__(self, path: str, first_line: int, problems: ProblemLog) -> None:
        self._path = path
        self._first_line = first_line
        self._problems = problems
        self._values = 0

    def convert(self, node: Any, depth: int = 0) -> Node:  # noqa: ANN401 - ruamel's nodes
        line = node.start_mark.line + self._first_line
        self._values += 1
        if self._values == _MOST_VALUES:
            reason = f"it holds more than {_MOST_VALUES} values"
            _report_syntax(self._path, line, reason, self._problems)
        if depth > _DEEPEST or self._values > _MOST_VALUES:
            # An alias inside its own anchor has no end, and aliases of aliases multiply.
            return Scalar("", line, is_null=True)
        if node.id == "mapping":
            return self._mapping(node, line, depth)
        if node.id == "sequence":
            return ListNode(tuple(self.convert(item, depth + 1) for item in node.value), line)
        is_null = str(node.tag) == _NULL_TAG
        text = "" if is_null else node.value
        report_hidden(text, Location(self._path, line), self._problems)
        return Scalar(visible(text), line, is_null=is_null, tag=str(node.tag))

    def _mapping(self, node: Any, line: int, depth: int) -> KeysNode:  # noqa: ANN401
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = visible(str(key_node.value))
            key_line = key_node.start_mark.line + self._first_line
            if key in entries:
                self._problems.error(
                    "YML003",
                    Location(self._path, key_line, key),
                    f"the key {key} is there twice, first on line {lines[key]}",
                    "keep one of the two",
                )
                continue
            entries[key] = self.convert(value_node, depth + 1)
            lines[key] = key_line
        return KeysNode(entries, lines, line)


class Keys:
    """Typed reading of one mapping; what cannot be read is reported with its line."""

    def __init__(
        self,
        node: KeysNode,
        path: str,
        problems: ProblemLog,
        *,
        prefix: str = "",
    ) -> None:
        self.ok = True
        self._node = node
        self._path = path
        self._problems = problems
        self._prefix = prefix

    def __contains__(self, key: str) -> bool:
        node = self._node.entries.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.is_null)

    @property
    def names(self) -> tuple[str, ...]:
        """The keys there are, in their order."""
        return tuple(self._node.entries)

    def at(self, key: str | None = None) -> Location:
        """Return the place of a key, or of the mapping."""
        if key is None:
            return Location(self._path, self._node.line, self._prefix.rstrip(".") or None)
        return Location(self._path, self._node.lines.get(key, self._node.line), self._prefix + key)

    def only(self, known: Sequence[str]) -> None:
        """Report every key that is not among the known ones."""
        for key in self._node.entries:
            if key not in known:
                nearest = closest(key, known)
                hint = f'did you mean "{nearest}"? If not, ' if nearest else ""
                self._problems.error(
                    "YML004",
                    self.at(key),
                    f'the key "{key}" is not known',
                    f"{hint}delete the line; known keys: {', '.join(known)}",
                )

    def text(self, key: str, default: str = "") -> str:
        """Return a text, the default where there is none."""
        node = self._node.entries.get(key)
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return default
        if isinstance(node, Scalar):
            return node.text.strip()
        self.wrong(key, "is a list or a group of keys, not a text", f"write {key}: a text")
        return default

    def required(self, key: str, example: str) -> str:
        """Return a text that must be there."""
        text = self.text(key)
        if not text and not isinstance(self._node.entries.get(key), ListNode | KeysNode):
            self.missing(key, example)
        return text

    def is_group(self, key: str) -> bool:
        """Whether a key holds a group of keys."""
        return isinstance(self._node.entries.get(key), KeysNode)

    def missing(self, key: str, example: str) -> None:
        """Report a key that must be there."""
        self.ok = False
        self._problems.error(
            "YML005", self.at(key), f'the key "{key}" is missing or empty', f"add {key}: {example}"
        )

    def wrong(self, key: str, what: str, fix: str) -> None:
        """Report a value that cannot be what the key asks for."""
        self._problems.error("YML006", self.at(key), f"{self._prefix}{key} {what}", fix)

    def integer(self, key: str, default: int | None = None) -> int | None:
        """Return a whole number, the default where there is none."""
        text = self.text(key)
        if not text:
            return default
        number = parse_number(text)
        if number is None or number != int(number):
            example = 2026 if default is None and "year" in key else default or 1
            self.wrong(
                key,
                f'is "{text}", not a whole number',
                f"write digits only, for instance {key}: {example}",
            )
            return default
        return int(number)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a yes-or-no value, the default where there is none."""
        text = self.text(key)
        if not text:
            return default
        answer = parse_yes_no(text)
        if answer is None:
            self.wrong(
                key,
                f'is "{text}", neither true nor false',
                f"write {key}: true if it is so, else {key}: false",
            )
            return default
        return answer

    def date(self, key: str, *, may_lack: bool = False) -> date | None:
        """Return a date, None where there is none; ``may_lack`` where that says something too."""
        text = self.text(key)
        if not text:
            return None
        day = parse_date(text)
        if day is None:
            lacking = f", or {key}: null if there is none" if may_lack else ""
            self.wrong(key, f'is "{text}", not a date', f"write {key}: 2026-03-31{lacking}")
        return day

    def choice(self, key: str, allowed: Sequence[str], default: str = "") -> str:
        """Return a word of a closed list, the default where there is none."""
        text = self.text(key)
        if text and text not in allowed:
            self.wrong(key, f'is "{text}"', did_you_mean(text, allowed))
            return default
        return text or default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list; one text alone is a list of one."""
        node = self._node.entries.get(key)
        items = node.items if isinstance(node, ListNode) else (node,)
        found: list[str] = []
        for item in items:
            if isinstance(item, Scalar):
                if not item.is_null and item.text.strip():
                    found.append(item.text.strip())
            elif item is not None:
                self.wrong(key, "must be a list of texts", f"write {key}: [first, second]")
        return tuple(found)

    def label(self, key: str, language: str, default: str = "") -> Label:
        """Return a text in one language, or in those it gives (``{en: …, fr: …}``)."""
        if isinstance(self._node.entries.get(key), KeysNode):
            inner = self.keys(key)
            if inner is not None:
                return Label(texts={tag: inner.text(tag) for tag in inner.names})
        text = self.text(key, default)
        return Label(texts={language: text} if text else {})

    def keys(self, key: str) -> Keys | None:
        """Return the reading of an inner mapping, None where there is none."""
        node = self._node.entries.get(key)
        if isinstance(node, KeysNode):
            return Keys(node, self._path, self._problems, prefix=f"{self._prefix}{key}.")
        if node is not None and not (isinstance(node, Scalar) and node.is_null):
            self.wrong(key, "must be a group of keys", f"write the keys below {key}:, indented")
        return None

    def each(self, key: str) -> Iterator[Keys]:
        """Yield the readings of a list of mappings."""
        node = self._node.entries.get(key)
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return
        items = node.items if isinstance(node, ListNode) else ()
        if not isinstance(node, ListNode):
            self.wrong(key, "must be a list", f"begin each entry below {key}: with a dash")
        for item in items:
            if isinstance(item, KeysNode):
                yield Keys(item, self._path, self._problems, prefix=f"{self._prefix}{key}.")
            else:
                self.wrong(key, "has an entry without keys", "write - key: value")

    def plain(self, key: str) -> dict[str, object]:
        """Return an inner mapping as plain values (text, number, true or false, list, mapping)."""
        node = self._node.entries.get(key)
        if isinstance(node, KeysNode):
            return plain_keys(node)
        self.keys(key)
        return {}


def plain_keys(node: KeysNode) -> dict[str, Any]:
    """Return a mapping as plain values: text, number, true or false, list, mapping."""
    return {name: _plain(value) for name, value in node.entries.items()}


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return _plain_scalar(node)
        case ListNode():
            return [_plain(item) for item in node.items]
        case KeysNode():
            return {key: _plain(value) for key, value in node.entries.items()}


def _plain_scalar(node: Scalar) -> object:
    if node.is_null:
        return None
    kind = node.tag.rpartition(":")[2]
    if kind == "bool":
        return parse_yes_no(node.text)
    number = parse_number(node.text) if kind in {"int", "float"} else None
    if number is None:
        return node.text
    return int(number) if kind == "int" and number == int(number) else number
