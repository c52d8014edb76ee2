"""What may be published, and an outline → the finished document."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

from vnrgen.disclosure.publishable import Publishable
from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import (
    Block,
    Document,
    Paragraph,
    ParagraphRole,
    Quote,
    Section,
    Story,
    Text,
)
from vnrgen.document.context import Choices, Composition, SectionContext
from vnrgen.document.earlier_edition import EarlierEdition
from vnrgen.document.furniture import furniture, metadata
from vnrgen.document.language.wording import Wording
from vnrgen.document.length import Room
from vnrgen.document.numbering import numbered
from vnrgen.document.outline import Outline, SectionSpec
from vnrgen.document.prose.narratives import FIGURES, known_indicator_names, narrative_of
from vnrgen.document.sections.templates import SectionTemplates
from vnrgen.document.tree.walk import every_block
from vnrgen.dossier.model import Narrative
from vnrgen.problems import Location, ProblemLog


def compose(
    publishable: Publishable,
    outline: Outline,
    *,
    language: str,
    overrides: Path | None,
    problems: ProblemLog,
    earlier: EarlierEdition | None = None,
    room: Room | None = None,
    choices: Choices | None = None,
) -> Document:
    """Compose a document: every word and number final, every id stable.

    Args:
        publishable: What may be shown; nothing else is read.
        outline: Sections in order; the dossier's ``sections: drop, order`` is applied to it.
        language: BCP 47 tag of the edition.
        overrides: The dossier's folder, whose ``templates/sections`` win; None without one.
        problems: Takes what is wrong in templates and prose.
        earlier: The edition that was published last, None where there was none.
        room: How much of each kind may stand in it; receives what was left out.
        choices: What was chosen before from the same evidence in the same language; receives what
            is chosen now.

    Returns:
        The document. Where there are errors in ``problems`` it is not fit to be rendered.
    """
    settings = publishable.settings
    arranged = outline.arranged(settings.drop_sections, settings.section_order, problems)
    whole = Composition(
        publishable=publishable,
        outline=arranged,
        wording=Wording(language),
        problems=problems,
        room=room if room is not None else Room.at_most(outline.room),
        earlier=earlier,
        choices=choices if choices is not None else Choices(),
    )
    templates = SectionTemplates(whole, arranged.sections, overrides)
    composed = [_section(spec, whole, templates) for spec in arranged.sections]
    blocks = numbered(_in_chapters([s for s in composed if s is not None]), whole)
    _report_stray_narratives(outline, whole)
    return Document(
        metadata=metadata(whole),
        blocks=blocks,
        furniture=furniture(whole.wording),
        testimonies=_told(blocks, publishable),
    )


def _section(
    spec: SectionSpec, whole: Composition, templates: SectionTemplates
) -> tuple[SectionSpec, Section] | None:
    section = SectionContext(whole=whole, spec=spec)
    if spec.optional and not _has_evidence(spec, section):
        return None
    made = templates.blocks(section)
    if spec.optional and not made:
        return None  # a title with nothing under it, as where nothing was left out
    blocks: list[Block] = []
    if spec.question:
        blocks.append(
            Paragraph(
                block_id=section.block_id("question"),
                content=(Text(whole.wording.text(spec.question)),),
                role=ParagraphRole.LEAD,
            )
        )
    blocks += made
    return spec, Section(
        block_id=spec.section_id,
        title=(Text(whole.wording.text(spec.title)),),
        level=spec.level,
        blocks=tuple(blocks),
        starts_page=spec.starts_page,
    )


def _has_evidence(spec: SectionSpec, section: SectionContext) -> bool:
    from vnrgen.document.prose.bound import counts_of

    counts = counts_of(section.evidence) | {
        "factors": len(section.evidence.factors),
        "scorecards": len(section.evidence.scorecards),
        "narrative": int(narrative_of(section) is not None),
    }
    return any(counts.get(need, 0) for need in (*spec.needs, "narrative"))


def _in_chapters(composed: list[tuple[SectionSpec, Section]]) -> list[Section]:
    """Put a section of level 2 into the one of level 1 before it."""
    chapters: list[Section] = []
    for spec, section in composed:
        if spec.level > 1 and chapters:
            chapters[-1] = replace(chapters[-1], blocks=(*chapters[-1].blocks, section))
        else:
            chapters.append(section)
    return chapters


def _report_stray_narratives(outline: Outline, whole: Composition) -> None:
    """Report prose without a place; a second outline, like the brief's, need not place it all."""
    if outline.name != whole.publishable.settings.outline:
        return
    known = [spec.section_id for spec in outline.sections]
    placed = whole.narratives_placed
    for narrative in whole.publishable.narratives:
        if narrative.section in known or narrative.path in placed:
            continue
        if narrative.section.lower().startswith(FIGURES):
            _report_stray_indicator(narrative, whole)
        elif narrative.section.partition("/")[0] in known and _is_of_another(narrative, whole):
            continue  # a part that the template of that language places
        else:
            whole.problems.warning(
                "PRO007",
                Location(narrative.path),
                f'no section of the outline is called "{narrative.section}", '
                "so this text appears nowhere",
                f"rename the file to one of: {', '.join(known)}",
            )


def _report_stray_indicator(narrative: Narrative, whole: Composition) -> None:
    """Report prose for an indicator that is not there, or that the outline does not show."""
    named = narrative.section[len(FIGURES) :]
    codes = sorted({indicator for indicator, _series in whole.publishable.series})
    if narrative.section.lower() in known_indicator_names(whole.publishable):
        if narrative.language not in _languages_shown(whole):
            return
        what = f"no section shows the figures of {named}, so this text appears nowhere"
        fix = f'write {{{{ indicator("{named}") }}}} in a section template, or remove the file'
    else:
        near = difflib.get_close_matches(named, codes, n=3, cutoff=0.5) or codes[:6]
        what = f'the dossier has no indicator "{named}", so this text appears nowhere'
        fix = f"rename the file to one of: {', '.join(near)}" if near else "add the indicator"
    whole.problems.warning("PRO009", Location(narrative.path), what, fix)


def _is_of_another(narrative: Narrative, whole: Composition) -> bool:
    """Whether prose is in another language than this edition."""
    bases = {tag.split("-", maxsplit=1)[0] for tag in (narrative.language, whole.language)}
    return len(bases) > 1


def _languages_shown(whole: Composition) -> set[str]:
    """Return the languages whose prose this edition could have used."""
    language = whole.language
    return {language, language.split("-", maxsplit=1)[0], whole.publishable.settings.language}


def _told(blocks: tuple[Block, ...], publishable: Publishable) -> dict[str, Testimony]:
    """Return the testimonies that the blocks name, and no others."""
    named = [b.testimony_id for b in every_block(blocks) if isinstance(b, Story | Quote)]
    return {key: publishable.testimonies[key] for key in sorted(set(named))}
