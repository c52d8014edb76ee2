"""The fonts that travel with the package, and which of them a text needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from vnrgen.render.html.medium import SCHEME
from vnrgen.resources import templates_folder

_ARABIC = re.compile("[؀-ۿݐ-ݿࢠ-ࣿﭐ-﷿ﹰ-﻿]")


@dataclass(frozen=True, slots=True)
class Face:
    """One font file; ``family``, ``weight`` and ``style`` are what style sheets ask for."""

    family: str
    weight: int
    style: str
    path: Path

    @property
    def address(self) -> str:
        """The name the PDF engine fetches it by: no path of the machine."""
        return f"{SCHEME}:fonts/{self.path.name}"

    def rule(self, source: str) -> str:
        """Return the ``@font-face`` rule that loads this face from ``source``."""
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};'
            f'font-style:{self.style};font-display:swap;src:url("{source}")}}'
        )


def latin_faces(*, web: bool) -> tuple[Face, ...]:
    """Return Source Sans 3; the web takes three faces, in the smaller format."""
    folder = templates_folder() / "fonts" / "source-sans-3"
    ending = ".ttf.woff2" if web else ".ttf"
    faces = [
        Face("Source Sans 3", 400, "normal", folder / f"SourceSans3-Regular{ending}"),
        Face("Source Sans 3", 600, "normal", folder / f"SourceSans3-Semibold{ending}"),
        Face("Source Sans 3", 400, "italic", folder / f"SourceSans3-It{ending}"),
    ]
    if not web:
        faces.append(Face("Source Sans 3", 700, "normal", folder / f"SourceSans3-Bold{ending}"))
        faces.append(
            Face("Source Sans 3", 600, "italic", folder / f"SourceSans3-SemiboldIt{ending}")
        )
    return tuple(faces)


def arabic_faces() -> tuple[Face, ...]:
    """Return Tajawal, whose text can be copied out of a PDF letter by letter."""
    folder = Path(str(resources.files("fontpkg_tajawal"))) / "files"
    return (
        Face("Tajawal", 400, "normal", folder / "Tajawal-Regular.ttf"),
        Face("Tajawal", 600, "normal", folder / "Tajawal-Bold.ttf"),
    )


def faces_for(text: str, *, web: bool) -> tuple[Face, ...]:
    """Return the faces that a text needs, so that a file carries no font in vain."""
    arabic = arabic_faces() if _ARABIC.search(text) else ()
    return latin_faces(web=web) + arabic


def all_faces() -> tuple[Face, ...]:
    """Return every face a PDF may hold."""
    return latin_faces(web=False) + arabic_faces()
