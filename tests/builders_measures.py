"""Subgroups for the tests of measures: small ones worked by hand, and any that hypothesis makes."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from vnrgen.analysis.measures.measure import Subgroup


def groups(
    *estimates: float | None,
    people: Sequence[float | None] | None = None,
    errors: Sequence[float] | None = None,
    ordered: bool = False,
    reference: int | None = None,
) -> tuple[Subgroup, ...]:
    """Return subgroups with these estimates, of one person each unless ``people`` says more."""
    return tuple(
        Subgroup(
            estimate=estimate,
            population=people[n] if people else 1.0,
            se=errors[n] if errors else None,
            order=n + 1 if ordered else None,
            is_reference=n == reference,
        )
        for n, estimate in enumerate(estimates)
    )


# The example of WHO's own tests: five ordered subgroups, population-weighted average 41.22449.
FIVE = groups(20.0, 30.0, 40.0, 50.0, 60.0, people=(78, 91, 162, 103, 105), ordered=True)


def percentages(*, ordered: bool) -> st.SearchStrategy[tuple[Subgroup, ...]]:
    """Return three to eight subgroups with percentages strictly inside 0-100.

    They have one decimal, as published ones have: two that differ by less are a tie before a
    complement is taken and none after it, or the reverse.
    """
    row = st.tuples(
        st.integers(5, 995).map(lambda tenths: tenths / 10),
        st.floats(min_value=1, max_value=1e6),
        st.floats(min_value=0.01, max_value=10),
    )
    return st.lists(row, min_size=3, max_size=8).map(
        lambda rows: groups(
            *(row[0] for row in rows),
            people=[row[1] for row in rows],
            errors=[row[2] for row in rows],
            ordered=ordered,
        )
    )
