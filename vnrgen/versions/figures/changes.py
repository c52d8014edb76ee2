"""Figures that changed: old, new, by how much, from which source, and what is built on them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from vnrgen.document.blocks import Binding, Document
from vnrgen.document.language.quantities import percentage_points
from vnrgen.document.language.wording import Wording, decimals_of, rounded
from vnrgen.dossier.model import Correction, CorrectionKind
from vnrgen.versions.figures.names import FigureNames, figure_names
from vnrgen.versions.figures.quantities_read import Quantity, is_same_number, read_quantity
from vnrgen.versions.figures.shown import Observed, Shown, figures_shown, indicator_of, observed


class FigureKind(StrEnum):
    """What happened to a figure."""

    CHANGED = "changed"  # the same observation or finding says another number
    UPDATED = "updated"  # a newer observation stands in the place of an older one
    NEW = "new"
    GONE = "gone"
    WITHHELD = "withheld"  # it may no longer be shown, or may be again


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One figure that changed.

    Attributes:
        kind: What happened.
        binding: What the newer figure is bound to; of a figure that is gone, the older.
        indicator: The code of its indicator, or "" where it is about none.
        title: The code and title of its indicator as printed, or the code.
        about: Whom it counts, or compares, and where, in words; "" for everybody.
        old: As printed before, or None.
        new: As printed now, or None.
        old_period: The period of the older figure, where it is an observation.
        period: The period of the figure.
        difference: New less old with its unit in words, or "" where they cannot be compared.
        source: The title of its source, or its id.
        measure: What of it, as a gap or an index by its name; "" for the value itself.
        ranking_changes: Whether the order of the groups it stands among changed.
        sentence_changes: Whether a sentence that says it was reworded.
        correction: Why it was corrected: contradiction, mislabel, unverified or corrected, where
            the writer says so.
        why: Her reason.
    """

    kind: FigureKind
    binding: Binding
    indicator: str
    title: str
    about: str
    old: str | None
    new: str | None
    old_period: str = ""
    period: str = ""
    difference: str = ""
    source: str = ""
    measure: str = ""
    ranking_changes: bool = False
    sentence_changes: bool = False
    correction: CorrectionKind | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Binding | None
    new: Binding | None


def figure_changes(
    older: Document,
    newer: Document,
    *,
    not_compared: Collection[str] = (),
    corrections: Sequence[Correction] = (),
    members: Mapping[str, str] = MappingProxyType({}),
) -> tuple[FigureChange, ...]:
    """Return every figure that changed, by indicator; a change in wording alone is none.

    Args:
        older: The older document, as it may be shown beside the newer.
        newer: The newer document, likewise.
        not_compared: Indicators of which the two together would say too much.
        corrections: What the writer says of corrected figures.
        members: Of groups by id, which part of a breakdown they are, as ``sex=F``.
    """
    old, new = figures_shown(older), figures_shown(newer)
    pairs = [
        pair
        for pair in _pairs(old, new)
        if indicator_of(pair.new or pair.old or Binding("", "", "")) not in not_compared
    ]
    rankings = _changed_rankings(pairs, old, new)
    names = figure_names(older, newer)
    found = (_change(pair, old, new, rankings, names) for pair in pairs)
    told = (_with_reason(change, corrections, members) for change in found if change is not None)
    return tuple(sorted(told, key=_order))


def _with_reason(
    change: FigureChange, corrections: Sequence[Correction], members: Mapping[str, str]
) -> FigureChange:
    """Return a changed figure with the reason that the writer gives for it, the closest one."""
    about = observed(change.binding)
    if about is None or change.kind not in (FigureKind.CHANGED, FigureKind.GONE):
        return change
    fitting = [c for c in corrections if _fits(c, about, members)]
    if not fitting:
        return change
    closest = max(fitting, key=lambda c: sum(map(bool, _narrowed_to(c))))
    return dataclasses.replace(change, correction=closest.kind, why=closest.why)


def _fits(correction: Correction, about: Observed, members: Mapping[str, str]) -> bool:
    """Whether a correction is of a figure; one of a group is of every figure that speaks of it."""
    group = correction.group_id
    if group and members.get(group, "") not in about.dimensions.split(";"):
        return False
    own = (about.series, about.place, about.period, about.source)
    wanted = _narrowed_to(correction)[:4]
    return correction.indicator_id == about.indicator and all(
        not w or w == o for w, o in zip(wanted, own, strict=True)
    )


def _narrowed_to(correction: Correction) -> tuple[str, ...]:
    said = (correction.series, correction.place_id, correction.period, correction.source_id)
    return (*said, correction.group_id)


def _order(change: FigureChange) -> tuple[object, ...]:
    numbers = [int(p) if p.isdigit() else 99 for p in change.indicator.split(".")[:3]]
    return (
        not change.indicator,
        numbers,
        change.indicator,
        change.binding.reference,
        change.binding.measure != "value",  # the figure itself before its bounds
        change.binding.measure,
    )


def _pairs(old: Mapping[Binding, Shown], new: Mapping[Binding, Shown]) -> list[_Pair]:
    """Return what is the same figure, what follows an older one, what is new and what is gone."""
    pairs = [_Pair(b, b) for b in _sorted(old) if b in new]
    gone = {_following(b): b for b in _sorted(old) if b not in new and observed(b)}
    came = {_following(b): b for b in _sorted(new) if b not in old and observed(b)}
    followed = {key for key in gone if key in came}
    pairs += [_Pair(gone[key], came[key]) for key in sorted(followed)]
    told = {b for pair in pairs for b in (pair.old, pair.new)}
    pairs += [_Pair(b, None) for b in _sorted(old) if b not in told]
    pairs += [_Pair(None, b) for b in _sorted(new) if b not in told]
    return pairs


