from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnrgen.dossier.observations.periods import Period, ShortSpan, parse_period, parse_periods


@pytest.mark.parametrize(
    ("text", "start", "end", "label", "freq", "note"),
    [
        ("2015", (2015, 1, 1), (2015, 12, 31), "2015", "A", ""),
        ("2015.0", (2015, 1, 1), (2015, 12, 31), "2015", "A", ""),
        ("2014/15", (2014, 4, 1), (2015, 3, 31), "2014/15", "A", ""),
        ("1999/00", (1999, 4, 1), (2000, 3, 31), "1999/00", "A", ""),
        ("2021/22 [Note 9]", (2021, 4, 1), (2022, 3, 31), "2021/22", "A", "Note 9"),
        ("2018-20", (2018, 1, 1), (2020, 12, 31), "2018-20", "A", ""),
        ("2018–20", (2018, 1, 1), (2020, 12, 31), "2018-20", "A", ""),
        ("2013-2015", (2013, 1, 1), (2015, 12, 31), "2013-2015", "A", ""),
        ("2009 to 2011", (2009, 1, 1), (2011, 12, 31), "2009 to 2011", "A", ""),
        ("2015-2017 (baseline)", (2015, 1, 1), (2017, 12, 31), "2015-2017", "A", "baseline"),
        ("2013/14 to 2015/16", (2013, 4, 1), (2016, 3, 31), "2013/14 to 2015/16", "A", ""),
        ("1974a", (1974, 1, 1), (1974, 12, 31), "1974a", "A", ""),
        ("2000 Q1", (2000, 1, 1), (2000, 3, 31), "2000 Q1", "Q", ""),
        ("2024-Q4", (2024, 10, 1), (2024, 12, 31), "2024-Q4", "Q", ""),
        ("2024-S1", (2024, 1, 1), (2024, 6, 30), "2024-S1", "S", ""),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "2024-02", "M", ""),
        ("2024-M11", (2024, 11, 1), (2024, 11, 30), "2024-M11", "M", ""),
        ("2020-W53", (2020, 12, 28), (2021, 1, 3), "2020-W53", "W", ""),
        ("2024-03-15", (2024, 3, 15), (2024, 3, 15), "2024-03-15", "D", ""),
        ("2019-04-01/2020-03-31", (2019, 4, 1), (2020, 3, 31), "2019-04-01/2020-03-31", "A", ""),
    ],
)
def test_every_label_that_offices_write_is_its_span_of_days(
    text: str,
    start: tuple[int, int, int],
    end: tuple[int, int, int],
    label: str,
    freq: str,
    note: str,
) -> None:
    expected = Period(start=date(*start), end=date(*end), label=label, freq=freq, note=note)
    assert parse_period(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "There is no data for this indicator yet",
        "2000 Q5",
        "2024-13-01",
        "2011-2009",
        "15",
        "2021/21",
        "2009-00",
        "20145",
        "2019-04-01/2018-03-31",
        "2021-W60",
    ],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_period(text) is None


def test_a_fiscal_year_begins_in_the_month_that_is_declared() -> None:
    period = parse_period("2014/15", fiscal_year_start=7)
    assert period is not None
    assert (period.start, period.end) == (date(2014, 7, 1), date(2015, 6, 30))


@pytest.mark.parametrize(
    ("column", "first_year", "last_year"),
    [
        (["2009-11", "2013-15"], 2009, 2011),  # 15 is no month
        (["2009-11", "2010-12", "2011-13"], 2009, 2011),
        (["2001-03", "2002-04", "2003-05"], 2001, 2003),  # always two years on
        (["2001-03", "2001-04", "2001-05"], 2001, 2001),
        (["2009-11"], 2009, 2009),
        (["2009-11", "2009-03", "2010-12"], 2009, 2009),  # 2009 to 2003 is no span
    ],
)
def test_the_other_labels_of_a_column_decide_between_months_and_spans(
    column: list[str], first_year: int, last_year: int
) -> None:
    period = parse_periods(column)[column[0]]
    assert period is not None
    assert (period.start.year, period.end.year) == (first_year, last_year)


def test_periods_are_ordered_by_their_end_and_the_wider_first() -> None:
    labels = ["2020", "2018-20", "2020 Q4", "2019"]
    periods = parse_periods(labels)
    ordered = sorted(labels, key=lambda label: periods[label].sort_key)  # type: ignore[union-attr]
    assert ordered == ["2019", "2018-20", "2020", "2020 Q4"]


@given(st.text(alphabet="0123456789-/ .QSMWabTto[]()–", max_size=24) | st.text(max_size=12))
def test_no_text_makes_the_parser_fail(text: str) -> None:
    period = parse_period(text)
    assert period is None or period.start <= period.end


@given(
    st.integers(1900, 2100),
    st.sampled_from(
        [
            "{y}",
            "{y}/{s:02d}",
            "{y}-{t:04d}",
            "{y} Q3",
            "{y}-S2",
            "{y}-{s:02d}",
            "{y}-07",
            "{y} to {t}",
            "{y}-W07",
            "{y}b",
            "{y} [Note 1]",
        ]
    ),
    st.sampled_from(ShortSpan),
    st.integers(1, 12),
)
def test_the_label_of_a_period_is_that_period_again(
    year: int, form: str, short_span: ShortSpan, month: int
) -> None:
    text = form.format(y=year, s=(year + 1) % 100, t=year + 2)
    period = parse_period(text, fiscal_year_start=month, short_span=short_span)
    if period is not None:
        again = parse_period(period.label, fiscal_year_start=month, short_span=short_span)
        assert again is not None
        assert (again.start, again.end, again.label) == (period.start, period.end, period.label)
