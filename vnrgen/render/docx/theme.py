"""The theme of the reference file: the palette and fonts that Word's own pickers offer."""

from __future__ import annotations

from typing import Final

from vnrgen.render.docx import look

_NAMESPACE: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS: Final = {
    "dk1": look.INK,
    "lt1": "FFFFFF",
    "dk2": look.ACCENT,
    "lt2": look.GREY_TINT,
    "accent1": look.ACCENT,
    "accent2": look.WARM,
    "accent3": "0072B2",
    "accent4": "E69F00",
    "accent5": "009E73",
    "accent6": "CC79A7",
    "hlink": look.ACCENT,
    "folHlink": look.MUTED,
}


def build_theme() -> str:
    """Return ``word/theme/theme1.xml`` of the reference file."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items()
    )
    font = f'<a:latin typeface="{look.FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<a:theme xmlns:a="{_NAMESPACE}" name="vnrgen"><a:themeElements>'
        f'<a:clrScheme name="vnrgen">{colours}</a:clrScheme>'
        f'<a:fontScheme name="vnrgen"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="vnrgen"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
