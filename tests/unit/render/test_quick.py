"""The engine's inner steps done faster: the same outlines, the same tree, the same pages."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace
from xml.etree.ElementTree import Element

import pydyf
import pypdfium2
import pytest
import tinyhtml5
import weasyprint.layout.inline
import weasyprint.svg
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.svg import TAGS
from weasyprint.svg.utils import size

from tests.builders_drawn_blocks import a_chart, an_equiplot
from tests.builders_render import a_document, pictures_of
from vnrgen.charts import draw_svg
from vnrgen.document.blocks import Document
from vnrgen.problems import ProblemLog
from vnrgen.render.html import print_page
from vnrgen.render.pdf import quick, render_pdf
from vnrgen.render.pdf.quick import operators, quick_steps
from vnrgen.render.pdf.tree import tree_of

TAKES = {"M": 2, "L": 2, "Q": 4, "C": 6}


@st.composite
def outlines(draw: st.DrawFn) -> str:
    """Return an SVG path of moves, lines, curves and closings, absolute and relative."""
    number = st.decimals(-500, 500, places=2).map(str)
    parts = [f"M{draw(number)} {draw(number)}"]
    for letter in draw(st.lists(st.sampled_from("MLQCZmlqcz"), max_size=12)):
        takes = TAKES.get(letter.upper(), 0)
        times = draw(st.integers(1, 3)) if takes else 0
        numbers = [draw(number) for _ in range(takes * times)]
        parts.append(letter + " ".join(numbers).replace(" -", draw(st.sampled_from(["-", " -"]))))
    return "".join(parts)


def by_the_engine(outline: str) -> list[bytes]:
    stream = pydyf.Stream()
    svg = SimpleNamespace(
        stream=stream, point=lambda x, y, font_size: (size(x, font_size), size(y, font_size))
    )
    node = SimpleNamespace(get=lambda *_: outline, vertices=[])
    TAGS["path"](svg, node, 16)
    return list(stream.stream[1:])  # it begins with a move to nowhere


def taken_apart(line: bytes) -> tuple[list[float], str]:
    *numbers, operator = line.decode().split()
    return [float(number) for number in numbers], operator


@given(outlines())
def test_an_outline_is_what_the_engine_makes_of_it(outline: str) -> None:
    ours = operators(outline)
    assert ours is not None
    theirs = by_the_engine(outline)
    assert [line.split()[-1] for line in ours] == [line.split()[-1] for line in theirs]
    for one, other in zip(map(taken_apart, ours), map(taken_apart, theirs), strict=True):
        assert one[0] == pytest.approx(other[0], abs=6e-4)


def test_outlines_of_letters_in_a_drawing_are_copied_as_they_stand() -> None:
    svg = draw_svg(a_chart("a", "Figure 1", an_equiplot())).decode()
    absolute = [path for path in re.findall(r' d="([^"]*)"', svg) if "C" in path]
    assert absolute
    for path in absolute:
        ours, theirs = operators(path), by_the_engine(path)
        assert ours is not None
        assert [taken_apart(line) for line in ours] == [taken_apart(line) for line in theirs]


@pytest.mark.parametrize(
    "outline", ["M0 0A1 1 0 0 1 2 2", "M0 0H9", "M0 0S1 1 2 2", "M1", "M0 0L1e3 2", "M0 0L10% 2"]
)
def test_what_is_not_plain_is_left_to_the_engine(outline: str) -> None:
    assert operators(outline) is None


def every_element(root: Element) -> Iterator[tuple[str, dict[str, str], str, str]]:
    for element in root.iter():
        yield element.tag, dict(element.attrib), element.text or "", element.tail or ""


def test_a_page_of_ours_read_as_xml_is_the_page_read_as_html() -> None:
    document = a_document()
    page, _ = print_page(document, pictures_of(document))
    tree = tree_of(page)
    assert tree is not None
    parsed = tinyhtml5.parse(page, namespace_html_elements=False)
    assert list(every_element(tree)) == list(every_element(parsed))


def test_what_ends_a_table_stands_after_it_so_that_no_empty_rest_says_it_goes_on() -> None:
    document = a_document()
    tree = tree_of(print_page(document, pictures_of(document))[0])
    assert tree is not None
    tables = 0
    for parent in tree.iter():
        kinds = [child.get("class", "").split(" ")[0] for child in parent]
        tables += kinds.count("table")
        assert all(after == "table-end" for kind, after in pairwise(kinds) if kind == "table")
        assert not (kinds and kinds[-1] == "table")
    assert tables


@pytest.mark.parametrize(
    "page",
    [
        "<html><head></head><body>&nbsp;</body></html>",
        "<html><head></head><body>\x0b</body></html>",
        "<html><head></head><body><p>one<p>two</body></html>",
        "<html><body></body></html>",
        '<!doctype html [<!ENTITY a "b">]><html><head></head><body>&a;</body></html>',
    ],
)
def test_a_page_that_is_no_xml_is_left_to_the_engine(page: str) -> None:
    assert tree_of(page) is None


def pages_of(document: Document, pictures: dict[str, bytes]) -> list[bytes]:
    content = render_pdf(document, pictures, attachments={}, problems=ProblemLog())
    with pypdfium2.PdfDocument(io.BytesIO(content)) as pdf:
        return [page.render(scale=1, grayscale=True).to_numpy().tobytes() for page in pdf]


def test_pages_look_the_same_as_without(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = a_chart("c", "Figure 1", an_equiplot())
    document, pictures = a_document(chart), {"c": draw_svg(chart)}
    fast = pages_of(document, pictures)
    engine = weasyprint.layout.inline.split_first_line, TAGS["path"]
    with quick_steps():
        assert (weasyprint.layout.inline.split_first_line, weasyprint.svg.TAGS["path"]) != engine
    monkeypatch.setattr(quick, "quick_steps", contextlib.nullcontext)
    slow = pages_of(document, pictures)

    assert (weasyprint.layout.inline.split_first_line, weasyprint.svg.TAGS["path"]) == engine
    assert len(fast) == len(slow)
    worst = max(
        abs(one - other)
        for page, twin in zip(fast, slow, strict=True)
        for one, other in zip(page, twin, strict=True)
    )
    assert worst <= 3  # of 255
