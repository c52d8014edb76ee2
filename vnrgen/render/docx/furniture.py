"""Cover, running heads and feet: the reference file's own paragraphs with the document's words."""

from __future__ import annotations

import copy
import itertools
import re
from typing import TYPE_CHECKING, Any, Final

from vnrgen.render.direction import pieces, reads_rightwards

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from vnrgen.document.blocks import Metadata
    from vnrgen.render.docx.package import Package

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAME: Final = re.compile(r"\{([a-z_]+)\}")
_NAME_AND_GAP: Final = re.compile(r"\{([a-z_]+)\}(\s*)")
_AFTER_RTL: Final = ("cs", "em", "lang")
_AFTER_BIDI: Final = ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc",
                      "textAlignment", "outlineLvl", "cnfStyle", "rPr", "sectPr")  # fmt: skip


def fill_furniture(package: Package, metadata: Metadata) -> None:
    """Replace the ``{names}`` outside the body; leave out lines whose names are all empty."""
    values = {
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "country": metadata.country,
        "year": str(metadata.year),
        "coalition": metadata.coalition,
        "date": metadata.date_text,
        "status": metadata.status,
        "version": metadata.version,
        "stamp": metadata.stamp,
        "banner": metadata.banner,
        "audience_note": metadata.audience_note,
        "contact": metadata.contact,
        "running_head": metadata.running_head,
    }
    for paragraph in package.outer_paragraphs():
        _fill(paragraph, values)
        if metadata.direction == "rtl":
            _turn(paragraph, metadata)
    if metadata.direction == "rtl":
        section = package.section()
        section.append(section.makeelement(f"{_WORD}bidi", {}))


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:  # noqa: ANN401 - lxml is not typed
    _join_split_names(paragraph)
    texts = list(paragraph.iter(f"{_WORD}t"))
    names = [name for text in texts for name in _NAME.findall(text.text or "")]
    for text in texts:
        text.text = _filled(text.text or "", values)
    empty = names and not any(values.get(name) for name in names)
    alone = not any(True for _ in paragraph.iter(f"{_WORD}fldChar", f"{_WORD}fldSimple"))
    has_company = paragraph.getnext() is not None or paragraph.getprevious() is not None
    if empty and alone and has_company:
        paragraph.getparent().remove(paragraph)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with names replaced; an empty one takes the space beside it with it.

    >>> _filled("{coalition}  {date}  {contact}", {"coalition": "", "date": "May", "contact": ""})
    'May'
    """

    def value(match: re.Match[str]) -> str:
        said = values.get(match[1], match[0].rstrip())
        return said + match[2] if said else ""

    filled = _NAME_AND_GAP.sub(value, text)
    last = next(iter(reversed(_NAME.findall(text))), "")
    ends_empty = text.endswith(f"{{{last}}}") and not values.get(last, last)
    return filled.rstrip() if ends_empty else filled


def _join_split_names(paragraph: Any) -> None:  # noqa: ANN401 - lxml is not typed
    """Put a name that Word divided over several runs back into one."""
    texts = list(paragraph.iter(f"{_WORD}t"))
    for first, second in itertools.pairwise(texts):
        whole = first.text or ""
        if whole.rfind("{") > whole.rfind("}"):
            first.text, second.text = "", whole + (second.text or "")


def _turn(paragraph: Any, metadata: Metadata) -> None:  # noqa: ANN401 - lxml is not typed
    """Let a paragraph go from right to left, and its runs but for those in Latin letters.

    A date inside such a run is a run of its own: it goes with the document.
    """
    _set_in(_properties(paragraph, "pPr"), "bidi", _AFTER_BIDI)
    for run in list(paragraph.iter(f"{_WORD}r")):
        said = "".join(text.text or "" for text in run.iter(f"{_WORD}t"))
        if not reads_rightwards(said):
            _set_in(_properties(run, "rPr"), "rtl", _AFTER_RTL)
        elif len(run.findall(f"{_WORD}t")) == 1:
            _divide(run, [*pieces(said, metadata)])


def _divide(run: Any, parts: Sequence[tuple[str, bool]]) -> None:  # noqa: ANN401 - lxml
    """Put the parts of a run into runs that look like it, a date from right to left."""
    for number, (words, is_date) in enumerate(parts):
        one = run if number == len(parts) - 1 else copy.deepcopy(run)
        text = one.find(f"{_WORD}t")
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if is_date:
            _set_in(_properties(one, "rPr"), "rtl", _AFTER_RTL)
        if one is not run:
            run.addprevious(one)


def _properties(element: Any, name: str) -> Any:  # noqa: ANN401 - lxml is not typed
    """Return the properties of a paragraph or run, made where there are none."""
    found = element.find(f"{_WORD}{name}")
    if found is None:
        found = element.makeelement(f"{_WORD}{name}", {})
        element.insert(0, found)
    return found


def _set_in(properties: Any, name: str, after: Collection[str]) -> None:  # noqa: ANN401 - lxml
    """Put an empty property before those that the schema wants after it."""
    mark = properties.makeelement(f"{_WORD}{name}", {})
    later = {f"{_WORD}{name}" for name in after}
    place = next((at for at, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(place, mark)
