"""What a figure is called in a comparison: its indicator, its measure, and whom it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vnrgen.analysis.measures.measured import MeasureName
from vnrgen.document.blocks import Binding, Document
from vnrgen.document.language.measures import measure_names
from vnrgen.document.language.wording import Wording
from vnrgen.versions.figures.labels import PLACE, Labels, labels_of
from vnrgen.versions.figures.shown import Shown, indicator_titles, source_titles
from vnrgen.versions.figures.subjects import Subject, subject_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureName:
    """The parts of a name, each "" where there is none.

    Attributes:
        title: Code and title of the indicator.
        measure: What of it, where it is not the value itself.
        about: Whom it counts, or compares, and where.
        period: When.
        source: By whom.
    """

    title: str
    measure: str
    about: str
    period: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureNames:
    """Names the figures of two documents in the words that these have."""

    wording: Wording
    labels: Labels
    sources: Mapping[str, str]
    indicators: Mapping[str, str]

    def of(self, binding: Binding, *shown: Shown | None) -> FigureName:
        """Return the name of a figure; what a print of it lacks another may have."""
        subject = subject_of(binding)
        prints = [print_ for print_ in shown if print_ is not None]
        title = self._title(subject, prints)
        about = self._about(subject)
        if not about and (not subject.indicator or self._is_unnamed(subject)):
            codes = ", ".join(code for _dimension, code in sorted(self.labels.told(subject)))
            about = _around(subject, prints) or codes or _said(prints)
        named = self._measure(binding, subject, prints)
        if about and not title and named == measure("count", self.wording):
            named = ""  # the words around it say so: "… ends in […] recommendations"
        return FigureName(
            title=title,
            measure=named,
            about=about,
            period=subject.period,
            source=self._source(binding, subject),
        )

    def _title(self, subject: Subject, prints: list[Shown]) -> str:
        exact = self.indicators.get(f"{subject.indicator}-{subject.series}", "")
        known = exact or self.indicators.get(subject.indicator, "")
        heads = (shown.head for shown in prints if _is_title(shown.head, subject))
        head = next(heads, "").partition(f", {subject.period or '|'}")[0]
        return known or head or subject.indicator

    def _is_unnamed(self, subject: Subject) -> bool:
        return bool(self.labels.told(subject))

    def _about(self, subject: Subject) -> str:
        """Return the groups and the place; "" where they have no words or are everybody."""
        told = sorted(self.labels.told(subject), key=lambda m: (m[0] == PLACE, m))
        if subject.kind == "observation" and len(told) == 1:
            return self.labels.members.get(told[0], "")
        if subject.kind == "official-citizen":
            names = [self.wording.text("official beside citizen figures")]
        else:
            names = [self.labels.dimensions.get(d, d) for d in subject.dimensions]
        if names:
            names = [self.wording.listing(names)]
        return ", ".join((*names, *(self.labels.members.get(m, m[1]) for m in told)))

    def _source(self, binding: Binding, subject: Subject) -> str:
        named = self.sources.get(subject.source, "")
        has_id = binding.kind == "observation" or bool(subject.dimensions)
        return named or (subject.source if has_id else "")

    def _measure(self, binding: Binding, subject: Subject, prints: list[Shown]) -> str:
        named = measure(binding.measure, self.wording)
        if subject.index:
            names = {sign.value: name for sign, name in measure_names(self.wording).items()}
            index = names.get(MeasureName(subject.index), "") if subject.index in names else ""
            return ", ".join(part for part in (index or subject.index, named) if part)
        column = next((shown.column for shown in prints if shown.column), "")
        is_known = binding.kind == "observation" or bool(subject.indicator and subject.dimensions)
        return named if is_known else column or named


def figure_names(older: Document, newer: Document) -> FigureNames:
    """Return what names the figures of two documents, in the words of the newer where it can."""
    return FigureNames(
        wording=Wording(newer.metadata.language),
        labels=labels_of(older, newer),
        sources={**source_titles(older), **source_titles(newer)},
        indicators={**indicator_titles(older), **indicator_titles(newer)},
    )


def _is_title(head: str, subject: Subject) -> bool:
    return bool(subject.indicator) and head.startswith(f"{subject.indicator} ")


def _around(subject: Subject, prints: list[Shown]) -> str:
    """Return what stands before a figure in its table and is not its title."""
    for shown in prints:
        row = shown.row if not subject.indicator else (shown.head,)
        told = [part for part in (row or (shown.head,)) if part and not _is_title(part, subject)]
        if subject.indicator and not told and shown.cell:
            told = [shown.cell]
        if told:
            return ", ".join(told)
    return ""


def _said(prints: list[Shown]) -> str:
    """Return the words around a figure in a sentence that says it."""
    return next((shown.said for shown in prints if shown.said), "")


def measure(name: str, wording: Wording) -> str:
    """Return what a number of an observation or a finding measures; "" for the value itself."""
    return {
        "lower": wording.text("lower bound"),
        "upper": wording.text("upper bound"),
        "se": wording.text("standard error"),
        "n": wording.text("cases asked"),
        "population": wording.text("people"),
        "difference": wording.text("gap"),
        "ratio": wording.text("ratio"),
        "count": wording.text("count"),
        "rate": wording.text("rate"),
        "target": wording.text("target"),
        "projected": wording.text("projected"),
    }.get(name, "")
