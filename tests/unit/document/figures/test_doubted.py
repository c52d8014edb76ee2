"""A gap whose figures are doubted is printed with a word on it, and does not lead the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar

import pytest

from tests.builders_briefs import a_global_file, portal_row
from tests.builders_evidence import a_dossier, a_group_of, an_observation
from tests.builders_figure_blocks import blocks
from tests.builders_figures import a_breakdown, a_context, a_gap_trend, a_series, some_findings
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import DoubtKind
from vnrgen.analysis.standings import standings_of
from vnrgen.batch.comparison import profile
from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.document.blocks import Chart, KeyFigures
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import Emphasis
from vnrgen.document.series.verdict import verdict, verdict_of_figures
from vnrgen.document.tree.walk import every_block
from vnrgen.document.tree.words import words
from vnrgen.dossier.area import AreaRequest

Kind = TypeVar("Kind")

DOUBTED = "Some of these figures contradict"


def _notes(*doubts: DoubtKind) -> list[str]:
    found = replace(a_breakdown({"Women": 2.6, "Men": 27.3}, dimension="sex"), doubts=doubts)
    block = next(b for b in blocks(some_findings(breakdowns=(found,))) if isinstance(b, Chart))
    return [plain(note) for note in block.notes]


def test_a_chart_of_doubted_figures_says_so() -> None:
    assert any(note.startswith(DOUBTED) for note in _notes(DoubtKind.GROUP_JUMPS))
    assert not any(note.startswith(DOUBTED) for note in _notes())


def test_what_may_not_be_ranked_is_said_elsewhere_and_not_twice() -> None:
    assert not any(note.startswith(DOUBTED) for note in _notes(DoubtKind.DISTRIBUTION))


def test_shares_for_percentages_are_doubted_in_every_breakdown() -> None:
    rows = [an_observation(0.262), *a_group_of("sex", {"F": 0.301, "M": 0.245})]
    (breakdown,) = analyse(a_dossier(rows)).series[0].breakdowns
    assert breakdown.doubts == (DoubtKind.SHARES,)


# --- nobody is named as behind by doubted figures -----------------------------------------------

CLAIMS = (
    "Furthest behind:",
    "may be furthest",
    "Perhaps furthest",
    "times the",
    "times as high",
    " apart",
    "a gap of",
    "has narrowed",
    "has widened",
    "On average the groups",
)


def _everything(found: object, kind: type[Kind]) -> Iterator[Kind]:
    """Yield all of a type in what is printed or drawn, alternative texts among them."""
    if isinstance(found, kind):
        yield found
    elif isinstance(found, Mapping):
        yield from _everything(list(found.values()), kind)
    elif isinstance(found, list | tuple):
        for item in found:
            yield from _everything(item, kind)
    elif is_dataclass(found):
        for part in fields(found):
            yield from _everything(getattr(found, part.name), kind)


def _plain(found: object) -> str:
    return " | ".join(_everything(found, str))


@pytest.mark.parametrize("kind", [kind for kind in DoubtKind if not kind.forbids_ranking])
@pytest.mark.parametrize("turn", range(3))
def test_no_form_of_a_chart_claims_a_doubted_gap(kind: DoubtKind, turn: int) -> None:
    values = {"Women": 2.6, "Men": 27.3}
    was = replace(a_breakdown({"Women": 20.0, "Men": 27.0}, year=2012), doubts=(kind,))
    now = replace(a_breakdown(values, year=2022), doubts=(kind,))
    series = a_series(indicator_id=f"3.1.{turn + 1}")
    found = some_findings(series, breakdowns=(now,), gap_trends=(a_gap_trend(was, now),))
    made = blocks(found)
    said = _plain(made)
    assert not [claim for claim in CLAIMS if claim in said], said
    assert "Not ranked: the figures are doubtful" in said
    drawn = [block.drawing for block in made if isinstance(block, Chart)]
    assert drawn
    assert not {Emphasis.BEHIND, Emphasis.AHEAD} & set(_everything(drawn, Emphasis))


def test_a_gap_without_a_chart_is_a_row_in_which_nobody_is_behind() -> None:
    main = a_breakdown({"Rural": 40.0, "Urban": 90.0}, dimension="urbanisation")
    other = replace(
        a_breakdown({"Women": 2.6, "Men": 27.3}, dimension="sex"), doubts=(DoubtKind.GROUP_JUMPS,)
    )
    said = _plain(blocks(some_findings(breakdowns=(main, other))))
    assert "Not ranked, because the figures are doubtful" in said


@pytest.mark.parametrize(
    "values", [{"Women": 27.3, "Men": 2.6}, {"Women": 2.6, "Men": 27.3, "All": None}]
)
def test_figures_that_are_not_doubted_are_told_as_before(values: dict[str, float | None]) -> None:
    found = a_breakdown(values, dimension="sex")
    ctx = a_context(some_findings(breakdowns=(found,)))
    assert found.gap is not None
    assert verdict(ctx, found, found.gap) is verdict_of_figures(ctx, found.gap)


@pytest.mark.parametrize("outline", ["lnob", "main-messages"])
def test_a_slipped_decimal_mark_makes_nobody_furthest_behind_anywhere(
    tmp_path: Path, outline: str
) -> None:
    """Women at 4.1 after 40 and 40.5, and everybody at 45 all the time: IMP011."""
    figures = {
        "BOTHSEX": (45.0, 45.2, 45.4),
        "MALE": (50.0, 50.1, 50.2),
        "FEMALE": (40.0, 40.5, 4.1),
    }
    rows = [
        portal_row(year=year, sex=sex, value=value)
        for sex, values in figures.items()
        for year, value in zip((2012, 2016, 2020), values, strict=True)
    ]
    request = AreaRequest(area="NPL", data=a_global_file(tmp_path / "sdg.csv", rows))
    made = compose_dossier(
        BuildRequest(dossier=tmp_path, output=tmp_path / "out", outline=outline, area=request)
    )
    assert "IMP011" in {problem.code for problem in made.problems}
    said = " ".join(words(made.document)) + _plain(made.document.blocks)
    legend = {"may be furthest", " apart"}
    claims = {*CLAIMS, "Furthest behind on most"} - legend
    assert not [claim for claim in sorted(claims) if claim in said]
    assert not [b for b in every_block(made.document.blocks) if isinstance(b, KeyFigures)]
    (line,) = profile(made, "en").lines
    assert (line.ranking, line.group, line.difference) == ("doubted", "", "")


@pytest.mark.parametrize(("doubts", "unsure"), [((), 0), ((DoubtKind.GROUP_JUMPS,), 1)])
def test_the_worst_of_doubted_figures_is_not_surely_the_worst(
    doubts: tuple[DoubtKind, ...], unsure: int
) -> None:
    found = replace(a_breakdown({"Women": 27.3, "Men": 2.6}, dimension="sex"), doubts=doubts)
    worst = standings_of([(a_series(), [found])], {}, {})[0]
    assert (worst.category.code, worst.furthest) == ("women", 1)
    assert worst.uncertain == unsure
    assert worst.unknown == 1 - unsure
