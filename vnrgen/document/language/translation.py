"""Tells that words of vnrgen will stand in English in an edition of another language."""

from __future__ import annotations

from collections.abc import Iterator

from vnrgen.document.language.wording import MARKED, MIRRORED, untranslated
from vnrgen.problems import Location, Problem, Severity


def missing_translation(language: str, where: Location) -> Iterator[Problem]:
    """Yield a warning where an edition would mix languages (TPL005).

    Args:
        language: The BCP 47 tag of the edition.
        where: What names the language: a key of dossier.yaml, or an option.
    """
    if language in {MARKED, MIRRORED} or language.split("-", maxsplit=1)[0] == "en":
        return
    left = untranslated(language)
    if left == 0:
        return
    which = (
        "none of vnrgen's own words are" if left is None else f"{left} of vnrgen's texts are not"
    )
    yield Problem(
        "TPL005",
        where,
        f"{which} translated into {_name(language)}: headings, captions, notes and sentences made "
        "from the data will stand in English between your own words",
        f"translate templates/locale/messages.pot of vnrgen as {language}.po beside it, or "
        "translate these words in the Word file before you publish it",
        Severity.WARNING,
    )


def _name(language: str) -> str:
    """Return the English name of a language, its tag where none is known."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language
