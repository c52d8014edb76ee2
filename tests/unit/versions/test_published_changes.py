"""Corrections: which published figures changed, why, and that nothing withheld is given back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_document import a_publishable, an_outline
from vnrgen.document.blocks import Document, Paragraph, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.compose import compose
from vnrgen.document.earlier_edition import EarlierEdition, FigureFate, PublishedChange
from vnrgen.document.tree.walk import every_block
from vnrgen.dossier.model import Correction, CorrectionKind, Thresholds
from vnrgen.problems import ProblemLog
from vnrgen.render.data import csv_bytes, observations_csv
from vnrgen.versions.published_changes import changes_between

COLUMNS = (
    "indicator_id", "series", "place", "sex", "period_label", "period_start", "period_end", "value",
    "unit", "n_unweighted", "obs_status", "source_id",
)  # fmt: skip


def figure(
    sex: str, value: float | None, *, indicator: str = "1.2.1", cases: int | None = 400,
    status: str = "normal",
) -> tuple[object, ...]:  # fmt: skip
    return (indicator, "S", "land", sex, "2024", "2024-01-01", "2024-12-31", value, "PT", cases,
            status, "nso")  # fmt: skip


def between(
    before: list[tuple[object, ...]], after: list[tuple[object, ...]]
) -> tuple[PublishedChange, ...]:
    return changes_between(csv_bytes(COLUMNS, before), csv_bytes(COLUMNS, after), Thresholds())


def test_a_figure_that_changed_is_told_with_both_values() -> None:
    (change,) = between([figure("F", 12.1), figure("M", 9)], [figure("M", 9), figure("F", 12.3)])
    assert (change.fate, change.before, change.after) == (FigureFate.CHANGED, 12.1, 12.3)
    assert change.breakdown == (("sex", "F"),)


def test_a_new_figure_is_no_correction_and_one_that_is_gone_is_told() -> None:
    assert between([], [figure("F", 1)]) == ()
    (change,) = between([figure("F", 12.1)], [])
    assert (change.fate, change.before, change.after) == (FigureFate.GONE, 12.1, None)


def test_no_earlier_value_is_told_beside_one_that_is_withheld_now() -> None:
    before = [figure("_T", 30), figure("F", 10), figure("M", 20)]
    after = [figure("_T", 33), figure("F", None, status="suppressed"), figure("M", 21)]
    changes = between(before, after)
    assert [change.before for change in changes] == [None, None, None]
    assert [change.fate for change in changes].count(FigureFate.WITHHELD) == 1


def test_a_figure_on_fewer_cases_than_may_be_shown_today_is_not_told_again() -> None:
    (change,) = between([figure("F", 12.1, cases=24)], [figure("F", 12.3)])
    assert change.before is None
    (few,) = between([figure("F", 12.1, cases=49)], [figure("F", 12.3, cases=50)])
    assert (few.before, few.few_before, few.few_after) == (12.1, True, False)


CELL = st.tuples(
    st.sampled_from(["1.1.1", "1.2.1", "3.1.2"]),
    st.one_of(st.none(), st.integers(0, 99)),
    st.sampled_from(["normal", "suppressed"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CELL, max_size=8), st.lists(CELL, max_size=8))
def test_two_editions_give_back_no_value_of_an_indicator_with_a_withheld_figure(
    one: list[tuple[str, int | None, str]], other: list[tuple[str, int | None, str]]
) -> None:
    sides = [
        [
            figure(
                f"G{n}", None if status == "suppressed" else value, indicator=name, status=status
            )
            for n, (name, value, status) in enumerate(side)
        ]
        for side in (one, other)
    ]
    withheld = {row[0] for side in sides for row in side if row[10] == "suppressed"}
    assert all(c.before is None for c in between(*sides) if c.indicator_id in withheld)


# --- the section -------------------------------------------------------------------------------


def printed(earlier: EarlierEdition | None, *given: Correction, **changes: Any) -> list[str]:
    publishable = a_publishable(corrections=given, **changes)
    document = compose(
        publishable,
        an_outline(),
        language="en",
        overrides=None,
        problems=ProblemLog(),
        earlier=earlier,
    )
    return _section_words(document)


def _section_words(document: Document) -> list[str]:
    for block in every_block(document.blocks):
        if isinstance(block, Table) and block.block_id.endswith("/corrections"):
            return [" | ".join(plain(cell) for cell in row.cells) for row in block.rows]
        if isinstance(block, Paragraph) and block.block_id.endswith("/corrections/none"):
            return [plain(block.content)]
    return []


def a_change(**fields: object) -> PublishedChange:
    publishable = a_publishable()
    row = publishable.observations.frame.iloc[0]
    change = PublishedChange(
        indicator_id=str(row["indicator_id"]),
        series=str(row["series"]),
        place=str(row["place"]),
        period=str(row["period_label"]),
        source_id=str(row["source_id"]),
        breakdown=(),
        fate=FigureFate.CHANGED,
        before=12.14,
        after=13.2,
    )
    return replace(change, **fields)  # type: ignore[arg-type] # by name


def edition(*changes: PublishedChange) -> EarlierEdition:
    return EarlierEdition(name="v1", as_of=date(2025, 5, 1), changes=changes)


def test_without_an_earlier_edition_the_section_says_so() -> None:
    assert printed(None) == ["No earlier edition was published, so nothing had to be corrected."]
    assert printed(edition()) == ["No figure of the edition of 1 May 2025 was changed."]


def test_a_change_stands_with_its_kind_and_reason_and_the_most_exact_reason_holds() -> None:
    change = a_change()
    general = Correction(
        indicator_id=change.indicator_id, kind=CorrectionKind.CORRECTED, why="Weights were revised."
    )
    exact = replace(
        general, kind=CorrectionKind.MISLABEL, why="It was of another year.", period=change.period
    )
    row = printed(edition(change), general, exact)[1]
    assert "12.1% | 13.2% | Wrong label: It was of another year." in row
    assert printed(edition(change))[1].endswith("no reason given")


OF_OTHERS = {
    "indicator_id": "99.9.9",
    "series": "OTHER",
    "place_id": "kesh",
    "period": "1999",
    "source_id": "survey",
    "group_id": "isle",
}


def test_a_reason_is_that_of_the_figures_it_is_given_for() -> None:
    change = a_change(place="ost", source_id="nso", breakdown=(("ethnicity", "HIGH"),))
    own = Correction(
        indicator_id=change.indicator_id,
        kind=CorrectionKind.CORRECTED,
        why="Weights were revised.",
        series=change.series,
        place_id=change.place,
        period=change.period,
        source_id=change.source_id,
        group_id="highland",
    )
    others = [replace(own, **{part: name}) for part, name in OF_OTHERS.items()]  # type: ignore[arg-type] # by name
    assert printed(edition(change), own)[1].endswith("Weights were revised.")
    assert printed(edition(change), *others)[1].endswith("no reason given")


def test_a_value_on_few_cases_is_marked_as_everywhere() -> None:
    few = a_change(few_before=True), a_change(few_after=True, period="2019")
    rows = printed(edition(*few))
    assert "(12.1%) | 13.2%" in rows[1]
    assert "12.1% | (13.2%)" in rows[2]


def test_what_defines_an_indicator_is_not_named_as_a_group() -> None:
    ((key, series),) = a_publishable().series.items()
    told = edition(a_change(breakdown=(("sex", "F"),)))
    of_women = {key: replace(series, fixed={"sex": "F"})}
    assert printed(told, series=of_women)[1].startswith("Everybody, ")


def test_values_that_are_printed_alike_are_no_change() -> None:
    assert printed(edition(a_change(before=12.14, after=12.11))) == [
        "No figure of the edition of 1 May 2025 was changed."
    ]


def test_what_is_withheld_is_said_to_be_so() -> None:
    row = printed(edition(a_change(before=None, after=None, fate=FigureFate.WITHHELD)))[1]
    assert "not repeated | withheld" in row


def test_of_many_changes_of_a_series_the_rest_is_counted() -> None:
    rows = printed(edition(*(a_change(breakdown=(("sex", f"G{n}"),)) for n in range(30))))
    assert len(rows) == 1 + 25 + 1
    assert rows[-1].startswith("and 5 figures more")


def test_the_same_figures_are_no_correction() -> None:
    data = observations_csv(a_publishable())
    assert changes_between(data, data, Thresholds()) == ()
