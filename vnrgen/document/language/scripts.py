"""The writing systems that documents can be set in, and the font that travels for each."""

from __future__ import annotations

import functools
import importlib.util
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from vnrgen.resources import templates_folder

REGULAR, BOLD = 400, 600
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Cs"})
# What Source Sans 3 has in whole blocks: a text of nothing else needs no closer look.
_PLAIN = re.compile("[\x00-\u017f\u0400-\u045f\u2010-\u2014\u2018-\u201e\u2020-\u2022\u2026]*")


@dataclass(frozen=True, slots=True)
class Script:
    """A writing system with its font.

    Attributes:
        code: Its ISO 15924 code.
        languages: Primary tags of languages usually written in it.
        family: What style sheets call the font.
        letters: Its Unicode ranges, as the inside of a regular expression's brackets.
        files: The regular and the bold file; the same where there is no bold one.
        word_font: A font for it that Word has.
        leading: How much more space its lines need than Latin ones.
        leads: Whether the font sets digits and marks too, in its own languages.
        package: The import package of the files; empty where they are in ``templates/fonts``.
        extra: The optional part of vnrgen that installs the package; empty if it always comes.
    """

    code: str
    languages: tuple[str, ...]
    family: str
    letters: str
    files: tuple[str, str]
    word_font: str
    leading: float = 1.0
    leads: bool = False
    package: str = ""
    extra: str = ""

    @property
    def installed(self) -> bool:
        """Whether the font is there."""
        return not self.package or importlib.util.find_spec(self.package) is not None

    def path(self, weight: int) -> Path:
        """Return the file of a weight, ``REGULAR`` or ``BOLD``.

        Raises:
            FileNotFoundError: The package that brings the font is not installed.
        """
        name = self.files[0 if weight == REGULAR else 1]
        if not self.package:
            return templates_folder() / "fonts" / name
        spec = importlib.util.find_spec(self.package)
        if spec is None or spec.origin is None:
            raise FileNotFoundError(f"{self.package} is not installed")
        return Path(spec.origin).parent / name


def _noto(name: str) -> tuple[str, str]:
    return f"noto/{name}-Regular.ttf", f"noto/{name}-Bold.ttf"


_ARABIC = "؀-ۿݐ-ݿ\u0870-\u08ffﭐ-﷿ﹰ-\ufefc"
LATIN = Script(
    code="Latn",
    languages=(),
    family="Source Sans 3",
    letters="\x00-\u052f\u1e00-\u206f",
    files=("source-sans-3/SourceSans3-Regular.ttf", "source-sans-3/SourceSans3-Semibold.ttf"),
    word_font="Source Sans 3",
)
TAJAWAL = Script(
    code="Arab",
    languages=("ar",),
    family="Tajawal",
    letters=_ARABIC,
    files=("files/Tajawal-Regular.ttf", "files/Tajawal-Bold.ttf"),
    word_font="Arial",
    leading=1.05,
    leads=True,
    package="fontpkg_tajawal",
)
ARABIC = Script(
    code="Arab",
    languages=("fa", "ku", "ps", "sd", "ug", "ur"),
    family="Noto Sans Arabic",
    letters=_ARABIC,
    files=_noto("NotoSansArabic"),
    word_font="Arial",
    leading=1.2,
)
DEJAVU = Script(
    code="Zyyy",
    languages=(),
    family="DejaVu Sans",
    letters="",
    files=("mpl-data/fonts/ttf/DejaVuSans.ttf", "mpl-data/fonts/ttf/DejaVuSans-Bold.ttf"),
    word_font="",
    package="matplotlib",
)
CHINESE = Script(
    code="Hans",
    languages=("zh", "yue"),
    family="Noto Sans SC",
    letters="\u2e80-\u2fdf\u3000-\u303f\u3100-\u312f\u31c0-\u31ef㐀-䶿一-鿿豈-\ufaff\uff00-\uffef𠀀-\U000323af",
    files=("NotoSansSC-Regular.otf", "NotoSansSC-Regular.otf"),
    word_font="Microsoft YaHei",
    leading=1.12,
    leads=True,
    package="pylopdf_fonts_zh_cn",
    extra="cjk",
)


def _of(
    code: str, languages: str, name: str, letters: str, word_font: str, leading: float = 1.0
) -> Script:
    family = re.sub("(?<=[a-z])(?=[A-Z])", " ", name)
    return Script(code, tuple(languages.split()), family, letters, _noto(name), word_font, leading)


