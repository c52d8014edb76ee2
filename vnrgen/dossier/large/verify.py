"""Very large files are read again and compared with the hash that was kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from vnrgen.dossier.files.grid import path_within
from vnrgen.dossier.large.head import is_large
from vnrgen.dossier.large.store import FOLDER, AreaStore
from vnrgen.problems import Location, Problem


def changed_files(root: Path, files: Iterable[Path]) -> Iterator[Problem]:
    """Yield a problem (LRG002) for each very large file whose bytes are not those that were kept.

    Args:
        root: The dossier's folder.
        files: The files that the dossier is read from.

    Raises:
        OSError: A file cannot be read.
    """
    store = AreaStore(root / FOLDER)
    for path in files:
        if is_large(path, root) and not store.is_same(path):
            yield Problem(
                "LRG002",
                Location(path_within(path, root)),
                "the file is not the one that was read before, though its size and time are",
                "compare it with the one that you were given, or download it again",
            )
