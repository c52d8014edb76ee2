"""A drawing as a chart part of Word: plot, axes, key, and the workbook that belongs to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from vnrgen.document.blocks import Chart
from vnrgen.document.drawings import Axis
from vnrgen.render.docx.markup import attribute, words
from vnrgen.render.docx.native import looks
from vnrgen.render.docx.native.formats import axis_format
from vnrgen.render.docx.native.plan import Form, Plan, plan_of
from vnrgen.render.docx.native.series import columns_of, series_xml
from vnrgen.render.docx.native.workbook import sheet_name, workbook

_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CATEGORIES, _VALUES = 111_111_111, 222_222_222  # the ids of the axes
_LABEL: Final = 9.0
_TICK: Final = 8.0
_EVEN: Final = 1e-9
_BASE: Final = 1000  # twips for the axis, its title and the key
_PITCH: Final = 440  # twips of a bar with its gap
_BESIDE: Final = 260  # twips more for a second bar beside it
_UPRIGHT: Final = 4600  # twips of a chart with upright values
_KEY_LINE: Final = 300
_TALLEST: Final = 11900
_MOST_YEARS: Final = 12  # ticks of an axis of time


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart part without its link to the workbook, the workbook, and the height in twips.

    ``remarks`` are words of the drawing that Word's chart has no room for.
    """

    xml: str
    workbook: bytes
    height: int
    remarks: tuple[str, ...] = ()

    def linked(self, identifier: str) -> bytes:
        """Return the part with the relationship id of the workbook in it."""
        link = f'<c:externalData r:id="{identifier}"><c:autoUpdate val="0"/></c:externalData>'
        return self.xml.replace("</c:chartSpace>", f"{link}</c:chartSpace>").encode()


def native_chart(chart: Chart, language: str, direction: str, decimal_mark: str) -> NativeChart:
    """Return a chart as Word draws it; its title stays outside, as the caption.

    Raises:
        NotNativeError: Word has no chart of its own that says the same.
    """
    plan = plan_of(chart.drawing)
    columns = columns_of(plan, sheet_name(chart.label))
    series = "".join(
        series_xml(plan, index, columns, decimal_mark) for index in range(len(plan.series))
    )
    blanks = "span" if plan.form in {Form.LINES, Form.TIMES} else "gap"
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<c:date1904 val="0"/><c:lang val="{attribute(language)}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{_plot(plan, series)}'
        f"{_names_axis(plan, direction)}{_value_axis(plan, decimal_mark)}"
        f'<c:spPr><a:noFill/></c:spPr></c:plotArea>{_key(plan)}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="{blanks}"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{looks.text_look(_LABEL)}</c:chartSpace>"
    )
    return NativeChart(xml, workbook(columns.name, columns.rows), _height(plan), plan.remarks)


def _height(plan: Plan) -> int:
    """Return the height that leaves each bar and each entry of the key its room."""
    if plan.form is Form.BARS:
        pitch = _PITCH + _BESIDE * (len(plan.series) - 1)
        return min(_BASE + pitch * len(plan.categories), _TALLEST)
    return min(_UPRIGHT + _KEY_LINE * (len(plan.series) // 3), _TALLEST)


def _plot(plan: Plan, series: str) -> str:
    axes = f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/>'
    if plan.form is Form.BARS:
        return (
            '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{series}<c:gapWidth val="60"/><c:overlap val="-10"/>{axes}</c:barChart>'
        )
    if plan.form is Form.TIMES:
        return (
            '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
            f"{series}{axes}</c:scatterChart>"
        )
    joined = ""
    if plan.form is Form.RANGES:
        joined = f"<c:hiLowLines><c:spPr>{looks.line(looks.MUTED, 1.25)}</c:spPr></c:hiLowLines>"
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{series}{joined}<c:marker val="1"/>{axes}</c:lineChart>'
    )


def _names_axis(plan: Plan, direction: str) -> str:
    return _time_axis(plan) if plan.form is Form.TIMES else _category_axis(plan, direction)


def _time_axis(plan: Plan) -> str:
    """Return an axis of whole years with room for the words at both ends."""
    first, last = math.floor(min(plan.years)), math.ceil(max(plan.years))
    step = max(1, math.ceil((last - first) / _MOST_YEARS))
    return (
        f'<c:valAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{last + step}"/><c:min val="{first - step}"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="out"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{looks.line(looks.MUTED)}</c:spPr>{looks.text_look(_LABEL)}"
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="min"/><c:crossBetween val="midCat"/>'
        f'<c:majorUnit val="{step}"/></c:valAx>'
    )


def _category_axis(plan: Plan, direction: str) -> str:
    """Return the axis of names: read from above where bars lie, and on the reader's own side."""
    lying = plan.form is Form.BARS
    turned = lying and direction == "rtl"
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{"high" if turned else "low"}"/>'
        f"<c:spPr>{looks.line(looks.MUTED)}</c:spPr>{looks.text_look(_LABEL)}"
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(plan: Plan, decimal_mark: str) -> str:
    lying, axis = plan.form is Form.BARS, plan.axis
    lowest = min(axis.minimum, 0.0) if lying else axis.minimum  # a bar says its length from zero
    code = axis_format([(tick.value, tick.text) for tick in axis.ticks], decimal_mark)
    step = _step(axis)
    title = _title(axis.title, upright=not lying) if axis.title else ""
    ends = f'<c:max val="{axis.maximum!r}"/><c:min val="{lowest!r}"/>'
    between = "midCat" if plan.form is Form.TIMES else "between"
    crosses = "max" if lying else "min"  # names run down, so the last one is at the foot
    place = "b" if lying else "l"
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>{ends}'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{place}"/><c:majorGridlines><c:spPr>'
        f"{looks.line(looks.FAINT)}</c:spPr></c:majorGridlines>{title}"
        f'<c:numFmt formatCode="{attribute(code)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln>'
        f"</c:spPr>{looks.text_look(_TICK, looks.MUTED)}"
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="{crosses}"/>'
        f'<c:crossBetween val="{between}"/>{step}</c:valAx>'
    )


def _step(axis: Axis) -> str:
    """Return the distance of the ticks, where it is always the same."""
    steps = [later.value - earlier.value for earlier, later in pairwise(axis.ticks)]
    if not steps or max(steps) - min(steps) > _EVEN * max(steps) or min(steps) <= 0:
        return ""
    return f'<c:majorUnit val="{float(f"{steps[0]:.12g}")!r}"/>'


def _title(text: str, *, upright: bool) -> str:
    body = '<a:bodyPr rot="-5400000" vert="horz"/>' if upright else "<a:bodyPr/>"
    run = looks.run_look("rPr", _TICK, looks.MUTED)
    return (
        f"<c:title><c:tx><c:rich>{body}<a:lstStyle/><a:p><a:pPr>"
        f"{looks.run_look('defRPr', _TICK, looks.MUTED)}</a:pPr><a:r>{run}"
        f'<a:t>{words(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _key(plan: Plan) -> str:
    """Return the key; a single series of bars is named by caption and axis."""
    if len(plan.series) == 1:
        return ""
    return (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{looks.text_look(_LABEL)}</c:legend>'
    )
