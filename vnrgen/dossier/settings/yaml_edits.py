"""Additions to ``dossier.yaml`` that leave every other byte of it, comments too, as it was."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

_FLOW_AT_MOST = 60


def entry_lines(path: str, layout: str, options: Mapping[str, object]) -> str:
    """Return an entry of ``data`` as the lines of a block list, without indentation.

    >>> print(entry_lines("data/u.csv", "unsd", {"source_id": "unsd", "area": "404"}))
    - path: data/u.csv
      layout: unsd
      options:
        source_id: unsd
        area: "404"
    """
    lines = [f"- path: {_scalar(path)}", f"  layout: {_scalar(layout)}"]
    if options:
        lines.append("  options:")
        lines += [f"    {_scalar(name)}: {_flow(value)}" for name, value in options.items()]
    return "\n".join(lines)


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    """Return a value as YAML reads it back: quoted where it would be taken for something else."""
    if value is None:
        return "null"
    if isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else repr(value)
    text = str(value)
    if re.fullmatch(r"[A-Za-z][\w./ -]*", text) and not _is_special(text) and text == text.strip():
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '\\"':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"


def _is_special(text: str) -> bool:
    return text.casefold() in {"yes", "no", "true", "false", "on", "off", "null", "y", "n"}


def with_entry(text: str, key: str, entry: str) -> str | None:
    """Add an entry to a list of a YAML text.

    Args:
        text: The whole file.
        key: The key at its top whose list gets the entry; it is added where it is missing.
        entry: A block entry, "- …", without indentation.

    Returns:
        The text with the entry as the last of the list, or None where that cannot be done so that
        everything else reads as before.
    """
    before = _values(text)
    if not isinstance(before, dict):
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    made = _inserted(text, key, entry, end)
    if made is None:
        return None
    after, new = _values(made), _values(entry)
    wanted = {**before, key: [*(before.get(key) or []), *(new if isinstance(new, list) else [])]}
    return made if after == wanted else None


def _values(text: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(io.StringIO(text))
    except (YAMLError, ValueError, RecursionError, OverflowError):
        return None


def _inserted(text: str, key: str, entry: str, end: str) -> str | None:
    from ruamel.yaml import YAML

    root = YAML(typ="safe", pure=True).compose(io.StringIO(text))
    found = [(name, value) for name, value in root.value if name.value == key]
    name, node = found[0] if found else (None, None)
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", text)
    if name is None or node is None:
        gap = "" if not text or text.endswith(("\n", "\r")) else end
        return text + gap + f"{key}:{end}" + _indented(entry, "  ", end)
    if node.id == "scalar" and not node.value:
        colon = text.index(":", name.end_mark.index) + 1
        return _in_place_of(text, colon, colon, entry, end)
    if node.id == "scalar" or (node.id == "sequence" and not node.value):
        return _in_place_of(text, node.start_mark.index, node.end_mark.index, entry, end)
    if node.id != "sequence" or node.flow_style:
        return None
    last = node.value[-1]
    indent = " " * node.start_mark.column
    at = min(last.end_mark.line, len(lines))
    if last.end_mark.column > len(indent):
        at = min(at + 1, len(lines))
    while at > last.start_mark.line + 1 and _is_beyond(lines[at - 1], indent):
        at -= 1
    head = "".join(lines[:at])
    head += "" if head.endswith(("\n", "\r")) else end
    return head + _indented(entry, indent, end) + "".join(lines[at:])


def _is_beyond(line: str, indent: str) -> bool:
    """Tell a line after the list: blank, or a comment no deeper than its dashes."""
    bare = line.strip()
    depth = len(line) - len(line.lstrip())
    return not bare or (bare.startswith("#") and depth <= len(indent))


def _in_place_of(text: str, first: int, last: int, entry: str, end: str) -> str | None:
    """Put the first entry where a key has no value, null or an empty list."""
    rest = text[last:]
    line_end = re.match(r"[ \t]*(#[^\r\n]*)?(\r\n|\n|\r|$)", rest)
    if line_end is None:
        return None
    comment = f" {line_end[1]}" if line_end[1] else ""
    head = text[:first].rstrip(" ")
    return head + comment + end + _indented(entry, "  ", end) + rest[line_end.end() :]


def _indented(entry: str, indent: str, end: str) -> str:
    return "".join(f"{indent}{line}{end}" for line in entry.splitlines())
