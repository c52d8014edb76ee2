"""No withheld cell follows from what is published: searched for with the arithmetic of a reader."""

from __future__ import annotations

import contextlib
import itertools
import math
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.builders_disclosure import codes_withheld, published, sized
from tests.builders_evidence import (
    a_dimension,
    a_dossier,
    a_series,
    an_observation,
)
from vnrgen.disclosure import complementary
from vnrgen.disclosure.masking import masked_observations
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.problems import ProblemLog


def _solvable(known: list[dict[str, Fraction]], wanted: str) -> bool:
    """Tell by exact elimination whether an unknown follows from equations (name -> coefficient).

    Written apart from the product: fractions and elimination instead of a projection.
    """
    names = [*sorted({name for equation in known for name in equation} - {wanted}), wanted]
    rows = [[equation.get(name, Fraction(0)) for name in names] for equation in known]
    lead = 0
    for column in range(len(names) - 1):
        pivot = next((r for r in range(lead, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[lead], rows[pivot] = rows[pivot], rows[lead]
        for r in range(lead + 1, len(rows)):
            factor = rows[r][column] / rows[lead][column]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[lead], strict=True)]
        lead += 1
    return any(row[-1] for row in rows[lead:])


def _assert_that_nothing_follows(
    cases: list[list[int]], kept_back: frozenset[tuple[int, int]], *, with_margins: bool
) -> None:
    """Publish a two-way table of shares weighted by their cases, and try to solve for the rest.

    ``kept_back`` are the cells (row, column) that the source itself has suppressed.
    """
    sexes, areas = range(len(cases)), range(3)
    rows = [an_observation(1.0, n_unweighted=sum(map(sum, cases)))]
    for i in sexes:
        for j in areas:
            row = an_observation(
                1.0, dimensions={"ethnicity": f"E{i}", "region": f"R{j}"}, n_unweighted=cases[i][j]
            )
            if (i, j) in kept_back:
                status = ObservationStatus.CENSORED if i else ObservationStatus.SUPPRESSED
                row = replace(row, value=None, n_unweighted=None, obs_status=status)
            rows.append(row)
    if with_margins:
        rows += sized({f"E{i}": (1.0, sum(cases[i])) for i in sexes}, "ethnicity")
        rows += sized({f"R{j}": (1.0, sum(row[j] for row in cases)) for j in areas}, "region")
    shown = published(a_dossier(rows)).observations

    unknown = {
        (row.dimensions["ethnicity"], row.dimensions["region"])
        for row in shown
        if row.value is None
    }
    if not with_margins:
        unknown |= {(f"E{i}", "_T") for i in sexes} | {("_T", f"R{j}") for j in areas}
    equations = []
    for parts in (
        [("_T", "_T"), *((f"E{i}", "_T") for i in sexes)],
        [("_T", "_T"), *(("_T", f"R{j}") for j in areas)],
        *[[(f"E{i}", "_T"), *((f"E{i}", f"R{j}") for j in areas)] for i in sexes],
        *[[("_T", f"R{j}"), *((f"E{i}", f"R{j}") for i in sexes)] for j in areas],
    ):
        signs = {name: Fraction(-1 if k else 1) for k, name in enumerate(parts)}
        equations.append({str(n): c for n, c in signs.items() if n in unknown})
    small = {(f"E{i}", f"R{j}") for i in sexes for j in areas if cases[i][j] < 25}
    assert small <= unknown
    for row in shown:
        name = (row.dimensions["ethnicity"], row.dimensions["region"])
        if row.value is None:
            assert not _solvable(equations, str(name)), name


CASES = st.lists(st.lists(st.integers(1, 80), min_size=3, max_size=3), min_size=2, max_size=4)


KEPT_BACK = st.frozensets(st.tuples(st.integers(0, 1), st.integers(0, 2)), max_size=3)


@settings(max_examples=60, deadline=None)
@given(cases=CASES, kept_back=KEPT_BACK, with_margins=st.booleans())
def test_no_withheld_cell_follows_from_what_is_published(
    *, cases: list[list[int]], kept_back: frozenset[tuple[int, int]], with_margins: bool
) -> None:
    _assert_that_nothing_follows(cases, kept_back, with_margins=with_margins)


@settings(max_examples=30, deadline=None)
@given(cases=CASES, kept_back=KEPT_BACK, with_margins=st.booleans(), most_work=st.integers(0, 40))
def test_a_search_that_is_cut_short_protects_all_the_same(
    *,
    cases: list[list[int]],
    kept_back: frozenset[tuple[int, int]],
    with_margins: bool,
    most_work: int,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(complementary, "_MOST_WORK", most_work)
        _assert_that_nothing_follows(cases, kept_back, with_margins=with_margins)


def _a_large_table(*sizes: int, small_every: int) -> Dossier:
    """Return a table with all its margins; every so many cells one is too small."""
    names = [f"d{place}" for place in range(len(sizes))]
    totals: dict[tuple[int | None, ...], int] = {}
    for number, codes in enumerate(itertools.product(*map(range, sizes))):
        # 7919 is a prime: the small cells lie scattered.
        cases = 10 if number * 7919 % small_every == 0 else 30 + number % 97
        for kept in itertools.product((True, False), repeat=len(sizes)):
            key = tuple(c if keep else None for c, keep in zip(codes, kept, strict=True))
            totals[key] = totals.get(key, 0) + cases
    rows = [
        an_observation(
            1.0,
            n_unweighted=cases,
            dimensions={n: f"C{c}" for n, c in zip(names, key, strict=True) if c is not None},
        )
        for key, cases in totals.items()
    ]
    return a_dossier(rows, dimensions=[a_dimension(name) for name in names])


@contextlib.contextmanager
def _killed_after(seconds: int) -> Iterator[None]:
    def kill(_number: int, _frame: object) -> None:
        raise TimeoutError(f"not done within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, kill)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("sizes", "small_every"), [((64, 64), 7), ((16, 16, 16), 21), ((16, 16, 16), 3)]
)
def test_thousands_of_cells_that_hang_together_are_protected_within_seconds(
    sizes: tuple[int, ...], small_every: int
) -> None:
    dossier = _a_large_table(*sizes, small_every=small_every)
    with _killed_after(60):
        withheld = masked_observations(dossier, ProblemLog()).withheld
    reasons = Counter(w.reason for w in withheld)

    assert reasons["small_sample"] >= math.prod(sizes) // small_every
    assert reasons["complementary"] < len(dossier.observations) / 2


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=5))
def test_what_is_withheld_is_in_no_number_of_the_findings(cases: list[int]) -> None:
    values = {
        f"C{i}": (round(math.sqrt(prime), 6), n)
        for (i, n), prime in zip(enumerate(cases), (2, 3, 5, 7, 11), strict=False)
    }
    rows = [an_observation(31.4, n_unweighted=sum(cases)), *sized(values, "ethnicity")]
    shown = published(a_dossier(rows))

    hidden = {values[code][0] for code in codes_withheld(shown, "ethnicity") if code in values}
    text = repr(shown.findings) + repr([*shown.observations])
    assert not [value for value in hidden if str(value) in text]


