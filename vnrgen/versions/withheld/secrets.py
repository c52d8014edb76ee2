"""The figures that neither of two versions may give back beside the other, and what names them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from vnrgen.document.blocks import Binding, Document
from vnrgen.versions.figures.names import FigureNames, figure_names
from vnrgen.versions.figures.quantities_read import read_quantity
from vnrgen.versions.figures.shown import Shown, figures_shown, indicator_of
from vnrgen.versions.figures.subjects import subject_of
from vnrgen.versions.withheld.figures import Secret

_Prints = Mapping[Binding, Collection[str]]


@dataclass(slots=True)
class Secrets:
    """What is printed of families in which one version withholds something.

    ``both`` is withheld in one version and printed in the other, so neither may say it. What is
    only in ``old`` or ``new`` is a neighbour of such a figure in that version.
    """

    both: dict[Binding, set[str]] = field(default_factory=dict)
    old: dict[Binding, set[str]] = field(default_factory=dict)
    new: dict[Binding, set[str]] = field(default_factory=dict)

    def add(self, before: _Prints, after: _Prints, old: _Prints, new: _Prints) -> None:
        """Add a family.

        Args:
            before: What the older version shows of it.
            after: What the newer shows.
            old: All that the older prints of it, marks of what is withheld included.
            new: All that the newer prints.
        """
        _add(
            self.both, ((key, {*texts}) for key, texts in before.items() if _hides(new, after, key))
        )
        _add(
            self.both, ((key, {*texts}) for key, texts in after.items() if _hides(old, before, key))
        )
        _add(self.old, ((key, {*texts} - {*after.get(key, ())}) for key, texts in before.items()))
        _add(self.new, ((key, {*texts} - {*before.get(key, ())}) for key, texts in after.items()))

    def of(
        self,
        older: Document,
        newer: Document,
        hidden: Collection[str],
        kept_back: Mapping[str, Collection[float]],
    ) -> tuple[list[Secret], list[Secret]]:
        """Return what the older, and what the newer document may not say in its words.

        Args:
            older: The older document, with everything that it prints.
            newer: The newer.
            hidden: Indicators of which the newer shows nothing beside the older.
            kept_back: Values of observations by id that may not be published.
        """
        if not (self.both or self.old or kept_back):
            return [], []
        naming = _Naming(older, newer)
        known = [*naming.printed(self.both), *naming.known(kept_back)]
        new = {key: texts for key, texts in self.new.items() if indicator_of(key) in hidden}
        return [*known, *naming.printed(self.old)], [*known, *naming.printed(new)]


def _hides(prints: _Prints, shown: _Prints, key: Binding) -> bool:
    return key in prints and key not in shown


def _add(to: dict[Binding, set[str]], found: Iterable[tuple[Binding, set[str]]]) -> None:
    for key, texts in found:
        if texts:
            to.setdefault(key, set()).update(texts)


class _Naming:
    """Makes secrets of figures, in the words that both documents have for them."""

    def __init__(self, older: Document, newer: Document) -> None:
        self._names: FigureNames = figure_names(older, newer)
        self._shown = [figures_shown(document) for document in (newer, older)]
        self._languages = dict.fromkeys((newer.metadata.language, older.metadata.language))

    def printed(self, figures: Mapping[Binding, Collection[str]]) -> Iterator[Secret]:
        """Yield figures as they were printed."""
        for binding in sorted(figures, key=lambda one: (one.kind, one.reference, one.measure)):
            read = {
                (quantity.value, quantity.decimals)
                for text in figures[binding]
                for language in self._languages
                for quantity in (read_quantity(text, language),)
            }
            for value, decimals in sorted((v, d) for v, d in read if v is not None):
                yield self._secret(binding, value, decimals)

    def known(self, values: Mapping[str, Collection[float]]) -> Iterator[Secret]:
        """Yield values of observations as the dossier has them."""
        pairs = sorted((key, number) for key, numbers in values.items() for number in {*numbers})
        for reference, number in pairs:
            value = Decimal(repr(number)).normalize()
            exponent = value.as_tuple().exponent
            decimals = max(0, -exponent) if isinstance(exponent, int) else 0
            yield self._secret(Binding("observation", reference, "value"), value, decimals)

    def _secret(self, binding: Binding, value: Decimal, decimals: int) -> Secret:
        prints: list[Shown] = [shown[binding] for shown in self._shown if binding in shown]
        named = self._names.of(binding, *prints)
        subject = subject_of(binding)
        labels = self._names.labels
        groups = [labels.members.get(member, "") for member in sorted(labels.told(subject))]
        heads = [head for shown in prints for head in (*shown.row, shown.head)]
        return Secret(
            indicator=indicator_of(binding),
            value=value,
            decimals=decimals,
            title=named.title.removeprefix(subject.indicator).strip(),
            groups=tuple(dict.fromkeys(one for one in (*groups, *heads) if one)),
        )
