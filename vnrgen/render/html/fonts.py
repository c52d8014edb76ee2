"""The fonts that travel with the package, which of them a text needs, and how it is set in them."""

from __future__ import annotations

import base64
import functools
import io
import re
from dataclasses import dataclass
from pathlib import Path

from vnrgen.document.language.scripts import (
    BOLD,
    DEJAVU,
    LATIN,
    REGULAR,
    SCRIPTS,
    Script,
    script_of,
    scripts_in,
)
from vnrgen.render.html.medium import SCHEME
from vnrgen.resources import templates_folder

_LINE_HEIGHT = re.compile(r"(line-height: )([0-9.]+)(?=pt|[;}\s])")
_TAG = re.compile("<[^>]*>")
_CHARACTERS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0\u200b\u200c\u200d\u25cc"


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


def script_faces(script: Script) -> tuple[Face, ...]:
    """Return the upright faces of a script's font, regular and, if there is one, bold."""
    weights = (REGULAR, BOLD) if script.files[0] != script.files[1] else (REGULAR,)
    return tuple(Face(script.family, weight, "normal", script.path(weight)) for weight in weights)


def all_faces() -> tuple[Face, ...]:
    """Return every face a PDF may hold."""
    others = [script for script in (*SCRIPTS, DEJAVU) if script.installed]
    return latin_faces(web=False) + tuple(face for s in others for face in script_faces(s))


def font_rules(markup: str, language: str, *, web: bool) -> str:
    """Return the style rules that load the fonts a page needs and set its scripts in them.

    Args:
        markup: The page.
        language: Its main language.
        web: Whether the fonts go into the page: Source Sans 3 whole, the others with the
            characters of the page only. Else they are named by address.
    """
    text = _TAG.sub(" ", markup)
    scripts = scripts_in(text)
    faces = [face for script in scripts for face in script_faces(script)]
    if web:
        characters = _CHARACTERS + "".join(sorted({c for c in text if not c.isascii()}))
        rules = [face.rule(_whole(face.path)) for face in latin_faces(web=True)]
        rules += [face.rule(_subset(face.path, characters)) for face in faces]
    else:
        rules = [face.rule(face.address) for face in (*latin_faces(web=False), *faces)]
    stack = _stack(scripts, language)
    rules.append(f":root{{--family:{stack}}}@page{{font-family:{stack}}}")
    rules += [rule for script in scripts for rule in _language_rules(script, scripts, language)]
    return "\n".join(rules)


def font_files(text: str, language: str) -> tuple[str, dict[str, bytes]]:
    """Return the rules for a site's own font files, and the files, by their names.

    Args:
        text: All that the site says; fonts of other scripts hold its characters only.
        language: Its main language.
    """
    scripts = scripts_in(text)
    characters = _CHARACTERS + "".join(sorted({c for c in text if not c.isascii()}))
    files = {face.path.name: face.path.read_bytes() for face in latin_faces(web=True)}
    rules = [face.rule(face.path.name) for face in latin_faces(web=True)]
    for face in (face for script in scripts for face in script_faces(script)):
        name = f"{face.path.stem}.woff2"
        files[name] = _packed(face.path, characters)
        rules.append(face.rule(name))
    rules.append(f":root{{--family:{_stack(scripts, language)}}}")
    rules += [rule for script in scripts for rule in _language_rules(script, scripts, language)]
    return "\n".join(rules), files


def with_leading(sheet: str, language: str) -> str:
    """Return a style sheet with its lines as far apart as the script of a language needs.

    >>> with_leading("p { line-height: 10pt }", "km"), with_leading("p { line-height: 0 }", "km")
    ('p { line-height: 12.5pt }', 'p { line-height: 0 }')
    """
    leading = script_of(language).leading
    if leading == 1:
        return sheet
    return _LINE_HEIGHT.sub(lambda m: f"{m[1]}{round(float(m[2]) * leading, 2):g}", sheet)


def families(scripts: tuple[Script, ...], language: str) -> list[str]:
    """Return the families in the order in which letters are looked for in them.

    Args:
        scripts: What a text is written in, beside Latin.
        language: The language of the words to be set.
    """
    own = script_of(language)
    first = [script for script in scripts if script.leads and script.code == own.code]
    rest = [script for script in scripts if script not in first]
    return [script.family for script in (*first, LATIN, *rest)]


def _stack(scripts: tuple[Script, ...], language: str) -> str:
    return ", ".join([*(f'"{name}"' for name in families(scripts, language)), "sans-serif"])


def _language_rules(script: Script, scripts: tuple[Script, ...], main: str) -> list[str]:
    """Return rules for words in a script's languages on a page in another one."""
    rules = []
    for language in script.languages:
        if language == main.split("-", maxsplit=1)[0]:
            continue
        family = f"font-family:{_stack(scripts, language)}" if script.leads else ""
        leading = f"line-height:{1.45 * script.leading:.3g}" if script.leading > 1.1 else ""
        wanted = ";".join(part for part in (family, leading) if part)
        if wanted:
            rules.append(f':not(html)[lang|="{language}"]{{{wanted}}}')
    return rules


@functools.cache
def _whole(path: Path) -> str:
    return _address(path.read_bytes())


@functools.lru_cache(maxsize=32)
def _subset(path: Path, characters: str) -> str:
    """Return a font with the given characters, and all that shapes them, as an address."""
    return _address(_packed(path, characters))


def _packed(path: Path, characters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        flavor="woff2", layout_features=["*"], notdef_outline=True, hinting=False, notdef_glyph=True
    )
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff2"
        packed = io.BytesIO()
        font.save(packed)
    return packed.getvalue()


def _address(content: bytes) -> str:
    return f"data:font/woff2;base64,{base64.b64encode(content).decode('ascii')}"
