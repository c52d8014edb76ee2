"""Lines of the PDF end where they are full."""

from __future__ import annotations

from typing import Any

import weasyprint

from vnrgen.render.pdf.lines import full_lines

WORDS = (
    "Their births are neither among those registered nor among those expected. In the households"
    " that surveys visit, the rate is <b>91.2%</b>, and among the children <b>55.1%</b>."
)


def lines_of() -> list[list[str]]:
    """Return the lines of ``WORDS`` in columns of many widths."""
    columns = "".join(f'<p style="width: {width}pt">{WORDS}</p>' for width in range(150, 300))
    style = "<style>@page { size: 400pt 20000pt } p { font: 10pt sans-serif }</style>"
    page = weasyprint.HTML(string=f"{style}{columns}").render().pages[0]._page_box
    paragraphs = [box for box in page.descendants() if type(box).__name__ == "BlockBox"]
    paragraphs = [box for box in paragraphs if box.element_tag == "p"]
    return [["".join(words(line)).strip() for line in one.children] for one in paragraphs]


def words(box: Any) -> list[str]:
    if hasattr(box, "text"):
        return [box.text]
    return [word for child in box.children for word in words(child)]


def test_a_space_before_a_number_breaks_no_line_early() -> None:
    by_engine = lines_of()
    with full_lines():
        full = lines_of()
    again = lines_of()

    assert by_engine == again  # what is replaced is put back
    assert full != by_engine  # else the engine has learned it, and full_lines() may go
    for kept, early in zip(full, by_engine, strict=True):
        assert " ".join(kept) == " ".join(early)
        lengths = [len(line) for line in kept[:-1]]
        assert min(lengths) >= min(len(line) for line in early[:-1])
        assert len(kept) <= len(early)
