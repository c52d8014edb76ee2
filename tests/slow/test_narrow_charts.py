"""On a phone each chart is seen once, whole, by its narrow drawing; on a desk by the wide one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_charts import a_chart, hard_drawings, new_drawings
from tests.builders_render import a_document
from tests.validators.browser import chromium
from vnrgen.charts import draw_all
from vnrgen.render.html import render_html

pytestmark = pytest.mark.slow

_LOOK = """() => [
  document.documentElement.scrollWidth - innerWidth,
  [...document.querySelectorAll('img.drawing')].filter(i => i.checkVisibility()).map(i => [
    i.naturalWidth, Math.round(i.getBoundingClientRect().right - innerWidth), i.alt]),
]"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_phone_shows_the_narrow_drawing_and_nothing_runs_over(
    tmp_path: Path, direction: str
) -> None:
    drawings = hard_drawings() | new_drawings()
    charts = [a_chart(drawing, name) for name, drawing in sorted(drawings.items())]
    pictures = draw_all(charts, direction, ("html",))
    page = tmp_path / "page.html"
    page.write_bytes(render_html(a_document(*charts), pictures.screen, pictures.narrow))
    with chromium() as browser:
        for width, natural in ((320, 320), (390, 320), (641, 624), (1280, 624)):
            view = browser.new_page(viewport={"width": width, "height": 900})
            view.goto(page.as_uri())
            overflow, seen = view.evaluate(_LOOK)
            assert overflow <= 0
            assert len(seen) == len(charts)  # each chart once
            assert {found[0] for found in seen} == {natural}
            assert all(found[1] <= 0 for found in seen)
            assert all(found[2] for found in seen)
            # On paper it is the wide drawing, whatever the window was.
            view.emulate_media(media="print")
            _, printed = view.evaluate(_LOOK)
            assert {found[0] for found in printed} == {624}
            view.close()
