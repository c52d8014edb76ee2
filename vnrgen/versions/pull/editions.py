"""The edition that a Word file is of: its language, and which files are of that language alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from vnrgen.document.language.wording import Wording
from vnrgen.document.sections.templates import in_language

_PROSE: Final = "narrative"
_LONGEST_DATE: Final = 40  # characters


@dataclass(frozen=True)
class Edition:
    """An edition of a dossier in ``language``; ``languages`` are all that the dossier has.

    ``date_text`` is its date as it is printed.
    """

    language: str
    languages: tuple[str, ...]
    date_text: str = ""

    @property
    def is_only(self) -> bool:
        """Whether the dossier has no edition in another language."""
        return len(self.languages) < 2

    @property
    def is_first(self) -> bool:
        """Whether it is in the language in which the tables of the dossier are written."""
        return not self.languages or _base(self.language) == _base(self.languages[0])

    def is_same_but_dated(self, today: str, other: str) -> bool:
        """Whether two texts are the same but for the date of this edition.

        >>> edition = Edition("en", ("en",), "2 May 2026")
        >>> edition.is_same_but_dated("Draft, 2 May 2026: no", "Draft, 31 March 2026: no")
        True
        >>> edition.is_same_but_dated("Draft, 2 May 2026: no", "Final, 31 March 2026: no")
        False
        """
        if today == other:
            return True
        before, found, after = today.partition(self.date_text) if self.date_text else ("", "", "")
        middle = other[len(before) : len(other) - len(after)]
        is_framed = other.startswith(before) and other.endswith(after)
        is_date = any(c.isdigit() for c in middle) and len(middle) <= _LONGEST_DATE
        return bool(found) and is_framed and is_date

    def speaks(self, tag: str) -> bool:
        """Whether words in a language ("" for the dossier's first) are in that of the edition."""
        return _base(tag) == _base(self.language) if tag else self.is_first

    def other(self, tag: str) -> str:
        """Return the edition that a file in a language is of, "" if it is this one, or none.

        >>> Edition("en", ("en", "fr")).other("fr-FR"), Edition("en", ("en", "fr")).other("de")
        ('fr', '')
        """
        if _base(tag) == _base(self.language):
            return ""
        return next((own for own in self.languages if _base(own) == _base(tag)), "")

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.language)

    def translate(self, message: str) -> str:
        """Return a message in the language of the edition, its names in braces."""
        names = {name: "{" + name + "}" for name in re.findall(r"\{(\w+)\}", message)}
        try:
            return self._wording.text(message, **names)
        except (ValueError, IndexError, KeyError):
            return message

    def own_template(self, path: str) -> str:
        """Return the template that is changed for this edition: no other edition prints it.

        >>> Edition("fr", ("en", "fr")).own_template("templates/sections/lnob/who.md.j2")
        'templates/sections/lnob/who.fr.md.j2'
        """
        if self.is_only:
            return path
        plain = path
        for tag in {each for own in self.languages for each in (own, _base(own))}:
            plain = plain.replace(f".{tag}.md.j2", ".md.j2")
        return in_language(plain, self.language)

    def own_prose(self, path: str) -> str:
        """Return the file of prose that is changed for this edition.

        Prose that stands in for a translation is left to the edition that it is written for.

        >>> Edition("fr", ("en", "fr")).own_prose("narrative/en/who.md")
        'narrative/fr/who.md'
        """
        folder, *rest = PurePosixPath(path).parts
        if folder != _PROSE or len(rest) < 2 or not self._is_of_another(rest[0]):
            return path
        return "/".join((_PROSE, self.language, *rest[1:]))

    def _is_of_another(self, tag: str) -> bool:
        """Whether prose in a language is printed in another edition too."""
        others = (each for each in self.languages if each != self.language)
        return tag.casefold() != self.language.casefold() and any(
            tag.casefold() in {other.casefold(), _base(other)} for other in others
        )

    def in_its_folder(self, name: str) -> str:
        """Return the path of prose of this edition, by its name without ending."""
        return f"{_PROSE}/{self.language}/{name}.md"


def _base(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].casefold()
