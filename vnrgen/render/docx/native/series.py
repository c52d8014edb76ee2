"""The series of a native chart: values, marks, labels and error bars, tied to cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vnrgen.document.drawings import Emphasis, Point
from vnrgen.render.docx.markup import attribute, words
from vnrgen.render.docx.native import looks
from vnrgen.render.docx.native.formats import number_format
from vnrgen.render.docx.native.plan import Form, Plan, Series
from vnrgen.render.docx.native.workbook import Cell, cell_range

_DIGITS: Final = 12  # significant digits of a length that was subtracted
_SHOWN: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_HIDDEN: Final = _SHOWN.replace('showVal val="1"', 'showVal val="0"')
_VALUE: Final = 8.5
_YEARS: Final = 2  # the column of years on a sheet with an axis of time
_LENGTHS: Final = (("minus", "−"), ("plus", "+"))


@dataclass(frozen=True, slots=True)
class Columns:
    """The table of a plan as columns of a sheet, and where each stands."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    values: tuple[int, ...]
    lengths: tuple[int, ...]
    """For each series the first of its two columns of error bars; 0 where it has none."""

    @property
    def last(self) -> int:
        """The number of the last row."""
        return len(self.rows)

    def address(self, column: int) -> str:
        """Return the cells of a column below its head."""
        return cell_range(self.name, column, 2, self.last)

    def head(self, column: int) -> str:
        """Return the cell that heads a column."""
        return cell_range(self.name, column, 1, 1)


def columns_of(plan: Plan, name: str) -> Columns:
    """Lay a plan out on a sheet: names first, then values, then the lengths of error bars."""
    heads: list[Cell] = [None]
    body: list[list[Cell]] = [[category] for category in plan.categories]
    if plan.form is Form.TIMES:
        heads.append(None)
        for row, year in zip(body, plan.years, strict=True):
            row.append(year)
    first = len(heads) + 1
    heads += [series.name for series in plan.series]
    for series in plan.series:
        for row, point in zip(body, series.points, strict=True):
            row.append(None if point is None else point.value)
    values = tuple(range(first, first + len(plan.series)))
    lengths = []
    for series in plan.series:
        if not (plan.shows_intervals and series.has_intervals):
            lengths.append(0)
            continue
        lengths.append(len(heads) + 1)
        for end, sign in _LENGTHS:
            heads.append(f"{series.name} {sign}")
            for row, point in zip(body, series.points, strict=True):
                row.append(_length(point, end))
    rows = (tuple(heads), *(tuple(row) for row in body))
    return Columns(name, rows, values, tuple(lengths))


def _length(point: Point | None, end: str) -> float | None:
    if point is None or point.lower is None or point.upper is None:
        return None
    length = point.value - point.lower if end == "minus" else point.upper - point.value
    return float(f"{max(length, 0.0):.{_DIGITS}g}")


def series_xml(plan: Plan, index: int, columns: Columns, decimal_mark: str) -> str:
    """Return a series as XML, in the order that the schema of its form wants."""
    series = plan.series[index]
    head = (
        f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx>'
        f"{_words(columns.head(columns.values[index]), [series.name])}</c:tx>"
    )
    labels = _labels(plan, series, decimal_mark)
    bars = _error_bars(plan, index, columns)
    data = _data(plan, index, columns)
    if plan.form is Form.BARS:
        first = next((p for p in series.points if p is not None), None)
        look = looks.bar(first, is_pair=plan.is_pair) if first else ""
        inner = f'{look}<c:invertIfNegative val="0"/>{_bar_points(plan, series)}'
        return f"<c:ser>{head}{inner}{labels}{bars}{data}</c:ser>"
    mark = looks.marker(series.emphasis, series.producer, series.order, small=False)
    inner = f"{_line_look(plan, series)}{mark}{_line_points(plan, series)}"
    return f'<c:ser>{head}{inner}{labels}{bars}{data}<c:smooth val="0"/></c:ser>'


def _data(plan: Plan, index: int, columns: Columns) -> str:
    """Return where the series stands along the chart, and its values."""
    values = _numbers(columns.address(columns.values[index]), _values(plan.series[index]))
    if plan.form is Form.TIMES:
        years = _numbers(columns.address(_YEARS), plan.years)
        return f"<c:xVal>{years}</c:xVal><c:yVal>{values}</c:yVal>"
    categories = _words(columns.address(1), plan.categories)
    return f"<c:cat>{categories}</c:cat><c:val>{values}</c:val>"


def _values(series: Series) -> list[float | None]:
    return [None if point is None else point.value for point in series.points]


