"""Withdrawals: a person's words are erased from every version; id, hash and date remain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vnrgen.problems import InvalidInputError, Location, Problem, Severity
from vnrgen.render.publish import sha256
from vnrgen.versions.freezing.layout import (
    TOMBSTONE,
    VERSIONS,
    read_record,
    version_folders,
    words_folder,
)
from vnrgen.versions.freezing.reviewed_words import REVIEWS, erase_from_reviews, in_reviews
from vnrgen.whole_file import write_whole

if TYPE_CHECKING:
    from vnrgen.dossier.model import Dossier

_FORMAT: Final = "vnrgen-tombstone"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of withdrawn words: whose (an id), when, and the hashes they had."""

    testimony_id: str
    withdrawn_on: date
    hashes: tuple[str, ...]


def withdrawn_in(dossier: Dossier) -> dict[str, date]:
    """Return the stories and findings that a dossier calls withdrawn, with the day.

    Where no day is given, that of the dossier.
    """
    told = [(story.story_id, story.consent) for story in dossier.stories]
    told += [(finding.finding_id, finding.consent) for finding in dossier.qualitative]
    return {
        key: consent.withdrawn_on or dossier.settings.as_of
        for key, consent in sorted(told, key=lambda pair: pair[0])
        if consent.status == "withdrawn" or consent.withdrawn_on is not None
    }


def held(dossier: Path) -> dict[str, tuple[str, ...]]:
    """Return the hashes of the words that versions were frozen with, by id.

    A version that cannot be read is passed over.
    """
    found: dict[str, set[str]] = {}
    for folder in version_folders(dossier):
        try:
            record = read_record(folder)
        except InvalidInputError:
            continue
        for key, digest in record.words.items():
            found.setdefault(key, set()).add(digest)
    return {key: tuple(sorted(found[key])) for key in sorted(found)}


def withdraw(dossier: Path, withdrawn: Mapping[str, date]) -> tuple[str, ...]:
    """Erase words from all versions of a dossier; return the ids of those that were still there.

    The tombstone is written first: words beside one are never read, so a withdrawal that was
    interrupted holds, and the next one completes it, as it does for a version that came from a
    copy since. Words are erased, too, of a version that cannot be read, and those that an
    interrupted freeze left behind. What no version holds is passed over. Copies in ``reviews/``
    are erased as well.

    Raises:
        InvalidInputError: A file cannot be written (PUB007) or erased (VER009).
    """
    versions, erased, known = dossier / VERSIONS, [], held(dossier)
    for key in sorted(withdrawn):
        folder = words_folder(versions, key)
        hashes = {*known.get(key, ()), *_hashes_in(folder)}
        if hashes:
            _bury(versions, key, withdrawn[key], sorted(hashes))
        if _erase(folder):
            erased.append(key)
    return tuple(sorted({*erased, *erase_from_reviews(dossier, withdrawn)}))


def _hashes_in(folder: Path) -> list[str]:
    """Return the hashes of the words in a folder: their files are named so."""
    return [path.stem for path in _words(folder) if _DIGEST.fullmatch(path.name)]


def _bury(versions: Path, testimony_id: str, on: date, hashes: Iterable[str]) -> None:
    """Write the tombstone, or what is missing in one; ``verify`` names one that was changed."""
    try:
        stone = tombstone_of(versions, testimony_id)
    except InvalidInputError:
        return
    known = stone.hashes if stone is not None else ()
    if stone is not None and set(hashes) <= set(known):
        return
    new = Tombstone(
        testimony_id=testimony_id,
        withdrawn_on=on if stone is None else stone.withdrawn_on,
        hashes=tuple(sorted({*known, *hashes})),
    )
    write_whole(words_folder(versions, testimony_id) / TOMBSTONE, _saved(new), parents=True)


def still_held(dossier: Path, withdrawn: Mapping[str, date]) -> tuple[str, ...]:
    """Return the ids of withdrawn words that are still in the versions of a dossier."""
    versions = dossier / VERSIONS
    return tuple(key for key in sorted(withdrawn) if _words(words_folder(versions, key)))


def words_to_erase(root: Path, dossier: Dossier) -> tuple[Problem, ...]:
    """Return a warning (VER010) for each withdrawal that versions or reviews do not follow yet."""
    withdrawn = withdrawn_in(dossier)
    if not withdrawn:
        return ()
    frozen = still_held(root, withdrawn)
    found = [(key, VERSIONS, "frozen versions still hold") for key in frozen]
    found += [(key, REVIEWS, "reviews/ still holds") for key in in_reviews(root, withdrawn)]
    return tuple(
        Problem(
            "VER010",
            Location(folder),
            f"{key} was withdrawn, and {holds} the words",
            "erase them with: vnrgen versions withdraw",
            Severity.WARNING,
        )
        for key, folder, holds in found
    )


def tombstone_of(versions: Path, testimony_id: str) -> Tombstone | None:
    """Return the tombstone of somebody's words, None where they were not withdrawn.

    Raises:
        InvalidInputError: There is one, and it is not as it was written (VER006).
    """
    path = words_folder(versions, testimony_id) / TOMBSTONE
    if not path.exists():
        return None
    try:
        content = json.loads(path.read_bytes())
        stone = Tombstone(
            testimony_id=str(content["id"]),
            withdrawn_on=date.fromisoformat(content["withdrawn_on"]),
            hashes=tuple(str(digest) for digest in content["sha256"]),
        )
        if path.read_bytes() == _saved(stone) and stone.testimony_id == testimony_id:
            return stone
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    raise InvalidInputError(
        [
            Problem(
                "VER006",
                Location(f"{VERSIONS}/{path.relative_to(versions).as_posix()}"),
                "this tombstone was changed",
                "restore it from a copy; do not bring back the words",
            )
        ]
    )


def _saved(stone: Tombstone) -> bytes:
    content: dict[str, object] = {
        "format": _FORMAT,
        "schema": 1,
        "id": stone.testimony_id,
        "withdrawn_on": stone.withdrawn_on.isoformat(),
        "sha256": list(stone.hashes),
    }
    content["seal"] = sha256(json.dumps(content, sort_keys=True).encode())
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _words(folder: Path) -> list[Path]:
    """Return everything in a folder of words but its tombstone."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name != TOMBSTONE)


def _erase(folder: Path) -> bool:
    """Erase everything in a folder but its tombstone; return whether there was anything."""
    found = _words(folder)
    for path in found:
        try:
            path.unlink()
        except OSError as error:
            raise InvalidInputError(
                [
                    Problem(
                        "VER009",
                        Location(f"{VERSIONS}/{path.relative_to(folder.parents[1]).as_posix()}"),
                        f"these withdrawn words cannot be erased: {error.strerror or error}",
                        "make the file yours to write, and withdraw again",
                    )
                ]
            ) from error
    return bool(found)
