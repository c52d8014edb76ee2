"""Drawings kept between builds, in a hidden folder of the dossier, so that they are drawn once.

A drawing shows published content only, and is found only by a build whose own published content is
the same (``key_of``): a build for the public cannot come upon a drawing made for others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.files.kept import HIDDEN, KeptFiles

_DRAWING, _LIST = ".drawing", ".list"
_MOST_LISTS = 12  # editions of a dossier: outlines, audiences, languages
_MOST_BYTES = 128 * 2**20


@dataclass(slots=True)
class DrawingsOnDisk:
    """The drawings of one edition of a dossier, from the disk or made now.

    ``edition`` says what is built (outline, audience, language and so on). Each edition has a list
    of the drawings it used last; a drawing that is on no list is deleted.
    """

    files: KeptFiles
    edition: str
    _used: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier: Path, edition: Iterable[object]) -> DrawingsOnDisk:
        """Return those of an edition of the dossier in a folder."""
        name = hashlib.sha256(repr(tuple(edition)).encode()).hexdigest()[:32]
        return cls(KeptFiles(dossier / HIDDEN / "charts"), name)

    def get(self, key: str, /) -> bytes | None:
        """Return the drawing of a key, None where it is not kept."""
        found = self.files.get(key + _DRAWING)
        if found is not None:
            self._used[key + _DRAWING] = len(found)
        return found

    def __setitem__(self, key: str, drawing: bytes, /) -> None:
        """Keep a drawing, if there is room."""
        together = sum(self._used.values()) + len(drawing)
        if together <= _MOST_BYTES and self.files.keep(key + _DRAWING, drawing):
            self._used[key + _DRAWING] = len(drawing)

    def settle(self) -> None:
        """Write down what this edition used, and delete what no edition uses.

        Another build at the same time may lose a drawing by that, which it draws again.
        """
        own = self.edition + _LIST
        self.files.keep(own, json.dumps(sorted(self._used.items())).encode())
        lists, drawings = [own], dict(self._used)
        others = [name for name in self.files.names(_LIST) if name != own]
        for name in others[: _MOST_LISTS - 1]:
            wanted = {**drawings, **self._listed(name)}
            if sum(wanted.values()) > _MOST_BYTES:
                break
            lists.append(name)
            drawings = wanted
        self.files.leave_only(_set(lists, drawings))

    def _listed(self, name: str) -> dict[str, int]:
        content = self.files.get(name)
        if content is None:
            return {}
        return {str(drawing): int(size) for drawing, size in json.loads(content)}


def _set(*names: Collection[str]) -> frozenset[str]:
    return frozenset(name for some in names for name in some)
