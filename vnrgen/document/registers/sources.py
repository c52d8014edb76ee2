"""Where figures come from: the table of sources and the quality cards of citizen data."""

from __future__ import annotations

from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    Inlines,
    Link,
    QualityCard,
    QualityCriterion,
    Row,
)
from vnrgen.document.context import SectionContext
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.dossier.model import Source, SourceKind

_CITIZEN_STAGES = frozenset({"design", "collection"})


def source_kinds(wording: Wording) -> dict[SourceKind, str]:
    """Return the kinds of sources in words."""
    return {
        SourceKind.OFFICIAL: wording.text("Official statistics"),
        SourceKind.ADMINISTRATIVE: wording.text("Administrative records"),
        SourceKind.CITIZEN: wording.text("Citizen data"),
        SourceKind.PROXY: wording.text("Proxy"),
        SourceKind.ESTIMATE: wording.text("Estimate"),
        SourceKind.MODELLED: wording.text("Modelled estimate"),
    }


def sources(section: SectionContext) -> Block:
    """Return every source: producer, kind, method, when, how many were asked, licence."""
    wording = section.wording
    if not section.evidence.sources:
        return section.fallback("sources", wording.text("No source has been named yet."))
    return register(
        section,
        "sources",
        caption=wording.text("Sources"),
        heads=(
            Head(wording.text("Source"), 2.0),
            Head(wording.text("Producer"), 1.6),
            Head(wording.text("Kind"), 1.0),
            Head(wording.text("Method"), 3.2),
            Head(wording.text("When"), 1.1),
            Head(wording.text("Cases"), 0.9, numeric=True),
            Head(wording.text("Licence"), 1.0),
        ),
        rows=[_source_row(source, section) for source in section.evidence.sources.values()],
        file="sources.csv",
    )


def _source_row(source: Source, section: SectionContext) -> Row:
    wording, whole = section.wording, section.whole
    title = whole.own_words(source.title)
    if source.url.startswith(("http://", "https://")):
        title = (Link(source.url, title),)
    not_known = words(wording.text("not known"))
    return Row(
        row_id=source.source_id,
        cells=(
            title,
            whole.own_words(source.producer) or not_known,
            words(source_kinds(wording)[source.kind]),
            whole.own_words(source.method) or not_known,
            whole.own_date(source.fieldwork or source.published) or not_known,
            _cases(source, wording) or words("–"),
            whole.own_words(source.licence) or not_known,
        ),
    )


def _cases(source: Source, wording: Wording) -> Inlines:
    if source.sample_size is None:
        return ()
    binding = Binding("finding", f"source/{source.source_id}", "n")
    return (BoundNumber(wording.number(source.sample_size), binding),)


def quality_cards(section: SectionContext) -> tuple[Block, ...]:
    """Return a card for every citizen source: what a reader must know to trust it."""
    citizen = [s for s in section.evidence.sources.values() if s.kind.is_citizen]
    if not citizen:
        message = section.wording.text("This chapter uses no citizen data.")
        return (section.fallback("quality", message),)
    return tuple(_card(source, section) for source in citizen)


def is_citizen_data(source: Source) -> bool:
    """Whether citizens took part in the design or the collection (Copenhagen Framework)."""
    stages = source.citizen_stage.replace(",", ";").split(";")
    return bool(_CITIZEN_STAGES & {stage.strip().lower() for stage in stages})


def _card(source: Source, section: SectionContext) -> QualityCard:
    wording, whole = section.wording, section.whole
    not_known = words(wording.text("not known"))
    facts = (
        (wording.text("Producer"), whole.own_words(source.producer)),
        (wording.text("Method"), whole.own_words(source.method)),
        (wording.text("Fieldwork"), whole.own_date(source.fieldwork or source.published)),
        (wording.text("Cases"), _cases(source, wording)),
        (wording.text("Citizens took part in"), words(_stages(source, wording))),
        (wording.text("Consent"), whole.own_words(source.consent_basis)),
    )
    return QualityCard(
        block_id=section.block_id("quality", source.source_id),
        title=whole.own_words(source.title),
        badge=wording.text("Citizen data (Copenhagen Framework definition met)")
        if is_citizen_data(source)
        else wording.text("CSO data (Copenhagen Framework definition not met)"),
        facts=tuple((label, content or not_known) for label, content in facts),
        criteria=_criteria(source, wording),
    )


def _stages(source: Source, wording: Wording) -> str:
    """Return at which stages citizens took part, as a list; unknown ones as the dossier writes."""
    names = {
        "design": wording.text("design"),
        "collection": wording.text("collection"),
        "analysis": wording.text("analysis"),
        "use": wording.text("use"),
    }
    told = [stage.strip() for stage in source.citizen_stage.replace(",", ";").split(";")]
    return wording.listing([names.get(stage.lower(), stage) for stage in told if stage])


def _criteria(source: Source, wording: Wording) -> tuple[QualityCriterion, ...]:
    names = {
        "relevance": wording.text("Relevance"),
        "credibility": wording.text("Credibility"),
        "timeliness": wording.text("Timeliness and frequency"),
        "methods": wording.text("Methods documented"),
        "accuracy": wording.text("Accuracy"),
        "coherence": wording.text("Coherence and comparability"),
        "confidentiality": wording.text("Confidentiality"),
        "impartiality": wording.text("Impartiality"),
        "self_identification": wording.text("Self-identification"),
        "sustainability": wording.text("Sustainability"),
    }
    marks = {
        "pass": wording.text("met"),
        "partial": wording.text("met in part"),
        "fail": wording.text("not met"),
        "unknown": wording.text("not known"),
    }
    given = {key: source.quality.get(key, "unknown") for key in names}
    return tuple(
        QualityCriterion(label=name, mark=given[key], mark_label=marks.get(given[key], given[key]))
        for key, name in names.items()
    )
