"""What the index says of a country is what its own chapter says, by the same rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_briefs import a_global_file, portal_row
from tests.builders_sample import SAMPLE
from vnrgen.batch.comparison import CountryProfile, Ranking, profile
from vnrgen.build import BuildRequest, Composition, compose_dossier
from vnrgen.document.language.wording import Wording
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.headlines import lead_gap
from vnrgen.document.tree.words import words
from vnrgen.dossier.area import AreaRequest


@pytest.fixture(scope="module")
def composed() -> Composition:
    return compose_dossier(BuildRequest(dossier=SAMPLE, output=Path(), formats=("html",)))


@pytest.fixture(scope="module")
def shown(composed: Composition) -> CountryProfile:
    return profile(composed, "en")


def test_every_group_and_figure_of_the_index_stands_in_the_chapter(
    composed: Composition, shown: CountryProfile
) -> None:
    said = " ".join(words(composed.document))
    named = [line for line in shown.lines if line.ranking == Ranking.BEHIND]
    assert named
    for line in named:
        assert line.difference
        for part in (line.label, line.group, line.value, line.other, line.other_value):
            assert part in said, (line.indicator, part)


def test_somebody_is_named_just_where_the_chapter_names_somebody(
    composed: Composition, shown: CountryProfile
) -> None:
    leading = set()
    for found in composed.publishable.findings.series:
        ctx = SeriesContext(
            publishable=composed.publishable,
            findings=found,
            wording=Wording("en"),
            cite=lambda _source: pytest.fail("no notes"),
        )
        if lead_gap(ctx) is not None:
            leading.add(found.series.key)
    named = {(x.indicator, x.series) for x in shown.lines if x.ranking == Ranking.BEHIND}
    assert named == leading


def test_where_nobody_may_be_named_there_is_no_group_and_no_gap(shown: CountryProfile) -> None:
    others = [line for line in shown.lines if line.ranking != Ranking.BEHIND]
    assert others
    assert {(x.group, x.value, x.other_value, x.difference) for x in others} == {("", "", "", "")}


def test_withheld_groups_are_counted_and_never_printed(
    composed: Composition, shown: CountryProfile
) -> None:
    assert shown.withheld == len(composed.publishable.withheld) > 0
    assert any(line.without_figure for line in shown.lines)
    assert shown.uncounted == sum(
        "official" in row.empty for row in composed.publishable.findings.coverage
    )


def test_the_index_is_in_its_own_language(composed: Composition) -> None:
    french = profile(composed, "fr")
    values = {line.value for line in french.lines if line.value}
    assert any("," in value for value in values)
    assert not any("." in value for value in values)


@pytest.mark.parametrize(
    ("levels", "ranking", "definition", "group"),
    [
        (("PRIMAR", "GRAD23"), Ranking.BEHIND, "Grades 2 and 3", "Female"),
        (("PRIMAR",), Ranking.DOUBTED, "Primary education", ""),
    ],
)
def test_nobody_is_named_by_figures_that_contradict_themselves(
    tmp_path: Path, levels: tuple[str, ...], ranking: Ranking, definition: str, group: str
) -> None:
    """Of 8.9 and 12.5 the total cannot be 14.0; that of grades 2 and 3 is sound."""
    values = {"PRIMAR": (14.0, 8.9, 12.5), "GRAD23": (27.4, 23.1, 30.6)}
    rows = [
        portal_row("SE_TOT_PRFL", indicator="4.1.1", level=level, sex=sex, value=value)
        for level in levels
        for sex, value in zip(("BOTHSEX", "FEMALE", "MALE"), values[level], strict=True)
    ]
    asked = AreaRequest(area="NPL", data=a_global_file(tmp_path / "sdg.csv", rows))
    request = BuildRequest(dossier=tmp_path, output=tmp_path / "o", outline="brief", area=asked)
    (line,) = profile(compose_dossier(request), "en").lines
    assert (line.ranking, line.definition, line.group) == (ranking, definition, group)
