"""A chart block becomes a picture. The only package that imports matplotlib."""

from __future__ import annotations

from vnrgen.charts.kept import KeptDrawings
from vnrgen.charts.kept_on_disk import DrawingsOnDisk
from vnrgen.charts.pictures import (
    Pictures,
    draw_all,
    draw_narrow_svg,
    draw_png,
    draw_small,
    draw_svg,
)

__all__ = [
    "DrawingsOnDisk",
    "KeptDrawings",
    "Pictures",
    "draw_all",
    "draw_narrow_svg",
    "draw_png",
    "draw_small",
    "draw_svg",
]
