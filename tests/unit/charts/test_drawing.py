"""What a reader sees of a chart: every word inside the picture, none over another."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.lines import Line2D
from matplotlib.textpath import TextPath
from PIL import Image

from tests.builders_charts import (
    a_chart,
    a_coverage_map,
    a_point,
    an_axis,
    hard_drawings,
    new_drawings,
)
from tests.charts_measured import Box, figure_of, words_of
from vnrgen.charts import draw_png, draw_svg, matrix
from vnrgen.charts.canvas import Canvas, Style
from vnrgen.charts.fonts import families_for, properties, text_width, wrapped
from vnrgen.charts.layout import Flag, Room, flag_bottoms, scale_with_room
from vnrgen.charts.look import CAP, LABEL, NARROW, TALLEST, TICK, WIDE, WIDER_NAMES, Sheet
from vnrgen.charts.pictures import canvas_of
from vnrgen.charts.upright import spread
from vnrgen.charts.vector import Form, svg_of
from vnrgen.document.drawings import (
    MOST_ON_A_PAGE,
    Bars,
    CoverageCell,
    CoverageMap,
    CoverageRow,
    Depth,
    Drawing,
    Emphasis,
    Equiplot,
    Row,
    Standing,
    StandingMatrix,
    StandingRow,
    pages_of,
)

HARD = hard_drawings()


def _words_and_boxes(drawing: Drawing, direction: str, sheet: Sheet = WIDE) -> list[Box]:
    return words_of(canvas_of(drawing, direction, sheet))


@pytest.mark.parametrize("sheet", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", sorted(HARD))
def test_every_row_and_every_absent_value_is_in_words(name: str, sheet: Sheet) -> None:
    drawing = HARD[name]

    words = _words_and_boxes(drawing, "ltr", sheet)
    drawn = "".join("".join(word.what.split()) for word in words)

    for row in drawing.rows:
        assert "".join(row.label.split()) in drawn
        assert "".join(row.absent.split()) in drawn


def test_every_group_is_named_once_beside_its_value() -> None:
    words = [word.what for word in _words_and_boxes(HARD["quintiles"], "ltr")]

    assert words.count("Poorest fifth 62.1%") == 1
    assert words.count("Middle fifth 35.5%") == 1
    assert "81.3%" in words  # the ends of the other rows carry their values
    assert "12.6%" in words


def test_names_of_rows_stand_on_the_right_in_a_right_to_left_chart() -> None:
    places = {word.what: word.left for word in _words_and_boxes(HARD["arabic"], "rtl")}

    assert places["المهاجرون"] > places["100%"]
    assert places["0%"] < places["100%"]  # values still grow to the right


def test_the_same_chart_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.builders_charts import a_chart, hard_drawings;"
        "from vnrgen.charts import draw_png, draw_svg;"
        "c = a_chart(hard_drawings()['quintiles']);"
        "print(hashlib.sha256(draw_svg(c) + draw_png(c, dpi=72)).hexdigest())"
    )
    here = hashlib.sha256(
        draw_svg(a_chart(HARD["quintiles"])) + draw_png(a_chart(HARD["quintiles"]), dpi=72)
    ).hexdigest()

    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        there = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert there.stdout.strip() == here


def test_an_svg_begins_with_its_title_and_has_no_ids_that_a_page_might_have() -> None:
    svg = draw_svg(a_chart(HARD["quintiles"], "figures/a"))
    root = ET.fromstring(svg)

    first, second = list(root)[:2]
    assert (first.tag.endswith("title"), first.text) == (True, "A finding")
    assert (second.tag.endswith("desc"), second.text) == (True, "What the chart shows")
    assert not [element for element in root.iter() if element.get("id")]


def test_an_svg_carries_outlines_only_and_nothing_of_the_tools() -> None:
    svg = draw_svg(a_chart(HARD["dumbbell"])).decode()

    for unwanted in ("<text", "<style", "style=", "<metadata", "<!--", "atplotlib", "<image"):
        assert unwanted not in svg


def _path_of(canvas: Canvas, form: Form) -> str:
    """Return the path of the last thing drawn: that of the words."""
    root = ET.fromstring(svg_of(canvas, "", "", form))
    return str(list(root.iter("{http://www.w3.org/2000/svg}path"))[-1].get("d"))


class SVGPath:
    """Where the commands of a path end, in order; closings are left out."""

    @staticmethod
    def of(path: str) -> list[tuple[float, float]]:
        ends: list[tuple[float, float]] = []
        x = y = 0.0
        begun = (0.0, 0.0)
        for name, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
            numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", rest)]
            if not numbers:
                x, y = begun
                continue
            dx, dy = numbers[-2:]
            x, y = (x + dx, y + dy) if name.islower() else (dx, dy)
            begun = (x, y) if name in "Mm" else begun
            ends.append((x, y))
        return ends


def test_words_on_paper_are_one_outline_of_the_letters_that_matplotlib_places() -> None:
    canvas = Canvas(100, 50)
    canvas.words(40, 20, "Lev", Style(10), align="right")
    outline = TextPath((0, 0), "Lev", prop=properties("Lev", 10, 400))
    x0, y0, x1, y1 = outline.get_extents().extents

    numbers = [float(n) for n in re.findall(r"-?[0-9.]+", _path_of(canvas, Form.PAPER))]
    left = 40 - text_width("Lev", 10)
    base = 20 + CAP * 10  # y grows downwards
    assert min(numbers[::2]) == pytest.approx(left + x0, abs=0.02)
    assert max(numbers[::2]) == pytest.approx(left + x1, abs=0.02)
    assert min(numbers[1::2]) == pytest.approx(base - y1, abs=0.02)
    assert max(numbers[1::2]) == pytest.approx(base - y0, abs=0.02)


@pytest.mark.parametrize("name", ["dumbbell", "quintiles", "arabic"])
def test_pixels_are_those_of_matplotlib_s_own_figure(name: str) -> None:
    canvas = canvas_of(HARD[name], "ltr")
    stream = io.BytesIO()
    figure_of(canvas).savefig(stream, format="png", dpi=144, facecolor="white")

    ours = np.asarray(Image.open(io.BytesIO(canvas.png(144))).convert("L"), dtype=float)
    theirs = np.asarray(Image.open(stream).convert("L"), dtype=float)
    assert ours.shape == theirs.shape
    # Text is rasterised another way, and a line between two pixels may fall on the other.
    assert np.abs(ours - theirs).mean() < 0.5
    assert (ours < 128).sum() == pytest.approx((theirs < 128).sum(), rel=0.05)


def test_words_that_read_upwards_are_those_that_read_along_turned() -> None:
    along, rising = Canvas(100, 50), Canvas(100, 50)
    along.words(0, -CAP * 10, "Lev", Style(10))  # its baseline begins at the corner
    rising.rising_words(-CAP * 10, 0, "Lev", Style(10))

    one = [float(n) for n in re.findall(r"-?[0-9.]+", _path_of(along, Form.PAPER))]
    other = [float(n) for n in re.findall(r"-?[0-9.]+", _path_of(rising, Form.PAPER))]
    assert other[::2] == one[1::2]
    assert other[1::2] == [-x for x in one[::2]]
    group = next(
        ET.fromstring(svg_of(rising, "", "", Form.SCREEN)).iter("{http://www.w3.org/2000/svg}g")
    )
    assert "rotate(-90)" in group.attrib["transform"]


def test_a_letter_is_outlined_once_for_a_screen_and_referred_to() -> None:
    canvas = Canvas(100, 50)
    canvas.words(0, 10, "ee e", Style(10))
    canvas.words(0, 30, "e", Style(8))
    root = ET.fromstring(svg_of(canvas, "", "", Form.SCREEN))

    uses = [use.get("href") for use in root.iter("{http://www.w3.org/2000/svg}use")]
    assert uses == ["#c0"] * 4
    assert len(list(root.iter("{http://www.w3.org/2000/svg}defs"))) == 1


def test_both_forms_of_a_drawing_show_the_same_marks_and_lines() -> None:
    canvas = canvas_of(HARD["dumbbell"], "ltr")
    plain = [
        [
            (element.tag, element.attrib)
            for element in ET.fromstring(svg_of(canvas, "", "", form)).iter()
            if "stroke" in element.attrib
        ]
        for form in Form
    ]

    assert plain[0]
    assert plain == plain[:1] * len(Form)


def test_a_word_that_is_carried_is_the_same_outline_in_relative_steps() -> None:
    canvas = Canvas(100, 50)
    canvas.words(40, 20, "Lev i", Style(10), align="right")
    whole = SVGPath.of(_path_of(canvas, Form.PAPER))
    steps = SVGPath.of(_path_of(canvas, Form.CARRIED))

    assert len(whole) == len(steps)
    for one, other in zip(whole, steps, strict=True):
        assert one == pytest.approx(other, abs=0.03)


def test_the_part_a_point_plays_is_told_by_weight_and_size_too() -> None:
    canvas = canvas_of(HARD["two_groups"], "ltr")
    weights = {t.get_text(): t.get_fontproperties().get_weight() for t in figure_of(canvas).texts}

    assert weights["Rural 38.4%"] > weights["Urban 12.0%"]


# --- fonts -------------------------------------------------------------------------------------


def test_a_text_is_set_in_one_family_that_has_all_of_its_characters() -> None:
    assert families_for("Ethnic group")[0] == "vnrgen Source Sans 3"
    assert families_for("النساء 45%")[0] == "vnrgen Tajawal"
    assert families_for("ⴰⵣⵓⵍ")[0] == "vnrgen DejaVu Sans"
    assert families_for("ក្រុម")[0] == "vnrgen Noto Sans Khmer"
    assert families_for("ہر شخص")[0] == "vnrgen Noto Sans Arabic"


def test_wrapped_lines_keep_every_letter_and_stay_within_the_width() -> None:
    text = "Personswithsevereandverylongfunctionaldifficulties in the north"

    lines = wrapped(text, 9, 60)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(text_width(line, 9) for line in lines) <= 60


def test_what_a_no_break_space_joins_stays_in_one_line() -> None:
    lines = wrapped("Children of the northern shore (n\u00a0=\u00a033), 67,9\u202f% in 2024", 9, 60)

    assert any("(n = 33)" in line for line in lines)
    assert any("67,9 %" in line for line in lines)
    assert wrapped("", 9, 60) == ("",)


# --- layout ------------------------------------------------------------------------------------


def test_the_scale_gives_way_just_enough_for_a_label_at_its_end() -> None:
    axis = an_axis()

    scale = scale_with_room(axis, 50, 450, [Room(100, 0, 80), Room(0, 30, 0)])

    assert scale.x(100) == pytest.approx(370, abs=0.1)
    assert scale.x(0) == pytest.approx(80, abs=0.1)


def test_labels_of_equal_values_are_stacked_and_distant_ones_are_not() -> None:
    equal = [Flag(100, 50, 10)] * 3
    assert sorted(flag_bottoms(equal, 5)) == [0, 10, 20]

    apart = [Flag(100, 50, 10), Flag(200, 50, 10)]
    assert flag_bottoms(apart, 5) == [0, 0]


@given(
    st.lists(st.tuples(st.floats(0, 300), st.floats(1, 120)), min_size=2, max_size=12),
    st.booleans(),
)
def test_no_pole_runs_through_a_label(
    places: list[tuple[float, float]],
    leftwards: bool,  # noqa: FBT001
) -> None:
    flags = [Flag(x, width, 10) for x, width in places]
    bottoms = flag_bottoms(flags, 5, leftwards=leftwards)

    for one, other in combinations(range(len(flags)), 2):
        for pole, label in ((one, other), (other, one)):
            side = -1 if leftwards else 1
            distance = (flags[pole].x - flags[label].x) * side
            inside = 0 < distance < flags[label].width
            assert not (inside and bottoms[pole] + 10 > bottoms[label])


def test_emphasis_is_a_closed_set_that_every_mark_knows() -> None:
    rows = tuple(Row(label=str(e), points=(a_point(10, "x", emphasis=e),)) for e in Emphasis)

    assert draw_svg(a_chart(Equiplot(rows=rows, axis=an_axis())))


def test_a_head_little_wider_than_its_column_lies_over_short_neighbours() -> None:
    room = text_width("Recommendations", TICK) - 4

    assert not matrix._lie_across((("Recommendations",), ("Stories",)), room)
    assert matrix._lie_across((("Stories",), ("Recommendations",), ("Policies",)), room)
    assert not matrix._lie_across((("Stories",), ("Recommendations",), ("Focus groups",)), room / 2)


# --- pages -------------------------------------------------------------------------------------


def test_a_drawing_of_many_rows_is_parted_evenly_and_keeps_every_row_and_its_key() -> None:
    groups = [f"Group {index}" for index in range(75)]
    drawing = a_coverage_map(groups, ["Official", "Citizen"])

    parts = pages_of(drawing, 36)

    found = [part for part in parts if isinstance(part, CoverageMap)]
    assert [len(part.rows) for part in found] == [25, 25, 25]
    assert tuple(row for part in found for row in part.rows) == drawing.rows
    assert {part.key for part in found} == {drawing.key}


def test_a_drawing_that_fits_is_one_page_and_lines_of_a_slope_are_never_parted() -> None:
    for drawing in new_drawings().values():
        if not isinstance(drawing, CoverageMap) or len(drawing.rows) <= MOST_ON_A_PAGE:
            assert pages_of(drawing) == (drawing,)


def test_forty_long_names_still_fit_a_page_at_a_size_that_can_be_read() -> None:
    names = [f"People of the outer islands of the northern shore {index}" for index in range(40)]
    bars = Bars(
        rows=tuple(Row(label=name, points=(a_point(30.0),)) for name in names),
        axis=an_axis(),
        reference=a_point(41.0, "The Republic of the Eastern Valleys and Islands"),
    )
    for drawing in (bars, a_coverage_map(names, ["Official figures", "Citizen figures"])):
        shown = TALLEST / canvas_of(drawing, "ltr").height
        assert LABEL * min(1.0, shown) >= 7.5


def test_names_get_more_room_only_where_the_drawing_would_be_too_tall() -> None:
    few = Bars(
        rows=tuple(Row(label="A long name " * 5, points=(a_point(30.0),)) for _ in range(5)),
        axis=an_axis(),
        reference=None,
    )
    wider = canvas_of(few, "ltr", replace(WIDE, name_share=WIDER_NAMES))

    assert canvas_of(few, "ltr").height > wider.height


def test_no_line_is_drawn_over_a_break() -> None:
    whole = canvas_of(new_drawings()["slope"], "ltr")
    broken = canvas_of(new_drawings()["slope_broken"], "ltr")

    # Lines of 2, 3 and 3 steps; the break at 2020 takes one step from each.
    assert len(_steps(whole)) == 8
    assert len(_steps(broken)) == 5


def _steps(canvas: Canvas) -> list[Line2D]:
    """Return the parts of lines over time: neither leaders, whiskers nor marks."""
    lines = [artist for artist in figure_of(canvas).artists if isinstance(artist, Line2D)]
    return [line for line in lines if line.get_zorder() == 3 and line.get_marker() == "None"]


def test_every_standing_and_every_depth_looks_unlike_the_others_in_grey() -> None:
    def looks(drawing: Drawing) -> bytes:
        from PIL import Image

        picture = Image.open(io.BytesIO(canvas_of(drawing, "ltr").png(72)))
        return picture.convert("L").tobytes()

    standings = {
        looks(
            StandingMatrix(columns=("1",), rows=(StandingRow(label="", standings=(one,)),), key=())
        )
        for one in Standing
    }
    depths = {
        looks(
            CoverageMap(
                columns=("1",),
                rows=(CoverageRow(label="", cells=(CoverageCell(text="1", depth=one),)),),
                key=(),
            )
        )
        for one in Depth
    }

    assert (len(standings), len(depths)) == (len(Standing), len(Depth))


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 12)), min_size=1, max_size=8))
def test_words_spread_along_an_edge_keep_their_order_and_do_not_touch(
    things: list[tuple[float, float]],
) -> None:
    centres, heights = [c for c, _ in things], [h for _, h in things]

    places = spread(centres, heights, 0, 100)

    order = sorted(range(len(things)), key=lambda i: (centres[i], i))
    for one, other in pairwise(order):
        apart = (heights[one] + heights[other]) / 2
        assert places[other] - places[one] >= apart - 1e-6
    assert min(p - h / 2 for p, h in zip(places, heights, strict=True)) >= -1e-6
    assert max(p + h / 2 for p, h in zip(places, heights, strict=True)) <= 100 + 1e-6
