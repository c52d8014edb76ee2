"""What two versions may show beside each other: never what one of them withholds.

Each version alone was made so that no withheld figure follows from what it shows. Together they
could give one back: the other version prints it, or prints the sum or the neighbours that are
missing here. So figures are looked at in families: all of one indicator in one period, and what
is computed of them. Where a family has a withheld figure in either version, and both versions do
not withhold and show the very same cells of it, the older shows nothing of that indicator; and the
newer shows nothing of it either where it prints what the older withholds. What is left of
such an indicator stands in one version alone, and gives away no more than that version does. Nor
does a number that somebody typed into the words give such a figure back.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, BoundNumber, Document
from vnrgen.document.language.quantities import SUPPRESSED
from vnrgen.document.tree.marks import PARTS
from vnrgen.document.tree.walk import bound_numbers
from vnrgen.versions.figures.shown import indicator_of, nodes, observed
from vnrgen.versions.withheld.figures import Secret
from vnrgen.versions.withheld.secrets import Secrets
from vnrgen.versions.withheld.typed_numbers import Typed

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two documents as they may be shown together, and the indicators not shown in the older.

    ``typed`` are the words around numbers that were typed and are not shown either, ``told_by`` the
    indicators that they tell of; ``words`` takes such numbers out of other words of both.
    """

    older: Document
    newer: Document
    withheld: tuple[str, ...]
    typed: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    words: Callable[[str], str] = str


def side_by_side(
    older: Document,
    newer: Document,
    kept_back: Mapping[str, Collection[float]] = MappingProxyType({}),
) -> SideBySide:
    """Return both documents without what together would give back a withheld figure.

    Args:
        older: The older document.
        newer: The newer.
        kept_back: Values of observations by id that may not be published, where they are known.
    """
    spanning = _spanning(older, newer)
    old, new = _prints(older, spanning), _prints(newer, spanning)
    hide_old, hide_new = set[str](), set[str]()
    secrets = Secrets()
    for family in sorted({*old} & {*new}):
        before, after = old[family], new[family]
        hidden_before, hidden_after = _hidden(before), _hidden(after)
        if _cells(before) == _cells(after) and hidden_before == hidden_after:
            continue  # the same cells: other numbers in them tell of no cell that is withheld
        if hidden_before or hidden_after:
            hide_old.add(family[0])
        if any(key in after and key not in hidden_after for key in hidden_before):
            hide_new.add(family[0])
        secrets.add(_shown(before, hidden_before), _shown(after, hidden_after), before, after)
    charts = {
        chart.block_id: chart
        for chart in nodes(newer.blocks, b.Chart)
        if not _is_about(chart, hide_new)
    }
    both = SideBySide(
        older=_Mask(hide_old, charts).document(older),
        newer=_Mask(hide_new, {}).document(newer),
        withheld=tuple(sorted(hide_old | hide_new)),
    )
    return _untyped(both, secrets.of(older, newer, hide_new, kept_back))


def _untyped(both: SideBySide, secrets: tuple[Sequence[Secret], Sequence[Secret]]) -> SideBySide:
    """Return both documents without typed numbers that give a secret figure back."""
    if not any(secrets):
        return both
    languages = (both.older.metadata.language, both.newer.metadata.language)
    old, new, others = (
        Typed(known, language)
        for known, language in zip(
            (*secrets, (*secrets[0], *secrets[1])), (*languages, languages[1]), strict=True
        )
    )
    older, newer = old.document(both.older), new.document(both.newer)
    return dataclasses.replace(
        both,
        older=older,
        newer=newer,
        typed=tuple(dict.fromkeys((*old.found, *new.found))),
        told_by=tuple(sorted(old.indicators | new.indicators)),
        words=lambda text: others.text(text, text),
    )


def _shown(
    prints: Mapping[Binding, Collection[str]], hidden: Collection[Binding]
) -> dict[Binding, Collection[str]]:
    return {binding: texts for binding, texts in prints.items() if binding not in hidden}


Family = tuple[str, str]
"""An indicator and a period; the period is "" where an indicator has one that spans others."""


def _prints(document: Document, spanning: Collection[str]) -> dict[Family, dict[Binding, set[str]]]:
    """Return everything printed of each family, by what it is bound to."""
    found: dict[Family, dict[Binding, set[str]]] = {}
    for number in bound_numbers(document.blocks):
        indicator = indicator_of(number.binding)
        if indicator:
            period = "" if indicator in spanning else _period(number.binding)
            family = found.setdefault((indicator, period), {})
            family.setdefault(number.binding, set()).add(number.text)
    return found


def _period(binding: Binding) -> str:
    """Return the period of an observation, or of what is computed in one; else ""."""
    about = observed(binding)
    last = about.period if about else binding.reference.rpartition("|")[2].partition("/")[0]
    return last if _YEAR.fullmatch(last) else ""


def _spanning(*documents: Document) -> set[str]:
    """Return the indicators with a figure of no single year: it may be a sum over others."""
    return {
        indicator_of(number.binding)
        for document in documents
        for number in bound_numbers(document.blocks)
        if not _period(number.binding)
    }


def _cells(prints: Mapping[Binding, Collection[str]]) -> set[Binding]:
    """Return the observations among what is printed.

    What is computed comes and goes with its words ("narrower by 8.0", "no clear change") and tells
    no more than the cells: it was computed of those that may be published.
    """
    return {binding for binding in prints if observed(binding)}


def _hidden(prints: Mapping[Binding, Collection[str]]) -> set[Binding]:
    """Return what is withheld; an observation that is hides its interval and its cases too."""
    references = {
        binding.reference
        for binding, texts in prints.items()
        if any(SUPPRESSED in text for text in texts)
    }
    return {binding for binding in prints if binding.reference in references}


def _is_about(part: object, indicators: Collection[str]) -> bool:
    return any(indicator_of(number.binding) in indicators for number in bound_numbers(part))


@dataclass(frozen=True, slots=True)
class _Mask:
    """Takes indicators out of a document: their numbers, and the pictures drawn from them."""

    indicators: Collection[str]
    charts: Mapping[str, b.Chart]
    """What stands in the place of a chart that may not be shown, by its id."""

    def document(self, document: Document) -> Document:
        if not self.indicators:
            return document
        return dataclasses.replace(document, blocks=self._value(document.blocks))

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - any part of the tree
        if isinstance(value, BoundNumber):
            is_hidden = indicator_of(value.binding) in self.indicators
            return dataclasses.replace(value, text=SUPPRESSED) if is_hidden else value
        if isinstance(value, tuple):
            kept = (self._value(item) for item in value)
            return tuple(item for item in kept if item is not None)
        if isinstance(value, b.Chart) and _is_about(value, self.indicators):
            return self.charts.get(value.block_id)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return self._fields(value)
        return value

    def _fields(self, node: Any) -> Any:  # noqa: ANN401
        names = PARTS.get(type(node))
        if names is None:  # an inline that holds others, or none
            children = getattr(node, "children", None)
            return dataclasses.replace(node, children=self._value(children)) if children else node
        changes = {name: self._value(getattr(node, name)) for name in names}
        if isinstance(node, b.Table) and _is_about(node, self.indicators):
            changes["description"] = ""
        return dataclasses.replace(node, **changes)
