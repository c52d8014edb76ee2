"""Photos are made anew from their pixels, with a consent of their own."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from tests.builders_disclosure import published
from tests.builders_evidence import (
    a_consent,
    a_dossier,
    a_story,
)
from vnrgen.disclosure.photos import PhotoRefusedError, clean_photo
from vnrgen.problems import ProblemLog


def a_photo(path: Path, size: tuple[int, int] = (40, 30)) -> Path:
    """Write a JPEG that lies on its side and carries a camera's name, a position and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAM"
    exif[0x0112] = 6  # turn by 90 degrees
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 34.0, 56.0)})
    Image.new("RGB", size, "red").save(path, "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    return path


def test_a_photo_is_made_anew_upright_and_without_anything_but_pixels(tmp_path: Path) -> None:
    path = a_photo(tmp_path / "photo.jpg")
    assert b"SECRETCAM" in path.read_bytes()

    cleaned = clean_photo(path, tmp_path)

    with Image.open(io.BytesIO(cleaned)) as photo:
        assert (photo.format, photo.size, dict(photo.getexif())) == ("JPEG", (30, 40), {})
    assert b"SECRET" not in cleaned
    assert b"Exif" not in cleaned
    assert cleaned == clean_photo(path, tmp_path)


def test_a_png_loses_its_texts_and_its_transparent_parts_become_white(tmp_path: Path) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "SECRET")
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "a.png", pnginfo=texts)

    cleaned = clean_photo(tmp_path / "a.png", tmp_path)

    assert b"SECRET" not in cleaned
    with Image.open(io.BytesIO(cleaned)) as photo:
        assert photo.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("content", [None, b"", b"<svg/>", b"GIF89a", b"\xff\xd8\xff\xe0broken"])
def test_a_file_that_is_no_picture_is_refused_with_its_story_named(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "a.jpg").write_bytes(content)
    story = a_story(photo=Path("a.jpg"), consent=a_consent(photo=True))
    problems = ProblemLog()
    shown = published(a_dossier(stories=(story,), root=tmp_path), problems)

    assert shown.testimonies["ST01"].photo is None
    assert [p.code for p in problems] == ["DIS007"]


def test_a_photo_outside_the_dossier_is_refused_even_behind_a_link(tmp_path: Path) -> None:
    inside = tmp_path / "dossier"
    inside.mkdir()
    (inside / "link.jpg").symlink_to(a_photo(tmp_path / "secret.jpg"))

    for name in ("link.jpg", "../secret.jpg"):
        with pytest.raises(PhotoRefusedError, match="outside"):
            clean_photo(inside / name, inside)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    Image.new("1", (30_000, 30_000)).save(tmp_path / "bomb.png")

    with pytest.raises(PhotoRefusedError, match="60 million"):
        clean_photo(tmp_path / "bomb.png", tmp_path)


def test_a_photo_needs_a_consent_of_its_own(tmp_path: Path) -> None:
    a_photo(tmp_path / "a.jpg")
    problems = ProblemLog()
    story = a_story(photo=Path("a.jpg"), photo_alternative="A clinic")
    shown = published(a_dossier(stories=(story,), root=tmp_path), problems)

    assert (shown.testimonies["ST01"].photo, shown.testimonies["ST01"].photo_alternative) == (
        None,
        "",
    )
    assert [(w.kind, w.item_id) for w in shown.withheld] == [("photo", "ST01")]
    assert [p.code for p in problems] == ["DIS006"]
