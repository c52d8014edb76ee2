"""What a person may choose about the Word file: whose look it has, and who draws its charts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.problems import InvalidInputError
from vnrgen.render.docx.remarks import Remark

OWN_REFERENCE: Final = "templates/docx/reference.docx"
LARGEST_REFERENCE: Final = 30_000_000
"""Bytes that a reference file may have; fonts and a photograph on the cover fit well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOptions:
    """Choices for one Word file.

    ``reference`` is the Word file to take styles, cover, running heads and page from (None: the
    one that comes with vnrgen), ``reference_name`` its path as problems show it. With
    ``native_charts`` Word draws the charts, and their data can be edited in it.
    ``remarks`` of reviewers become comments; without being asked for, there are none.
    """

    reference: bytes | None = None
    reference_name: str = OWN_REFERENCE
    native_charts: bool = False
    remarks: tuple[Remark, ...] = ()


def word_options(
    dossier: Path, *, native_charts: bool, reference: Path | None = None
) -> WordOptions:
    """Return the choices for a dossier's Word file.

    The look is that of ``reference`` where one is named, else of the dossier's own
    ``templates/docx/reference.docx``, else of the one that comes with vnrgen.

    Raises:
        InvalidInputError: The reference file is no plain file that can be read (DOS010 to DOS013).
    """
    if reference is None:
        path, root = dossier / OWN_REFERENCE, dossier
        if not path.exists():
            return WordOptions(native_charts=native_charts)
    else:
        path = reference.resolve()
        root = path.parent
    try:
        data = read_inside(path, root, most=LARGEST_REFERENCE)
    except UnreadableFileError as error:
        raise InvalidInputError([error.problem]) from error
    name = OWN_REFERENCE if reference is None else reference.name
    return WordOptions(reference=data, reference_name=name, native_charts=native_charts)
