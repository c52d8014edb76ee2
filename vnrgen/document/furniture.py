"""Every word around the content: cover, running heads, stamps, and what renderers print."""

from __future__ import annotations

from vnrgen.document.blocks import Layout, Metadata
from vnrgen.document.context import Composition
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model import Audience


def metadata(whole: Composition) -> Metadata:
    """Return what stands on the cover, in running heads and in document properties."""
    settings, wording = whole.publishable.settings, whole.wording
    date_text = wording.date(settings.as_of)
    is_brief = whole.outline.layout is Layout.BRIEF
    own_title = "" if is_brief else settings.title
    return Metadata(
        title=own_title or wording.text(whole.outline.title),
        subtitle=_review(whole) if is_brief else settings.subtitle,
        country=settings.country,
        iso3=settings.iso3,
        year=settings.year,
        language=wording.language,
        direction=wording.direction,
        coalition=settings.coalition,
        as_of=settings.as_of,
        date_text=date_text,
        status=settings.status,
        version=settings.version,
        stamp=_stamp(whole, date_text),
        banner=wording.text("Fictional country – invented data") if settings.fictional else "",
        audience_note=_audience_note(whole),
        contact=settings.contact,
        running_head=wording.text(
            "{country} · Voluntary National Review {year} · {chapter}",
            country=settings.country,
            year=settings.year,
            chapter=wording.text(whole.outline.title),
        )
        if not is_brief or settings.cycle
        else wording.text(
            "{country} · {year} · {chapter}",
            country=settings.country,
            year=settings.year,
            chapter=wording.text(whole.outline.title),
        ),
        layout=whole.outline.layout,
    )


def _review(whole: Composition) -> str:
    """Return which review a brief is for; a brief without a dossier is for none."""
    settings, wording = whole.publishable.settings, whole.wording
    if not settings.cycle:
        return wording.text("Country brief, {year}", year=settings.year)
    if settings.previous_year is None:
        return wording.text(
            "Voluntary National Review {year}, review number {cycle}",
            year=settings.year,
            cycle=settings.cycle,
        )
    return wording.text(
        "Voluntary National Review {year}, review number {cycle}, after that of {before}",
        year=settings.year,
        cycle=settings.cycle,
        before=settings.previous_year,
    )


def _stamp(whole: Composition, date_text: str) -> str:
    settings, wording = whole.publishable.settings, whole.wording
    if not settings.cycle:
        return wording.text("From the UN’s Global SDG Database alone, {date}", date=date_text)
    if settings.status == "final":
        return wording.text(
            "Final, version {version}, {date}", version=settings.version, date=date_text
        )
    return wording.text(
        "Draft, version {version}, {date}: not for quotation",
        version=settings.version,
        date=date_text,
    )


def _audience_note(whole: Composition) -> str:
    match whole.publishable.audience:
        case Audience.PUBLIC:
            return ""
        case Audience.UN_ONLY:
            return whole.wording.text("For the United Nations only: not for publication")
        case Audience.INTERNAL:
            return whole.wording.text("Internal to the coalition: not to be passed on")


def furniture(wording: Wording) -> dict[str, str]:
    """Return every other word that a renderer prints or speaks, by its key."""
    words = {
        "contents": wording.text("Contents"),
        "notes": wording.text("Notes"),
        "back_to_text": wording.text("Back to the text, note"),
        "data_behind_chart": wording.text("Data behind this figure"),
        "skip_to_content": wording.text("Skip to content"),
        "page": wording.text("Page"),
        "continued": wording.text("continued"),
        "note": wording.text("Note"),
        "figure": wording.text("Figure"),
        "table": wording.text("Table"),
        "story": wording.text("Story"),
        "photo": wording.text("Photo"),
        "key_figures": wording.text("Key figures"),
        "quality_card": wording.text("Quality card"),
        "recommendation": wording.text("Recommendation"),
        "version": wording.text("Version"),
        "inserted": wording.text("inserted"),
        "deleted": wording.text("deleted"),
        "moved": wording.text("moved"),
    }
    return words | {f"goal_{n}": wording.text("Goal {number}", number=n) for n in range(1, 18)}