# --- looks of single points --------------------------------------------------------------------


def _bar_points(plan: Plan, series: Series) -> str:
    return "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{looks.bar(point, is_pair=plan.is_pair)}</c:dPt>"
        for index, point in enumerate(series.points)
        if point is not None
    )


def _line_look(plan: Plan, series: Series) -> str:
    if plan.form is Form.RANGES:
        return "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    colour = looks.colour_of(series.emphasis, series.producer)
    width = 2.25 if series.emphasis is Emphasis.BEHIND else 1.5
    dash = "dash" if series.emphasis is Emphasis.NATIONAL else ""
    return f"<c:spPr>{looks.line(colour, width, dash)}</c:spPr>"


def _line_points(plan: Plan, series: Series) -> str:
    """Return the points that differ from their series: small samples, and ends of breaks."""
    parts = []
    for index, point in enumerate(series.points):
        is_cut = index in series.cuts
        if point is None or not (point.small or is_cut):
            continue
        mark = looks.marker(series.emphasis, series.producer, series.order, small=point.small)
        gone = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>" if is_cut else _line_look(plan, series)
        parts.append(f'<c:dPt><c:idx val="{index}"/>{mark}<c:bubble3D val="0"/>{gone}</c:dPt>')
    return "".join(parts)


# --- labels ------------------------------------------------------------------------------------


def _labels(plan: Plan, series: Series, decimal_mark: str) -> str:
    if not series.place:
        return f"<c:dLbls>{_HIDDEN}</c:dLbls>"
    look = _label_look(plan, series)
    single = "".join(
        _label(index, point, look, decimal_mark)
        for index, point in enumerate(series.points)
        if point is not None
    )
    return f"<c:dLbls>{single}{look}{_SHOWN}</c:dLbls>"


def _label_look(plan: Plan, series: Series) -> str:
    """Return ground, words and place: beside a mark, past a bar, or at its foot."""
    bold = series.emphasis is Emphasis.BEHIND
    look = looks.text_look(_VALUE, bold=bold)
    if plan.form is not Form.BARS:
        return f'<c:spPr><a:noFill/></c:spPr>{look}<c:dLblPos val="{series.place}"/>'
    if not plan.shows_intervals:
        return f'<c:spPr><a:noFill/></c:spPr>{look}<c:dLblPos val="{series.place}"/>'
    ground = f"<a:solidFill>{looks.PAPER}</a:solidFill>"
    return f'<c:spPr>{ground}</c:spPr>{look}<c:dLblPos val="inBase"/>'


def _label(index: int, point: Point, look: str, decimal_mark: str) -> str:
    code = number_format(point.value, point.text, decimal_mark)
    if code is not None:
        form = f'<c:numFmt formatCode="{attribute(code)}" sourceLinked="0"/>'
        return f'<c:dLbl><c:idx val="{index}"/>{form}{look}{_SHOWN}</c:dLbl>'
    run = looks.run_look("rPr", _VALUE, looks.INK)
    text = (
        f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>{run}<a:t>{words(point.text)}</a:t>"
        "</a:r></a:p></c:rich></c:tx>"
    )
    return f'<c:dLbl><c:idx val="{index}"/>{text}{look}{_SHOWN}</c:dLbl>'


# --- error bars --------------------------------------------------------------------------------


def _error_bars(plan: Plan, index: int, columns: Columns) -> str:
    start = columns.lengths[index]
    if not start:
        return ""
    minus, plus = (
        _numbers(columns.address(start + step), [row[start + step - 1] for row in columns.rows[1:]])
        for step in range(2)
    )
    direction = "" if plan.form is Form.BARS else '<c:errDir val="y"/>'
    return (
        f'<c:errBars>{direction}<c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>'
        f"<c:spPr>{looks.line(looks.INK, 1.0)}</c:spPr></c:errBars>"
    )


# --- references to cells, with what they hold ---------------------------------------------------


def _words(address: str, texts: Sequence[str]) -> str:
    cache = _cache(texts, words)
    return f"<c:strRef><c:f>{words(address)}</c:f><c:strCache>{cache}</c:strCache></c:strRef>"


def _numbers(address: str, values: Iterable[Cell]) -> str:
    cache = _cache(list(values), repr)
    return (
        f"<c:numRef><c:f>{words(address)}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f"{cache}</c:numCache></c:numRef>"
    )


def _cache(values: Sequence[Cell], say: Callable[..., str]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{say(value)}</c:v></c:pt>'
        for index, value in enumerate(values)
        if value is not None
    )
    return f'<c:ptCount val="{len(values)}"/>{points}'
