"""Sizes and colours of every chart; lengths in points, colours as sRGB.

Roles are told apart by shape and weight as well as by colour, so that a chart reads in grey.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a chart is drawn on: its width and where names stand, lengths in points.

    ``names_above``: names of rows stand above their rows, so that the plot has the whole width;
    else beside it, where they wrap at ``name_share`` of the width. ``flag_width`` is the widest a
    direct label may be before it wraps.
    """

    width: float
    names_above: bool
    flag_width: float
    name_share: float = 0.34


WIDE = Sheet(width=468.0, names_above=False, flag_width=118.0)
"""The full text measure of an A4 page, 165 mm."""

NARROW = Sheet(width=240.0, names_above=True, flag_width=112.0)
"""A phone: 320 CSS pixels at full size, so that shown on 286 to 356 its words can be read."""

INK = "#1B2733"
MUTED = "#4D5B68"
FAINT = "#DCE2E7"
LINK = "#8A98A5"
PAPER = "#FFFFFF"
WARM = "#C2410C"
DEEP = "#0B4F6C"
PLAIN = "#7F97A6"

LABEL = 9.0
VALUE = 8.5
TICK = 8.0
SMALL = 8.0

LINE_HEIGHT = 1.2
"""Distance between baselines of wrapped text, as a share of its size."""

CAP = 0.34
"""From the middle of a line of text down to its baseline, as a share of its size."""

MARGIN = 2.0
TALLEST = 581.0
"""The most of a page that a drawing has, 205 mm: what is taller is shown smaller."""

WIDER_NAMES = 0.54
"""The share of the width that names of rows may take where they would else make it too tall."""
