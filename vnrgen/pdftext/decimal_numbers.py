"""Takes the decimal numbers of paragraphs (3.1, 3.1.2) out of their texts, where they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from vnrgen.pdftext.model import Kind

if TYPE_CHECKING:
    from vnrgen.pdftext.assemble import Draft

_Number = tuple[int, ...]

# A text that goes on in small letters begins with a quantity: "3.1 million people".
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d_a-zà-öø-ÿ]|[\"“«¿¡‘(])")
_OF_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s")
_NUMBERED = frozenset({Kind.TEXT, Kind.ITEM, Kind.BOX})


def numbered_by_decimals(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, str, int]]:
    """Yield each draft that begins with a number that counts, with the number and where it ends.

    It counts on from the paragraph before it, or to the one after it, or it is the first under a
    heading with the number before its last point.
    """
    found: list[tuple[Draft, _Number, int]] = []
    first: set[int] = set()
    above: _Number = ()
    for draft in drafts:
        if draft.kind is Kind.HEADING:
            heading = _OF_HEADING.match(draft.text)
            above = _value(heading[1]) if heading else ()
        elif draft.kind in _NUMBERED and not draft.paragraph:
            match = _DECIMAL.match(draft.text)
            if match:
                number = _value(match[1])
                if number == (*above, 1):
                    first.add(len(found))
                found.append((draft, number, match.end()))
    counting = set(first)
    for place, (one, two) in enumerate(pairwise(found)):
        if two[1] == (*one[1][:-1], one[1][-1] + 1):
            counting |= {place, place + 1}
    for place in sorted(counting):
        draft, value, end = found[place]
        yield draft, ".".join(map(str, value)), end


def _value(text: str) -> _Number:
    return tuple(map(int, text.split(".")))
