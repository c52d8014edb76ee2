"""The tokens the reference file starts from: colours, measures and the fonts' names.

Only the builder of the reference file and things a Word style cannot say (goal colours) use
these; everything else is changed by restyling the reference file in Word.
"""

from __future__ import annotations

from typing import Final

FONT: Final = "Source Sans 3"
COMPLEX_FONT: Final = "Arial"  # what Word has everywhere for Arabic, Hebrew and Indic scripts

INK: Final = "1B2733"
MUTED: Final = "55626F"
RULE: Final = "C9D1D8"
ACCENT: Final = "0B4A63"
ACCENT_TINT: Final = "EAF2F5"
ACCENT_MID: Final = "B9D3DF"
WARM: Final = "B0440A"
WARM_TINT: Final = "FBF0E7"
GREY_TINT: Final = "F2F3F5"
METHOD_TINT: Final = "F2F3F5"
COVER: Final = "0B3A4F"
COVER_PALE: Final = "9CC9DD"

# A4 in twentieths of a point (twips); 1 cm is 567.
PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838
MARGIN_SIDE: Final = 1021
MARGIN_TOP: Final = 1588
MARGIN_BOTTOM: Final = 1361
TEXT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN_SIDE
MEASURE_INDENT: Final = 2552  # running text stands one column in: about 75 characters a line

TWIPS_TO_EMU: Final = 635

GOAL_COLOURS: Final = {
    1: "E5243B",
    2: "DDA63A",
    3: "4C9F38",
    4: "C5192D",
    5: "FF3A21",
    6: "26BDE2",
    7: "FCC30B",
    8: "A21942",
    9: "FD6925",
    10: "DD1367",
    11: "FD9D24",
    12: "BF8B2E",
    13: "3F7E44",
    14: "0A97D9",
    15: "56C02B",
    16: "00689D",
    17: "19486A",
}
