"""An Office file gives its parts within limits, and what was unpacked before is judged anew."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from vnrgen.dossier.files.archive import RefusedArchiveError, repacked, unpacked_parts

_FONT = "word/fonts/font1.odttf"
_MB = 1_000_000


def _file(font: bytes, text: bytes = b"<w/>") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
        archive.writestr(_FONT, font)
    return stream.getvalue()


def test_the_parts_of_a_file_are_those_of_its_clean_copy() -> None:
    data = _file(b"outlines" * 500)
    with zipfile.ZipFile(io.BytesIO(repacked(data, most=_MB, kinds=("",)))) as copy:
        clean = {name: copy.read(name) for name in copy.namelist()}
    assert unpacked_parts(data, most=_MB, kinds=("",)) == clean
    assert unpacked_parts(data, most=_MB) == {"word/document.xml": b"<w/>"}


def test_two_fonts_of_one_name_are_told_apart() -> None:
    for font in (b"one" * 400, b"two" * 400, b"one" * 400):
        assert unpacked_parts(_file(font), most=_MB, kinds=("",))[_FONT] == font


def test_a_font_unpacked_before_is_refused_where_the_archive_says_other_of_it() -> None:
    font = b"outlines" * 500
    data = _file(font)
    unpacked_parts(data, most=_MB, kinds=("",))
    checksum = zlib.crc32(font).to_bytes(4, "little")
    damaged = data.replace(checksum, bytes(4))
    assert damaged != data
    with pytest.raises(RefusedArchiveError, match="damaged"):
        unpacked_parts(damaged, most=_MB, kinds=("",))


def test_a_font_unpacked_before_counts_among_what_a_file_may_have() -> None:
    data = _file(b"outlines" * 500)
    unpacked_parts(data, most=_MB, kinds=("",))
    with pytest.raises(RefusedArchiveError, match="more than"):
        unpacked_parts(data, most=3_999, kinds=("",))


def test_a_font_larger_than_any_of_ours_is_unpacked_like_every_part() -> None:
    font = bytes(range(256)) * 16_000
    assert unpacked_parts(_file(font), most=5 * _MB, kinds=("",))[_FONT] == font
