"""What is chosen about the Word file of a build, and what its manifest says of that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vnrgen.build.composing import Composition
from vnrgen.document.blocks import Layout
from vnrgen.problems import ProblemLog
from vnrgen.render.publish import sha256
from vnrgen.request import BuildRequest

if TYPE_CHECKING:
    from vnrgen.render.docx import WordOptions


def word_choices(
    request: BuildRequest, composition: Composition, problems: ProblemLog
) -> WordOptions | None:
    """Return what was chosen about the Word file, None where there is to be none."""
    if "docx" not in request.formats:
        return None
    options = _look(request, composition)
    if not request.word_comments or request.area is not None:
        return options
    from vnrgen.versions.pull.review_lists import open_remarks

    return replace(options, remarks=open_remarks(request.dossier, problems))


def _look(request: BuildRequest, composition: Composition) -> WordOptions:
    """Return whose look the Word file has, and who draws its charts."""
    from vnrgen.render.docx.options import WordOptions, word_options

    is_brief = composition.document.metadata.layout is Layout.BRIEF
    if is_brief and request.word_reference is None:
        return WordOptions()  # the dossier's own file is for chapters: it has a cover
    native = request.native_word_charts
    if native is None:
        native = composition.dossier.settings.native_word_charts
    return word_options(request.dossier, native_charts=native, reference=request.word_reference)


def word_facts(request: BuildRequest, word: WordOptions | None) -> dict[str, object]:
    """Name a reference file from outside the dossier by its hash, for it is no input of it.

    A Word file with remarks of reviewers in its margin says so: it is not for publication.
    """
    facts: dict[str, object] = {}
    if word is not None and word.remarks:
        facts["word_comments"] = len(word.remarks)
    if request.word_reference is not None and word is not None and word.reference is not None:
        facts["word_reference_sha256"] = sha256(word.reference)
    return facts
