"""Frozen versions read back: the tree, with the words that people did not take back since."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from vnrgen.disclosure.consent import refusal
from vnrgen.document.blocks import Document
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Audience
from vnrgen.dossier.settings.dossier_yaml import FILE_NAME
from vnrgen.problems import InvalidInputError, Location, ProblemLog
from vnrgen.versions.freezing.layout import (
    OBSERVATIONS,
    TREE,
    VersionRecord,
    is_version,
    read_record,
    records,
    shown,
    version_folder,
    words_file,
)
from vnrgen.versions.freezing.tombstones import Tombstone, tombstone_of, withdrawn_in
from vnrgen.versions.freezing.verify import verify_version
from vnrgen.versions.freezing.words_apart import put_together

__all__ = [
    "FrozenVersion",
    "is_version",
    "last_published",
    "read_version",
    "taken_back",
]


_OF_OTHERS: Final = "VER007"  # such as .DS_Store, by looking into the folder


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenVersion:
    """A version as read back: its tree with the words that were not withdrawn since.

    ``observations`` are the publishable observations of that time, as CSV.
    """

    name: str
    record: VersionRecord
    document: Document
    observations: bytes
    withdrawn: tuple[Tombstone, ...]

    @property
    def tombstones(self) -> tuple[str, ...]:
        """Return the ids of what was withdrawn since."""
        return tuple(stone.testimony_id for stone in self.withdrawn)


def read_version(folder: Path, withdrawn: Mapping[str, date] | None = None) -> FrozenVersion:
    """Read a version back, after checking every byte of it; files of others beside are let be.

    Args:
        folder: The folder of the version.
        withdrawn: Whose words are not to be read although they were not erased yet, with the day;
            None for those whom the dossier around the version calls withdrawn.

    Raises:
        InvalidInputError: The folder is not a version (VER003), or something in it was changed
            (VER004 to VER006, VER010).
    """
    record = read_record(folder)
    damage = [problem for problem in verify_version(folder) if problem.code != _OF_OTHERS]
    if damage:
        raise InvalidInputError(damage)
    words: dict[str, bytes] = {}
    gone: list[Tombstone] = []
    said = taken_back(folder.parent.parent) if withdrawn is None else withdrawn
    for key, digest in record.words.items():
        stone = tombstone_of(folder.parent, key)
        if stone is None and key in said:
            stone = Tombstone(testimony_id=key, withdrawn_on=said[key], hashes=(digest,))
        if stone is None:
            words[key] = words_file(folder.parent, key, digest).read_bytes()
        else:
            gone.append(stone)
    tree = gzip.decompress((folder / TREE).read_bytes())
    return FrozenVersion(
        name=record.name,
        record=record,
        document=put_together(tree, words, Location(shown(folder / TREE))),
        observations=gzip.decompress((folder / OBSERVATIONS).read_bytes()),
        withdrawn=tuple(gone),
    )


def taken_back(dossier: Path) -> Mapping[str, date]:
    """Return whose words a dossier lets nobody read any more, whatever else is wrong in it.

    They were withdrawn, or the consent as it is recorded now (refused, expired, a child's without a
    guardian) would let nobody print them. For how wide a circle it was given is not looked at: a
    version was frozen for its own. Only what is withdrawn is ever erased.
    """
    if not (dossier / FILE_NAME).is_file():
        return {}
    try:
        loaded = load_dossier(dossier, ProblemLog())
    except InvalidInputError:
        return {}
    on = loaded.settings.as_of
    told = [(story.story_id, story.consent) for story in loaded.stories]
    told += [(finding.finding_id, finding.consent) for finding in loaded.qualitative]
    refused = {
        key: on for key, consent in told if refusal(consent, audience=Audience.INTERNAL, on=on)
    }
    return refused | withdrawn_in(loaded)


def last_published(dossier: Path) -> FrozenVersion | None:
    """Return the last version of a dossier that was published, None where there is none.

    For its figures: words that are withdrawn and not erased yet are still in it.

    Raises:
        InvalidInputError: A version cannot be read (VER003), or that one was changed.
    """
    published = [record for record in records(dossier) if record.published]
    if not published:
        return None
    return read_version(version_folder(dossier, published[-1].name), {})
