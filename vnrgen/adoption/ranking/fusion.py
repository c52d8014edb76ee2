"""Several scores of the same passages become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each score counts, beside 1 for the words of the recommendation itself.

    Chosen on the paragraphs that one State cited for 140 recommendations, each theme judged by
    the weights that were best for the others (``python -m benchmarks ranking`` prints it).
    """

    labels: float = 0.5  # theme and groups as a second question
    section: float = 0.25  # the section a passage stands in, for either question
    meaning: float = 1.0  # sentence embeddings, in the standard deviations of all words' scores


def standardized(scores: Floats, scale: float = 1.0) -> Floats:
    """Return the scores in standard deviations from their mean, times a scale; 0 if all equal."""
    import numpy as np

    count = max(len(scores), 1)
    centred: Floats = scores - np.add.reduce(scores) / count
    spread = float(np.sqrt(np.einsum("i,i", centred, centred) / count))
    centred *= scale / spread if spread > 0 else 0.0
    return centred


def fused(scores: Sequence[Floats], weights: Sequence[float]) -> Floats:
    """Return the weighted mean of standardized scores of the same passages."""
    whole = sum(weights)
    total = standardized(scores[0], weights[0] / whole)
    for score, weight in zip(scores[1:], weights[1:], strict=True):
        if weight:
            total += standardized(score, weight / whole)
    return total
