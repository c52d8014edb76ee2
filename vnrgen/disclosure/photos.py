"""Photos made anew from their pixels; the only module that imports Pillow."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image as Pictures

_FORMATS = ("JPEG", "PNG")
_LARGEST_FILE = 40_000_000
_LARGEST_PICTURE = 60_000_000
_LONGEST_SIDE = 2000
_QUALITY = 85


class PhotoRefusedError(Exception):
    """A photo cannot be used; the message says why, without a path."""


def clean_photo(path: Path, within: Path) -> bytes:
    """Return a photo as a new JPEG that holds its pixels and nothing else.

    Scaled so that its longer side has at most 2000 pixels, and turned upright. EXIF, GPS,
    comments, thumbnails, colour profiles and everything hidden behind the picture stay behind.
    Transparent parts become white. The same file gives the same bytes.

    Raises:
        PhotoRefusedError: The file is outside the folder ``within`` (also by a link), missing, no
            JPEG or PNG, damaged, larger than 40 MB, or has more than 60 million pixels.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        if not path.resolve().is_relative_to(within.resolve()):
            raise PhotoRefusedError("it is outside the dossier")
        if path.stat().st_size > _LARGEST_FILE:
            raise PhotoRefusedError("the file is larger than 40 MB")
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with _no_mercy(), Image.open(path, formats=_FORMATS) as photo:
                if photo.width * photo.height > _LARGEST_PICTURE:
                    raise PhotoRefusedError("it has more than 60 million pixels")
                return _from_pixels(photo)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoRefusedError("it has more than 60 million pixels") from error
    except FileNotFoundError as error:
        raise PhotoRefusedError("there is no such file") from error
    except UnidentifiedImageError as error:
        raise PhotoRefusedError("it is neither a JPEG nor a PNG picture") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise PhotoRefusedError("the file is damaged or cannot be read") from error


@contextmanager
def _no_mercy() -> Iterator[None]:
    """Refuse damaged pictures, also after the PDF engine told Pillow to put up with them."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _from_pixels(photo: Pictures.Image) -> bytes:
    from PIL import Image, ImageOps

    photo.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))  # first: a JPEG is then never unpacked whole
    upright = ImageOps.exif_transpose(photo)
    if "A" in upright.getbands() or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        upright = Image.alpha_composite(white, layered)
    if upright.mode != "L":
        upright = upright.convert("RGB")
    fresh = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    stream = io.BytesIO()
    fresh.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()
