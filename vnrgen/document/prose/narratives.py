"""The coalition's own prose: a narrative file → blocks, with its numbers bound."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import Block, Inlines, NoteMark
from vnrgen.document.context import SectionContext
from vnrgen.document.markdown.blocks import blocks_of, flat_blocks_of
from vnrgen.document.markdown.reading import Reading
from vnrgen.document.prose.calls import evaluated
from vnrgen.document.prose.free_numbers import report_free_numbers
from vnrgen.document.prose.uptake_claims import report_uptake_claims
from vnrgen.document.tree.mapped import spoken_in
from vnrgen.dossier.model import Narrative, Series
from vnrgen.problems import Location

FIGURES = "figures/"
"""The folder of prose for single indicators, below that of a language."""


def narrative_of(section: SectionContext, name: str | None = None) -> Narrative | None:
    """Return the narrative of a section in the language of the document.

    The base language serves for a variant (``fr`` for ``fr-CA``), and for the pseudo-languages
    and any language without a file of its own the dossier's first language.
    """
    wanted = name or section.spec.section_id
    language = section.whole.language
    tags = (language, language.split("-", maxsplit=1)[0], section.evidence.settings.language)
    narratives = section.evidence.narratives
    of_section = {n.language: n for n in narratives if n.section.lower() == wanted.lower()}
    return next((of_section[tag] for tag in tags if tag in of_section), None)


def narrative_blocks(section: SectionContext, name: str | None = None) -> tuple[Block, ...]:
    """Return the coalition's prose for a section, or nothing where there is none.

    Every paragraph knows its lines in the file; calls are evaluated where they stand.
    """
    narrative = narrative_of(section, name)
    if narrative is None:
        return ()
    blocks = blocks_of(narrative.text, _reading(narrative, section))
    return _in_its_language(blocks, narrative, section)


def indicator_blocks(section: SectionContext, series: Series) -> tuple[Block, ...]:
    """Return the coalition's prose for one indicator, or nothing where there is none.

    The file is ``figures/<indicator>.md``. Where an indicator has several series, it stands under
    the first of them, and ``figures/<indicator>-<series>.md`` under the one it names. Headings in
    it are paragraphs in bold: the indicator has its own.
    """
    blocks: list[Block] = []
    for name in _indicator_names(section.evidence, series):
        narrative = narrative_of(section, name)
        if narrative is not None:
            told = flat_blocks_of(narrative.text, _reading(narrative, section))
            blocks += _in_its_language(told, narrative, section)
    return tuple(blocks)


def known_indicator_names(evidence: Publishable) -> set[str]:
    """Return every name that the prose of an indicator may have, in small letters."""
    codes = {f"{FIGURES}{indicator}" for indicator, _series in evidence.series}
    of_series = {f"{FIGURES}{indicator}-{series}" for indicator, series in evidence.series}
    return {name.lower() for name in codes | of_series}


def _indicator_names(evidence: Publishable, series: Series) -> list[str]:
    found = [f.series for f in evidence.findings.series if f.series.indicator_id == series.key[0]]
    names = []
    if not found or found[0].key == series.key:
        names.append(f"{FIGURES}{series.indicator_id}")
    if series.series:
        names.append(f"{FIGURES}{series.indicator_id}-{series.series}")
    return [name.lower() for name in names]


def _in_its_language(
    blocks: Sequence[Block], narrative: Narrative, section: SectionContext
) -> tuple[Block, ...]:
    """Mark prose that stands in for a translation, so that it is spoken and set as what it is."""
    if _base(narrative.language) == _base(section.whole.language):
        return tuple(blocks)
    return tuple(spoken_in(block, narrative.language) for block in blocks)


def _base(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def _reading(narrative: Narrative, section: SectionContext) -> Reading:
    section.whole.narratives_placed.append(narrative.path)

    def note(label: str, content: Inlines) -> NoteMark:
        return section.note(f"footnote/{label}", content)

    def look_at(text: str, line: int) -> None:
        report_free_numbers(text, Location(narrative.path, line), section)
        report_uptake_claims(text, Location(narrative.path, line), section)

    return Reading(
        kind="narrative",
        path=narrative.path,
        prefix=section.block_id("prose"),
        problems=section.whole.problems,
        ids=section.whole.ids,
        evaluate=lambda expression, where: evaluated(expression, where, section),
        note=note,
        look_at=look_at,
    )
