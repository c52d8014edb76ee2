"""Corrections: what changed in published figures since the last published edition, and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from vnrgen.document.blocks import Binding, Block, BoundNumber, Inlines, Row
from vnrgen.document.context import SectionContext
from vnrgen.document.earlier_edition import EarlierEdition, FigureFate, PublishedChange
from vnrgen.document.language.quantities import in_parentheses, quantity
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.coverage import series_name
from vnrgen.document.registers.grid import Head, group_row, register, words
from vnrgen.dossier.model import Correction, CorrectionKind

_MOST_ROWS = 25  # figures of one series; of more, the number is told


def corrections(section: SectionContext) -> Block:
    """Return the published figures that are others now, each with the reason if one is given."""
    wording, earlier = section.wording, section.whole.earlier
    if earlier is None:
        message = wording.text("No earlier edition was published, so nothing had to be corrected.")
        return section.fallback("corrections", message)
    changes = [change for change in earlier.changes if _is_seen(change, section)]
    if not changes:
        message = wording.text(
            "No figure of the edition of {date} was changed.", date=section.whole.day(earlier.as_of)
        )
        return section.fallback("corrections", message)
    return register(
        section,
        "corrections",
        caption=wording.text(
            "Figures changed since the edition of {date}", date=section.whole.day(earlier.as_of)
        ),
        heads=(
            Head(wording.text("Figure"), 2.6),
            Head(wording.text("Published then"), 1.1, numeric=True),
            Head(wording.text("Published now"), 1.1, numeric=True),
            Head(wording.text("Why"), 2.6),
        ),
        rows=_rows(changes, earlier, section),
        notes=(words(_note(wording)),),
    )


def _note(wording: Wording) -> str:
    return wording.text(
        "New figures for other years, places or groups are no corrections and are not listed. Of"
        " an indicator with a withheld figure, in either edition, no earlier value is repeated."
    )


def _is_seen(change: PublishedChange, section: SectionContext) -> bool:
    """Whether a reader sees the change: not where both values are printed alike."""
    if change.before is None or change.after is None:
        return True
    return _printed(change, change.before, few=change.few_before, section=section) != _printed(
        change, change.after, few=change.few_after, section=section
    )


def _rows(
    changes: list[PublishedChange], earlier: EarlierEdition, section: SectionContext
) -> Iterator[Row]:
    wording = section.wording
    ordered = sorted(changes, key=lambda change: (change.indicator_id, change.series))
    for key, found in groupby(ordered, key=lambda change: (change.indicator_id, change.series)):
        of_series = list(found)
        yield group_row("/".join(key), words(series_name(key, section)))
        for change in of_series[:_MOST_ROWS]:
            yield _row(change, earlier, section)
        more = len(of_series) - _MOST_ROWS
        if more > 0:
            binding = Binding("finding", "/".join(("corrections", *key)), "count")
            told = wording.plural_inlines(
                "and {count} figure more of this indicator",
                "and {count} figures more of this indicator",
                more,
                count=BoundNumber(wording.number(more), binding),
            )
            yield Row(row_id="/".join((*key, "more")), cells=(told, (), (), ()))


def _row(change: PublishedChange, earlier: EarlierEdition, section: SectionContext) -> Row:
    parts = (
        change.indicator_id, change.series, change.place, change.period, change.source_id,
        *(f"{name}={code}" for name, code in change.breakdown),
    )  # fmt: skip
    reference = "/".join(parts)
    return Row(
        row_id=reference,
        cells=(
            words(_about(change, section)),
            _before(change, f"published/{earlier.name}/{reference}", section),
            _after(change, f"corrected/{reference}", section),
            _why(change, section),
        ),
    )


def _about(change: PublishedChange, section: SectionContext) -> str:
    """Return of whom, where, when and from whom a figure is."""
    source = section.evidence.sources.get(change.source_id)
    groups = [_category(name, code, section) for name, code in _people(change, section)]
    parts = [
        section.wording.listing(groups) if groups else section.wording.text("Everybody"),
        section.whole.place(change.place) or change.place,
        change.period,
        source.title if source is not None else change.source_id,
    ]
    return ", ".join(part for part in parts if part)


def _people(change: PublishedChange, section: SectionContext) -> list[tuple[str, str]]:
    """Return the breakdown without what defines the indicator."""
    series = section.evidence.series.get((change.indicator_id, change.series))
    fixed = series.fixed if series is not None else {}
    return [(name, code) for name, code in change.breakdown if fixed.get(name) != code]


def _category(dimension_id: str, code: str, section: SectionContext) -> str:
    dimension = section.evidence.dimensions.get(dimension_id)
    category = dimension.categories.get(code) if dimension is not None else None
    return code if category is None else section.whole.label(category.label)


def _printed(change: PublishedChange, value: float, *, few: bool, section: SectionContext) -> str:
    """Return a value as the chapter prints it; with its unit, and marked if on few cases."""
    series = section.evidence.series.get((change.indicator_id, change.series))
    if series is None:
        return section.wording.number(value, 1)
    text = quantity(value, series, section.wording, unit=False)
    return in_parentheses(text) if few else text


def _before(change: PublishedChange, reference: str, section: SectionContext) -> Inlines:
    if change.before is None:
        return words(section.wording.text("not repeated"))
    text = _printed(change, change.before, few=change.few_before, section=section)
    return (BoundNumber(text, Binding("finding", reference, "value")),)


def _after(change: PublishedChange, reference: str, section: SectionContext) -> Inlines:
    wording = section.wording
    if change.fate is FigureFate.WITHHELD:
        return words(wording.text("withheld"))
    if change.after is None:
        return words(wording.text("no longer given"))
    text = _printed(change, change.after, few=change.few_after, section=section)
    return (BoundNumber(text, Binding("finding", reference, "value")),)


def _why(change: PublishedChange, section: SectionContext) -> Inlines:
    """Return the reason that the coalition gives, of several the most exact; or that none is."""
    given = [c for c in section.evidence.corrections if _fits(c, change, section)]
    if not given:
        return words(section.wording.text("no reason given"))
    exact = max(given, key=_exactness)
    kind = kind_words(section.wording, exact.kind)
    why = section.whole.own_words(exact.why)
    return section.wording.inlines("{kind}: {reason}", kind=kind, reason=why)


def _fits(given: Correction, change: PublishedChange, section: SectionContext) -> bool:
    said = (
        (given.indicator_id, change.indicator_id),
        (given.series, change.series),
        (given.place_id, change.place),
        (given.period, change.period),
        (given.source_id, change.source_id),
    )
    if any(wanted not in {"", found} for wanted, found in said):
        return False
    if not given.group_id:
        return True
    group = section.evidence.groups.get(given.group_id)
    return group is not None and (group.sdmx_dim, group.sdmx_code) in change.breakdown


def _exactness(given: Correction) -> int:
    parts = (given.series, given.place_id, given.period, given.source_id, given.group_id)
    return sum(bool(part) for part in parts)


def kind_words(wording: Wording, kind: CorrectionKind) -> str:
    """Return the kind of a correction in words."""
    names = {
        CorrectionKind.CONTRADICTION: wording.text("Contradiction"),
        CorrectionKind.MISLABEL: wording.text("Wrong label"),
        CorrectionKind.UNVERIFIED: wording.text("Not verified"),
        CorrectionKind.CORRECTED: wording.text("Corrected at the source"),
    }
    return names[kind]
