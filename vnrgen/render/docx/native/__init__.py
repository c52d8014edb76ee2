"""Charts that Word itself draws: their data can be edited in Word, in a workbook in the file."""

from __future__ import annotations

from vnrgen.render.docx.native.part import NativeChart, native_chart
from vnrgen.render.docx.native.plan import NotNativeError

__all__ = ["NativeChart", "NotNativeError", "native_chart"]