def _sorted(shown: Mapping[Binding, Shown]) -> list[Binding]:
    return sorted(shown, key=lambda b: (b.kind, b.reference, b.measure))


def _following(binding: Binding) -> tuple[str, ...]:
    about = observed(binding)
    return (*(about.without_period if about else ()), binding.measure)


def _change(
    pair: _Pair,
    old: Mapping[Binding, Shown],
    new: Mapping[Binding, Shown],
    rankings: Collection[tuple[str, ...]],
    names: FigureNames,
) -> FigureChange | None:
    before = old[pair.old] if pair.old else None
    after = new[pair.new] if pair.new else None
    kind, was, now = _kind(pair, before, after)
    binding = pair.new or pair.old
    if kind is None or binding is None:
        return None
    earlier, about = (observed(b) if b else None for b in (pair.old, binding))
    name = names.of(binding, after, before)
    return FigureChange(
        kind=kind,
        binding=binding,
        indicator=indicator_of(binding),
        title=name.title,
        about=name.about,
        old=was.text if was else None,
        new=now.text if now else None,
        old_period=earlier.period if earlier else "",
        period=name.period,
        difference=_difference(was, now, names.wording),
        source=name.source,
        measure=name.measure,
        ranking_changes=about is not None and (*about.ranking, about.period) in rankings,
        sentence_changes=bool(before and after and before.sentences != after.sentences),
    )


_Told = tuple[FigureKind | None, Quantity | None, Quantity | None]
"""What happened to a figure, and the prints that show it."""


def _kind(pair: _Pair, before: Shown | None, after: Shown | None) -> _Told:
    was, now = (shown.quantity if shown else None for shown in (before, after))
    if before is None or after is None or was is None or now is None:
        return (FigureKind.NEW if before is None else FigureKind.GONE), was, now
    if was.is_withheld != now.is_withheld:
        return FigureKind.WITHHELD, was, now
    if pair.old != pair.new:
        return FigureKind.UPDATED, was, now
    if is_same_number(was, now):
        was, now = _in_one_place(before, after)
    return (None if is_same_number(was, now) else FigureKind.CHANGED), was, now


def _in_one_place(before: Shown, after: Shown) -> tuple[Quantity, Quantity]:
    """Return the two prints that differ, where one of several prints says another number."""
    was, now = before.quantity, after.quantity
    came = [q for q in after.prints - before.prints if not is_same_number(was, q)]
    went = [q for q in before.prints - after.prints if not is_same_number(q, now)]
    return (
        min((q for q in went if q.value is not None), key=lambda q: q.text, default=was),
        min((q for q in came if q.value is not None), key=lambda q: q.text, default=now),
    )


def _difference(old: Quantity | None, new: Quantity | None, wording: Wording) -> str:
    """Return new less old, in the unit of both; "" where one is no number or the units differ."""
    if old is None or new is None or old.value is None or new.value is None:
        return ""
    unit = _unit(old, new, points := _points(wording))
    if unit is None:
        return ""
    change = new.value - old.value
    sign = "+" if change > 0 else "\u2212" if change < 0 else "\u00b1"
    size = rounded(float(abs(change)), max(old.decimals, new.decimals))
    if unit in {"%", "\u066a"} | points:
        return percentage_points(size, wording, sign)
    return wording.amount(f"{sign}{wording.number(float(size), decimals_of(size))}", unit)


def _unit(old: Quantity, new: Quantity, points: Collection[str]) -> str | None:
    """Return the unit of both, or None where they have different ones."""
    units = {unit for unit in (old.unit, new.unit) if unit}
    if units <= set(points):  # one point in one version, two points in the other
        return next(iter(sorted(units)), "")
    return None if len(units) > 1 else next(iter(units), "")


def _points(wording: Wording) -> set[str]:
    """Return percentage points as a unit, in every form of the word."""
    told = (read_quantity(percentage_points(Decimal(n), wording), wording.language) for n in (1, 2))
    return {quantity.unit for quantity in told}


def _changed_rankings(
    pairs: Collection[_Pair], old: Mapping[Binding, Shown], new: Mapping[Binding, Shown]
) -> set[tuple[str, ...]]:
    """Return the rankings in which two groups that are in both changed their order."""
    values: dict[tuple[str, ...], list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for key, before, after in _ranked(pairs, old, new):
        values[key].append((before, after))
    return {key for key, members in values.items() if _order_differs(members)}


def _ranked(
    pairs: Collection[_Pair], old: Mapping[Binding, Shown], new: Mapping[Binding, Shown]
) -> Iterator[tuple[tuple[str, ...], Decimal, Decimal]]:
    for pair in pairs:
        if pair.old is None or pair.new is None or pair.new.measure != "value":
            continue
        about = observed(pair.new)
        before, after = old[pair.old].quantity.value, new[pair.new].quantity.value
        if about is not None and before is not None and after is not None:
            yield (*about.ranking, about.period), before, after


def _order_differs(members: list[tuple[Decimal, Decimal]]) -> bool:
    return any(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for n, one in enumerate(members)
        for other in members[n + 1 :]
    )
