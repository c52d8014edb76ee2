"""What a reference file must have, so that nothing is lost in the files made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnrgen.problems import Location, Problem
from vnrgen.render.docx.stylebook import LISTS, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lacking(
    styles: Mapping[str, Any],
    numbering: Any,  # noqa: ANN401 - lxml is not typed
    name: str,
) -> list[Problem]:
    """Return a problem for each style that a reference file lacks, and for each list.

    Args:
        styles: The elements of its styles by their names in small letters.
        numbering: The root of its part of lists, or None where it has none.
        name: Its path, as a problem shows it.
    """
    return [*_styles(styles, name), *_lists(styles, numbering, name)]


def _styles(styles: Mapping[str, Any], name: str) -> Iterator[Problem]:
    """Yield a problem for each style that is not there, or is there as another kind (DOC001)."""
    fix = "give the style back its name in Word, or begin from the file of vnrgen"
    for kind, wanted in REQUIRED:
        style = styles.get(wanted.casefold())
        if style is None or not style.get(f"{_WORD}styleId") or style.get(f"{_WORD}type") != kind:
            what = f'the Word reference file has no {kind} style named "{wanted}"'
            yield Problem("DOC001", Location(name), what, fix)


def _lists(styles: Mapping[str, Any], numbering: Any, name: str) -> Iterator[Problem]:  # noqa: ANN401
    """Yield a problem for each style of items without a list (DOC005): they would have no signs."""
    known = set()
    if numbering is not None:
        known = {number for found in numbering.iter(f"{_WORD}num") if (number := _number(found))}
    fix = "give it a list in Word (Modify Style, Numbering), or begin from the file of vnrgen"
    for wanted in LISTS:
        style = styles.get(wanted.casefold())
        if style is None:
            continue
        listed = style.find(f"{_WORD}pPr/{_WORD}numPr/{_WORD}numId")
        if listed is None or listed.get(f"{_WORD}val") not in known:
            what = f'the style named "{wanted}" of the Word reference file belongs to no list'
            yield Problem("DOC005", Location(name), what, fix)


def _number(found: Any) -> str:  # noqa: ANN401 - lxml is not typed
    """Return the number of a list, "" where it is none or the list says nothing of its signs."""
    signs = found.find(f"{_WORD}abstractNumId")
    number = found.get(f"{_WORD}numId", "")
    is_whole = signs is not None and signs.get(f"{_WORD}val", "").isdecimal()
    return number if is_whole and number.isdecimal() else ""
