"""Nothing derived tells a withheld figure: not a measure, a standing, a trend or a doubt."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_evidence import (
    ON,
    a_dimension,
    a_dossier,
    a_group,
    a_series,
    an_observation,
)
from tests.builders_evidence import settings as dossier_settings
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import DoubtKind, Findings, Reliability
from vnrgen.analysis.measures.measure import Refusal
from vnrgen.disclosure.disclose import disclose
from vnrgen.dossier.model import Audience, Dossier
from vnrgen.dossier.model.observations import Observation
from vnrgen.problems import ProblemLog

WEALTH = a_dimension("income_wealth_quantile", "Q1", "Q2", "Q3", ordered=True)
CODES = {"ethnicity": ("A", "B", "C", "D"), "income_wealth_quantile": ("Q1", "Q2", "Q3")}

# Above a quarter each, so that no three or more of them add up to 100 by chance.
shares = st.integers(35, 95).map(float)
cases = st.sampled_from([7, 20, 24, 25, 60, 400])


def published(dossier: Dossier) -> Findings:
    shown = disclose(
        dossier, analyse(dossier), audience=Audience.PUBLIC, on=ON, problems=ProblemLog()
    )
    return shown.findings


def a_table(told: dict[tuple[int, str, str], tuple[float, int]], other: float) -> Dossier:
    """Two years, two dimensions and a crossing; where the cases are few, the value is moved.

    It stays among the ``shares``: that parts add up to a whole is published, and is no secret.
    """

    def row(year: int, groups: dict[str, str], value: float, n: int, **more: Any) -> Observation:
        moved = 35 + (value - 35 + other) % 61 if n < 25 else value
        sizes = {"n_unweighted": n, "population": 100.0 * n, "se": 2.0}
        return an_observation(moved, year=year, dimensions=groups, **sizes, **more)

    rows = [row(y, {d: code}, v, n) for (y, d, code), (v, n) in told.items()]
    rows += [
        row(year, {"ethnicity": code, "income_wealth_quantile": "Q1"}, v, n)
        for (year, d, code), (v, n) in told.items()
        if d == "ethnicity"
    ]
    rows += [an_observation(60.0, year=year, n_unweighted=2000, se=1.0) for year in (2016, 2022)]
    rows += [
        row(2022, {"ethnicity": code}, v + 1, n, source_id="ngo")
        for (year, d, code), (v, n) in told.items()
        if d == "ethnicity" and year == 2022
    ]
    return a_dossier(
        rows,
        dimensions=[WEALTH, a_dimension("ethnicity", *CODES["ethnicity"])],
        groups=[a_group("a", "ethnicity", "A")],
        series=[a_series(target=10.0, target_year=2030)],
        settings=dossier_settings(previous_year=2020),
    )


KEYS = [(y, d, code) for y in (2016, 2022) for d, codes in CODES.items() for code in codes]


@settings(max_examples=40, deadline=None)
@given(
    told=st.fixed_dictionaries({key: st.tuples(shares, cases) for key in KEYS}),
    other=st.integers(1, 60).map(float),
)
def test_another_value_of_a_withheld_cell_changes_nothing_that_is_published(
    told: dict[tuple[int, str, str], tuple[float, int]], other: float
) -> None:
    assert published(a_table(told, 0.0)) == published(a_table(told, other))


def test_measures_standings_and_changes_of_a_withheld_group_are_refused_and_it_stays() -> None:
    told = {key: (40.0 + 3 * n, 400) for n, key in enumerate(KEYS)}
    told[2022, "ethnicity", "A"] = (99.0, 12)
    found = published(a_table(told, 0.0))
    series = found.series[0]
    official = next(
        b for b in series.breakdowns if b.dimension_id == "ethnicity" and b.source_id == "nso"
    )
    measures = series.measures_of(official.finding_id)
    furthest = next(f for f in series.furthest_behind if f.breakdown_id == official.finding_id)
    standing = next(s for s in found.standings if s.category.code == "A" and not s.is_citizen)

    assert measures is not None
    assert {r.measure.refused for r in measures.results} == {Refusal.WITHHELD}
    assert (measures.behind, measures.ahead) == (None, None)
    assert "A" in {m.category.code for m in furthest.without_figure}
    assert (standing.withheld, standing.compared, standing.average) == (1, 0, None)


def a_distribution(*sizes: int) -> Dossier:
    values = dict(zip("ABCD", ((20.5, 30.5, 19.0, 30.0)), strict=True))
    return a_dossier(
        [
            an_observation(value, dimensions={"ethnicity": code}, n_unweighted=n)
            for (code, value), n in zip(values.items(), sizes, strict=True)
        ]
    )


def test_the_last_part_of_a_whole_is_not_got_back_from_the_others() -> None:
    # No weights are known of a total, but 100 - 20.5 - 30.5 - 30.0 would be the withheld 19.0.
    (breakdown,) = published(a_distribution(400, 300, 12, 200)).series[0].breakdowns
    withheld = [
        m.category.code for m in breakdown.members if m.estimate.reliability is Reliability.WITHHELD
    ]
    assert withheld == ["C", "D"]


def test_of_two_shares_of_a_whole_none_stands_alone() -> None:
    shares = {"F": (39.5, 12), "M": (60.5, 400)}
    rows = [
        an_observation(value, dimensions={"sex": code}, n_unweighted=n)
        for code, (value, n) in shares.items()
    ]
    (breakdown,) = published(a_dossier(rows)).series[0].breakdowns
    assert all(member.estimate.value is None for member in breakdown.members)


def test_a_distribution_is_not_ranked_again_because_some_of_it_is_masked() -> None:
    found = published(a_distribution(400, 300, 12, 200)).series[0]

    assert [doubt.kind for doubt in found.doubts] == [DoubtKind.DISTRIBUTION]
    assert found.breakdowns[0].gap is None
    assert found.furthest_behind == ()