def counted(counts: list[list[int]]) -> Dossier:
    """A two-way table of people counted, with its margins and its total."""
    sums = [*counts, [sum(column) for column in zip(*counts, strict=True)]]
    rows = [
        an_observation(
            float(value),
            unit="NUMBER",
            dimensions={
                **({"ethnicity": f"E{i}"} if i < len(counts) else {}),
                **({"region": f"R{j}"} if j < len(row) else {}),
            },
        )
        for i, row in enumerate(sums)
        for j, value in enumerate([*row, sum(row)])
    ]
    return a_dossier(rows, series=[a_series(unit="NUMBER")])


Table = dict[tuple[str, str], float | None]


def could_be_another(real: Table, shown: Table, cell: tuple[str, str]) -> bool:
    """Tell whether other people in the table than there are would be published just so.

    Readers know that no count is below nothing, and that a count of nothing is not withheld; so
    every withheld one is 1 or more. One person is put into or taken out of each part of the table.
    """
    ethnicities = sorted({e for e, _ in shown} - {"_T"})
    regions = sorted({r for _, r in shown} - {"_T"})
    inside = list(itertools.product(ethnicities, regions))
    for steps in itertools.product((0, 1, -1), repeat=len(inside)):
        moved = dict(zip(inside, steps, strict=True))
        every = moved | {
            key: sum(
                s for (e, r), s in moved.items() if key[0] in {e, "_T"} and key[1] in {r, "_T"}
            )
            for key in shown
            if "_T" in key
        }
        if every[cell] and all(
            not step or (shown[key] is None and (real[key] or 0) + step >= 1)
            for key, step in every.items()
        ):
            return True
    return False


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 5, 9]), min_size=3, max_size=3),
        min_size=2,
        max_size=2,
    )
)
@example([[1, 1, 9], [0, 20, 30]])
@example([[1, 0, 1], [0, 1, 0]])
@example([[0, 2, 9], [9, 0, 0]])
def test_no_withheld_count_follows_from_no_count_being_below_one(counts: list[list[int]]) -> None:
    dossier = counted(counts)
    shown = masked_observations(dossier, ProblemLog()).observations

    real, table = (
        {(row.dimensions["ethnicity"], row.dimensions["region"]): row.value for row in rows}
        for rows in (dossier.observations, shown)
    )
    small = [key for key, value in real.items() if value and value < 5]
    assert {key for key in small if table[key] is not None} == set()
    assert [key for key in small if not could_be_another(real, table, key)] == []


def test_two_single_people_are_not_given_away_by_their_sum() -> None:
    # 1 + 1 = 2, and a withheld count is at least 1: a third one has to go.
    shown = masked_observations(counted([[1, 1, 0, 9], [30, 40, 50, 60]]), ProblemLog())
    hidden = {
        row.dimensions["region"]
        for row in shown.observations
        if row.dimensions["ethnicity"] == "E0" and row.value is None
    }

    assert hidden == {"R0", "R1", "R3"}
    # Nor does the file say which of them are the small ones: four and four would be 8.
    assert {row.note for row in shown.observations if row.value is None} == {"small_count"}
