"""Sizes and colours of every chart; lengths in points, colours as sRGB.

Roles are told apart by shape and weight as well as by colour, so that a chart reads in grey.
"""

from __future__ import annotations

WIDTH = 468.0
"""The full text measure of an A4 page, 165 mm."""

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
ROW_LABEL_SHARE = 0.34
"""The share of the width that names of rows may take before they wrap."""

FLAG_WIDTH = 118.0
"""The widest a direct label may be before it wraps."""
