"""What a paragraph says of itself before its words: style, list, borders, indents."""

from __future__ import annotations

import re

from vnrgen.render.docx.markup import toggle

Head = tuple[str, bool, bool, tuple[int, int] | None, str]
"""Style, keep on one page with the next, begin a page, list with level, further layout."""


def paragraph_head(style_id: str, head: Head, *, rtl: bool) -> str:
    """Return the properties of a paragraph in schema order.

    Args:
        style_id: The id that the reference file gives the style.
        head: What the paragraph is; the list only where it differs from that of the style.
        rtl: Whether it goes from right to left.
    """
    _, keep_next, begins_page, numbering, layout = head
    list_xml = ""
    if numbering is not None:
        list_id, level = numbering
        list_xml = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    borders, indents = _split_layout(layout)
    return (
        f'<w:pStyle w:val="{style_id}"/>'
        + toggle("keepNext", on=keep_next)
        + toggle("pageBreakBefore", on=begins_page)
        + list_xml
        + borders
        + toggle("bidi", on=rtl)
        + indents
        + ("<w:rPr><w:rtl/></w:rPr>" if rtl else "")
    )


def _split_layout(layout: str) -> tuple[str, str]:
    """Divide paragraph properties into those before and those after ``w:bidi``.

    >>> _split_layout('<w:pBdr/><w:ind w:left="1"/>')
    ('<w:pBdr/>', '<w:ind w:left="1"/>')
    """
    found = re.search(r"<w:(?:spacing|ind|jc)\b", layout)
    at = found.start() if found else len(layout)
    return layout[:at], layout[at:]
