"""What is kept is drawn once; whatever changes the drawing makes another key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders_charts import a_chart, a_point, an_axis
from vnrgen.charts import draw_all
from vnrgen.charts import kept as keeping
from vnrgen.charts import pictures as drawing
from vnrgen.charts.kept import key_of
from vnrgen.charts.look import NARROW, WIDE
from vnrgen.document.blocks import Chart, Text
from vnrgen.document.drawings import Equiplot, Row

FORMATS = ("pdf", "docx", "html")


def equiplot_chart() -> Chart:
    rows = tuple(
        Row(label=label, points=(a_point(20.0, "20"), a_point(60.0, "60"))) for label in "ab"
    )
    return a_chart(Equiplot(axis=an_axis(), rows=rows))


def test_what_is_kept_is_the_same_and_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = equiplot_chart()
    kept: dict[str, bytes] = {}
    fresh = draw_all([chart], "ltr", FORMATS)
    assert draw_all([chart], "ltr", FORMATS, kept=kept) == fresh
    assert len(kept) == 5

    def never(*_: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(drawing, "canvas_of", never)
    assert draw_all([chart], "ltr", FORMATS, kept=kept) == fresh


def test_every_change_of_a_drawing_changes_its_key() -> None:
    chart = equiplot_chart()
    keys = {
        key_of(one, direction, sheet, form)
        for one in (
            chart,
            replace(chart, block_id=f"{chart.block_id}-2"),
            replace(chart, title=(Text("Another finding"),)),
            replace(chart, alternative="Another description."),
            replace(chart, drawing=replace(chart.drawing, rows=chart.drawing.rows[:-1])),
        )
        for direction in ("ltr", "rtl")
        for sheet in (WIDE, NARROW)
        for form in ("paper", "screen")
    }
    assert len(keys) == 5 * 2 * 2 * 2
    assert key_of(chart, "ltr", WIDE, "paper") in keys


@pytest.mark.parametrize(
    "name",
    [
        "SourceSans3-Regular.ttf",
        "NotoSansArabic-Bold.ttf",
        "Tajawal-Regular.ttf",
        "NotoSansSC-Regular.otf",
        "DejaVuSans.ttf",
        "scripts.py",
        "canvas.py",
        "charts.mplstyle",
    ],
)
def test_a_changed_byte_of_any_font_or_of_its_choice_changes_every_key(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def changed(path: Path) -> bytes:
        return read(path) + (b" " if path.name == name else b"")

    keeping._drawn_by.cache_clear()
    before = key_of(equiplot_chart(), "ltr", WIDE, "paper")
    try:
        keeping._drawn_by.cache_clear()
        monkeypatch.setattr(Path, "read_bytes", changed)
        assert key_of(equiplot_chart(), "ltr", WIDE, "paper") != before
    finally:
        keeping._drawn_by.cache_clear()
