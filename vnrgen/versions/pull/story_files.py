"""Which file of the dossier holds whose story; no Word file says so, for a name may tell whose."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.prose_files import MOST_PROSE
from vnrgen.render.docx.source_map import MapEntry
from vnrgen.versions.pull.word import WordFile

_STORY_ID: Final = re.compile(r"(?m)^story_id\s*:\s*[\"']?(?P<id>[^\s\"'#]+)")


def with_story_files(today: WordFile, dossier: Path) -> WordFile:
    """Return today's Word file with the stories of its map under the files of the dossier."""
    files = _story_files(dossier)
    return replace(today, entries=tuple(_in_its_file(entry, files) for entry in today.entries))


def _in_its_file(entry: MapEntry, files: dict[str, str]) -> MapEntry:
    origin = entry.origin
    if origin is None or origin.kind != "story" or origin.path not in files:
        return entry
    return replace(entry, origin=replace(origin, path=files[origin.path]))


def _story_files(dossier: Path) -> dict[str, str]:
    """Return the files of stories by what a map calls them; of two with one id the first counts."""
    found: dict[str, str] = {}
    for path in sorted(dossier.glob("stories/*.md")):
        try:
            text = decode(read_inside(path, dossier, most=MOST_PROSE)).text
        except UnreadableFileError:
            continue
        stated = _STORY_ID.search(text)
        if stated is not None:
            found.setdefault(f"stories/{stated['id']}", f"stories/{path.name}")
    return found
