"""Photos that are none, too large, or carry more than their pixels."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from vnrgen.disclosure.photos import PhotoRefusedError, clean_photo

SCRIPT = b"<script>alert(1)</script>"


def picture(kind: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, (200, 30, 60)).save(stream, kind, **options)
    return stream.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">L", zlib.crc32(name + content))
    return struct.pack(">L", len(content)) + name + content + check


def png_that_says(width: int, height: int, content: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + content
        + chunk(b"IDAT", zlib.compress(b"\x00" * 999))
        + chunk(b"IEND", b"")
    )


REFUSED = {
    "100,000 by 100,000 pixels": png_that_says(100_000, 100_000),
    "2 by 2,000,000,000 pixels": png_that_says(2, 2_000_000_000),
    "no width": png_that_says(0, 10),
    "fewer pixels than it says": png_that_says(1_000, 1_000),
    "a comment that unpacks to 100 MB": png_that_says(
        10, 10, chunk(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(100_000_000)))
    ),
    "a profile that unpacks to 100 MB": png_that_says(
        9_000, 9_000, chunk(b"iCCP", b"a\x00\x00" + zlib.compress(bytes(100_000_000)))
    ),
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "an HTML page": b"<html>" + SCRIPT,
    "a GIF": picture("GIF"),
    "a TIFF": picture("TIFF"),
    "a BMP": picture("BMP"),
    "a WebP": picture("WEBP"),
    "a PDF": picture("PDF"),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n",
    "an icon": picture("ICO", (16, 16)),
    "half a JPEG": picture("JPEG", (400, 300))[:400],
    "the mark of a JPEG": b"\xff\xd8\xff\xe0",
    "nothing": b"",
    "noise": bytes(range(256)) * 100,
    "a JPEG of 41 MB": picture("JPEG") + bytes(41_000_000),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_a_hostile_photo_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    with pytest.raises(PhotoRefusedError) as refused:
        clean_photo(path, tmp_path)

    assert str(tmp_path) not in str(refused.value)


def with_text() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "51.5007 N, the house of her mother")
    return picture("PNG", pnginfo=notes)


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "the house of her mother"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 2.0)
    return picture("JPEG", exif=exif)


CARRIERS = {
    "EXIF with a place": with_exif(),
    "a comment": picture("JPEG", comment=b"the house of her mother"),
    "a text chunk": with_text(),
    "a colour profile": picture("JPEG", icc_profile=b"the house of her mother" * 10),
    "a page behind the picture": picture("JPEG") + SCRIPT + b"the house of her mother",
    "an archive behind the picture": picture("PNG") + b"PK\x03\x04the house of her mother",
    "a script as a comment": picture(
        "JPEG", comment=b"*/=1;" + SCRIPT + b"the house of her mother"
    ),
}


@pytest.mark.parametrize("data", CARRIERS.values(), ids=CARRIERS)
def test_of_a_photo_only_the_pixels_are_kept(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    cleaned = clean_photo(path, tmp_path)

    assert b"house" not in cleaned
    assert SCRIPT not in cleaned
    assert Image.open(io.BytesIO(cleaned)).getexif() == {}
