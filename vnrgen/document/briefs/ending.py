"""How a brief begins and ends: what it rests on, what was left out of it, where its figures are."""

from __future__ import annotations

from vnrgen.document.blocks import Block, Callout, Inlines, Paragraph, ParagraphRole, Text, Tone
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.area import GLOBAL_DATABASE


def basis(section: SectionContext) -> tuple[Block, ...]:
    """Return what a brief rests on where that is the global database alone; else nothing."""
    if not rests_on_global_database(section):
        return ()
    wording = section.wording
    words = wording.inlines(
        "Made from the United Nations Global SDG Database alone{note}. No national dossier and no "
        "figure of citizens stands behind it, and neither the Government nor civil society has "
        "seen it. Figures may be estimates made by international agencies.",
        note=section.cite(GLOBAL_DATABASE),
    )
    paragraph = Paragraph(
        block_id=section.block_id("basis", "words"), content=words, origin=GENERATED
    )
    callout = Callout(
        block_id=section.block_id("basis"), title=(), blocks=(paragraph,), tone=Tone.CAUTION
    )
    return (callout,)


def rests_on_global_database(section: SectionContext) -> bool:
    """Whether there is no dossier: what is made from the global database is for no review."""
    return not section.evidence.settings.cycle


def left_out(section: SectionContext) -> tuple[Block, ...]:
    """Return what was left out for want of room, and where all of it stands."""
    found = section.whole.room.left_out
    if not found:
        return ()
    wording = section.wording
    names = kinds(wording)
    counts = [
        wording.text(
            "{what}: {shown} of {all}",
            what=names[what],
            shown=wording.number(one.shown),
            all=wording.number(one.shown + len(one.names)),
        )
        for what, one in found.items()
    ]
    listed = wording.apart(counts)
    content: Inlines = (
        Text(
            wording.text(
                "Kept to {limit}, this shows {parts}. What is left out is named in left-out.csv "
                "beside it.",
                limit=_limit(section),
                parts=listed,
            )
        ),
    )
    return (
        Paragraph(
            block_id=section.block_id("left-out"),
            content=content,
            role=ParagraphRole.NOTE,
            origin=GENERATED,
        ),
    )


def _limit(section: SectionContext) -> str:
    """Return how long the document may be, in words."""
    wording, outline = section.wording, section.whole.outline
    if outline.pages is not None:
        return wording.plural("{count} page", "{count} pages", outline.pages)
    if outline.word_limit is not None:
        return wording.plural("{count} word", "{count} words", outline.word_limit.most)
    return wording.text("its outline")


def kinds(wording: Wording) -> dict[str, str]:
    """Return what a brief is made of, in words."""
    return {
        "key_figures": wording.text("key figures"),
        "behind": wording.text("leading gaps"),
        "charts": wording.text("charts"),
        "changes": wording.text("changes over time"),
        "compared": wording.text("official and citizen pairs"),
        "missing": wording.text("groups without official figures"),
        "recommendations": wording.text("recommendations"),
        "quotes": wording.text("quotes"),
    }
