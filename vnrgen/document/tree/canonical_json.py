"""JSON of which the same values have the same bytes, written faster than the library indents it."""

from __future__ import annotations

import math
from json.encoder import encode_basestring


def canonical(value: object, margin: str = "\n") -> str:
    """Return JSON with sorted keys, indented by one space, in Unicode.

    It is what ``json.dumps`` gives with these options, which with an indent is three times as slow.

    Args:
        value: Dictionaries with texts as keys, lists, texts, numbers, truth values and None.
        margin: A line end and the indent of what the value stands in.

    Raises:
        ValueError: A number is not finite.
        TypeError: A value is none of those.
    """
    within = f"{margin} "
    match value:
        case str():
            return encode_basestring(value)
        case list():
            items = [canonical(item, within) for item in value]
            opening, closing = "[", "]"
        case dict():
            items = [
                f"{encode_basestring(key)}: {canonical(item, within)}"
                for key, item in sorted(value.items())
            ]
            opening, closing = "{", "}"
        case _:
            return _scalar(value)
    inside = within + f",{within}".join(items) + margin if items else ""
    return f"{opening}{inside}{closing}"


def _scalar(value: object) -> str:
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int():
            return int.__repr__(value)
        case float() if math.isfinite(value):
            return float.__repr__(value)
        case float():
            raise ValueError(f"not a finite number: {value}")
        case _:
            raise TypeError(f"JSON has no {type(value).__name__}")
