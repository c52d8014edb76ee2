"""One State's own citations: which passages of its report answer which recommendation."""

from __future__ import annotations

import csv
import os
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vnrgen.adoption.ranking.fusion import Weights
from vnrgen.dossier.model import Recommendation
from vnrgen.pdftext.model import Passage

MEASURES = ("section@1", "section@5", "paragraph@5")
_FOLDER = "upr_slovenia_2019"
_SAMPLES = 2_000  # of the bootstrap

Ranking = Mapping[str, Sequence[Passage]]  # rec_id to passages, best first


@dataclass(frozen=True, slots=True)
class Gold:
    """Recommendations of 2014, passages of 2019, and by ``rec_id`` what the State cites.

    ``sections`` and ``paragraphs`` hold the letters of sections of part II and the paragraph
    numbers; ``themes`` the first theme of each recommendation, for leaving one theme out.
    """

    recommendations: tuple[Recommendation, ...]
    passages: tuple[Passage, ...]
    sections: Mapping[str, frozenset[str]]
    paragraphs: Mapping[str, frozenset[str]]
    themes: Mapping[str, str]

    def hits(self, ranking: Ranking) -> dict[str, tuple[float | None, ...]]:
        """Return for each cited recommendation whether it was hit, None where not to be judged."""
        found = {}
        for recommendation in self.recommendations:
            rec_id = recommendation.rec_id
            passages = ranking.get(rec_id, ())[:5]
            wanted = self.sections.get(rec_id, frozenset())
            right = [_section_of(p) in wanted for p in passages]
            exact = self.paragraphs.get(rec_id)
            by_section = (float(any(right[:1])), float(any(right))) if wanted else (None, None)
            by_paragraph = float(any(p.paragraph in exact for p in passages)) if exact else None
            if wanted or exact:
                found[rec_id] = (*by_section, by_paragraph)
        return found


def gold(*, labels: str) -> Gold | None:
    """Read the citations below VNRGEN_REAL_DATA, None where it is unset.

    Args:
        labels: "none", "theme" (the first theme) or "all" (every theme and group): what the
            recommendations carry beside their text.
    """
    root = os.environ.get("VNRGEN_REAL_DATA")
    if not root:
        return None
    folder = Path(root) / _FOLDER
    rows = _rows(folder / "recs_c2_2014.csv")
    cited = {
        row["rec_id"]: frozenset(row["cited_in_sections"].split())
        for row in _rows(folder / "gold_nr_2019.csv")
    }
    exact: dict[str, set[str]] = {}
    for row in _rows(folder / "gold_footnotes_2019.csv"):
        exact.setdefault(row["rec_id"], set()).add(row["para"])
    return Gold(
        tuple(_recommendation(row, labels) for row in rows),
        tuple(
            _passage(index, row)
            for index, row in enumerate(_rows(folder / "nr_2019_paragraphs.csv"), start=1)
        ),
        {rec_id: letters for rec_id, letters in cited.items() if letters},
        {rec_id: frozenset(numbers) for rec_id, numbers in exact.items()},
        {row["rec_id"]: row["theme"] for row in rows},
    )


def means(hits: Mapping[str, tuple[float | None, ...]]) -> tuple[float, ...]:
    """Return the share hit under each measure."""
    columns = ([hit[i] for hit in hits.values() if hit[i] is not None] for i in range(3))
    return tuple(sum(column) / len(column) for column in columns)  # type: ignore[arg-type]


def gain(
    ours: Mapping[str, tuple[float | None, ...]],
    theirs: Mapping[str, tuple[float | None, ...]],
    measure: int,
) -> tuple[float, float, float]:
    """Return the gain in a measure and its 95 % interval by paired bootstrap of recommendations."""
    pairs = [
        (ours[rec_id][measure] or 0.0) - (theirs[rec_id][measure] or 0.0)
        for rec_id in sorted(ours)
        if ours[rec_id][measure] is not None
    ]
    draw = random.Random(1)  # noqa: S311  # samples, not secrets
    drawn = sorted(sum(draw.choices(pairs, k=len(pairs))) / len(pairs) for _ in range(_SAMPLES))
    low, high = drawn[round(0.025 * _SAMPLES)], drawn[round(0.975 * _SAMPLES) - 1]
    return sum(pairs) / len(pairs), low, high


def leave_one_theme_out(
    found: Gold,
    choices: Sequence[Weights],
    hits_of: Callable[[Weights], Mapping[str, tuple[float | None, ...]]],
) -> tuple[dict[str, tuple[float | None, ...]], dict[Weights, int]]:
    """Judge each theme by the choice that was best for all others.

    Returns:
        The hits, and how many themes each choice was made for.
    """
    tried = {choice: hits_of(choice) for choice in choices}
    judged: dict[str, tuple[float | None, ...]] = {}
    made: dict[Weights, int] = dict.fromkeys(choices, 0)
    for theme in sorted(set(found.themes.values())):
        rest = {
            choice: {r: h for r, h in hits.items() if found.themes[r] != theme}
            for choice, hits in tried.items()
        }
        best = max(choices, key=lambda choice: sum(means(rest[choice])))
        made[best] += 1
        judged |= {r: h for r, h in tried[best].items() if found.themes[r] == theme}
    return judged, made


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _passage(index: int, row: dict[str, str]) -> Passage:
    path = (row["part"], f"{row['section']}. {row['section_title']}")
    return Passage(
        index=index,
        text=row["text"],
        section=row["section_title"],
        paragraph=row["para"],
        pdf_page=None,
        print_page="",
        path=path,
    )


def _section_of(passage: Passage) -> str:
    part, title = passage.path
    return title.partition(".")[0] if part == "II" else ""


def _recommendation(row: dict[str, str], labels: str) -> Recommendation:
    groups = [] if row["persons"] == "general" else re.split(r";\s*", row["persons"])
    return Recommendation(
        rec_id=row["rec_id"],
        cycle=1,
        text=row["text"],
        addressee="",
        sdg_target="",
        group_ids=tuple(group for group in groups if group != "general") if labels == "all" else (),
        theme={"none": "", "theme": row["theme"], "all": row["themes"]}[labels],
        evidence_ids=(),
        submitted_on=None,
        submitted_in="",
        position=None,
        position_source="",
        due_on=None,
    )