SCRIPTS = (
    TAJAWAL,
    ARABIC,
    _of("Hebr", "he yi", "NotoSansHebrew", "\u0590-\u05ff\ufb1d-\ufb4f", "Arial", 1.04),
    _of("Deva", "hi mr ne mai bho", "NotoSansDevanagari", "ऀ-ॣ०-ॿ\ua8e0-\ua8ff", "Nirmala UI", 1.12),
    _of("Beng", "bn as", "NotoSansBengali", "\u0980-\u09ff", "Nirmala UI", 1.12),
    _of("Taml", "ta", "NotoSansTamil", "\u0b80-\u0bff", "Nirmala UI", 1.1),
    _of("Sinh", "si", "NotoSansSinhala", "\u0d80-\u0dff", "Nirmala UI", 1.1),
    _of("Thai", "th", "NotoSansThai", "\u0e00-\u0e7f", "Leelawadee UI", 1.15),
    _of("Laoo", "lo", "NotoSansLao", "\u0e80-\u0eff", "Leelawadee UI", 1.18),
    _of("Khmr", "km", "NotoSansKhmer", "\u1780-\u17ff\u19e0-\u19ff", "Leelawadee UI", 1.25),
    _of("Mymr", "my shn", "NotoSansMyanmar", "\u1000-\u109f\uaa60-\uaa7f", "Myanmar Text", 1.3),
    _of("Ethi", "am ti", "NotoSansEthiopic", "\u1200-\u139f\u2d80-\u2ddf", "Ebrima", 1.05),
    _of("Armn", "hy", "NotoSansArmenian", "\u0530-\u058f\ufb13-\ufb17", "Sylfaen"),
    _of("Geor", "ka", "NotoSansGeorgian", "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f", "Sylfaen"),
    CHINESE,
)


def scripts_in(text: str) -> tuple[Script, ...]:
    """Return the scripts beside Latin that a text is written in, whose fonts are there.

    Arabic is set in Tajawal where it has every letter, else whole in the wider font: letters of
    two fonts do not join. DejaVu Sans comes last, for letters that no other font has.
    """
    found = [script for script in _written_in(text) if script.installed]
    if TAJAWAL in found:
        arabic = set(re.findall(f"[{_ARABIC}]", text))
        found.remove(ARABIC if {ord(c) for c in arabic} <= coverage(TAJAWAL) else TAJAWAL)
    if not _PLAIN.fullmatch(text) and _unknown(text, (LATIN, *found)):
        found.append(DEJAVU)
    return tuple(found)


def scripts_missing(text: str) -> tuple[Script, ...]:
    """Return the scripts of a text whose optional font is not installed."""
    return tuple(script for script in _written_in(text) if not script.installed)


def letters_missing(text: str) -> tuple[str, ...]:
    """Return the letters of a text that no font has, each once, sorted.

    >>> letters_missing("Ærø, عدم, नेपाली, \U00012000")
    ('𒀀',)
    """
    if _PLAIN.fullmatch(text):
        return ()
    return tuple(sorted(_unknown(text, (LATIN, *scripts_in(text)))))


def script_of(language: str) -> Script:
    """Return the script that a language is usually written in; Latin where none is known."""
    primary = language.split("-", maxsplit=1)[0].lower()
    return next((script for script in SCRIPTS if primary in script.languages), LATIN)


@functools.cache
def coverage(script: Script) -> frozenset[int]:
    """Return the code points that a script's font has."""
    from fontTools.ttLib import TTFont

    with TTFont(script.path(REGULAR), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _written_in(text: str) -> list[Script]:
    letters = "".join(sorted(set(text)))  # a hundred, not a book, to look through for each script
    if _PLAIN.fullmatch(letters):
        return []
    return [script for script in SCRIPTS if _pattern(script).search(letters)]


@functools.cache
def _pattern(script: Script) -> re.Pattern[str]:
    return re.compile(f"[{script.letters}]")


def _unknown(text: str, scripts: tuple[Script, ...]) -> set[str]:
    known = frozenset().union(*(coverage(script) for script in scripts))
    return {
        letter
        for letter in set(text)
        if ord(letter) not in known and unicodedata.category(letter) not in _INVISIBLE
    }
