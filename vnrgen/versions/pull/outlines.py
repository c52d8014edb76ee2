"""Titles and questions of sections get other words, in the dossier's own copy of the outline."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from vnrgen.dossier.settings.yaml_files import KeysNode, parse_yaml, plain_keys
from vnrgen.problems import ProblemLog

TITLE: Final = "title"
QUESTION: Final = "question"
_ITEM: Final = re.compile(r"(?P<indent>\s*)-\s+id:\s*(?P<id>\S+)\s*(?:#.*)?$")
_FIELD: Final = r"(?P<head>\s+{name}:[ ]*)(?P<value>\S.*?)\s*$"


def with_section_words(outline: str, section: str, field: str, new: str) -> str | None:
    """Return an outline in which the title or the question of a section is another.

    Args:
        outline: The text of ``chapters/<name>.yaml``; all but one line stays as it is.
        section: The id of the section.
        field: ``title`` or ``question``.
        new: The words, as they are to be printed.

    Returns:
        None where the words cannot be put in by changing one line.
    """
    if "{" in new or "}" in new or not new:
        return None
    lines = outline.splitlines(keepends=True)
    at = _line_of(lines, section, field)
    if at is None:
        return None
    bare = lines[at].rstrip("\r\n")
    found = re.match(_FIELD.format(name=field), bare)
    if found is None:
        return None
    end = lines[at][len(bare) :]
    made = [
        *lines[:at],
        found["head"] + json.dumps(new, ensure_ascii=False) + end,
        *lines[at + 1 :],
    ]
    return _if_only_that_changed(outline, "".join(made), section, field, new)


def _line_of(lines: list[str], section: str, field: str) -> int | None:
    """Return the line of a field in the entry of a section, in the usual form of a list."""
    indent = None
    for number, each in enumerate(lines):
        found = _ITEM.match(each.rstrip("\r\n"))
        if found and found["id"].strip("\"'") == section:
            indent = len(found["indent"])
        elif indent is not None and each.strip() and len(each) - len(each.lstrip()) <= indent:
            return None
        elif indent is not None and re.match(rf"\s+{field}:", each):
            return number
    return None


def _if_only_that_changed(
    before: str, after: str, section: str, field: str, new: str
) -> str | None:
    """Return the new text if it reads as the old one with those words: a line may go on."""
    old, made = _read(before), _read(after)
    if old is None or made is None:
        return None
    for entry in old.get("sections", []):
        if isinstance(entry, dict) and entry.get("id") == section:
            entry[field] = new
    return after if old == made else None


def _read(text: str) -> dict[str, Any] | None:
    problems = ProblemLog()
    node = parse_yaml(text, "", problems)
    if not isinstance(node, KeysNode) or problems.blocking():
        return None
    return plain_keys(node)
