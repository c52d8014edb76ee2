"""What each page of the tracker shows, in finished words, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from vnrgen.analysis.uptake import uptake_statuses
from vnrgen.document.language import statuses
from vnrgen.dossier.model import Recommendation
from vnrgen.dossier.model.decisions import Decision, Evidence, Vocabulary
from vnrgen.dossier.register.view import Entry, Filters, entries
from vnrgen.web.tracker.addresses import names_of_files
from vnrgen.web.tracker.gather import Judgement, Tracked
from vnrgen.web.tracker.words import Names

_QUESTIONS = (Vocabulary.UPTAKE, Vocabulary.IMPLEMENTATION, Vocabulary.POSITION)


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to a page of the site, by its path from the root, with its name."""

    name: str
    page: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """All recommendations of one Goal, group, status, review or origin.

    Attributes:
        kind: goal, group, status, cycle or origin; also the folder of the page.
        key: Its value, as the scripts' filters use it.
    """

    kind: str
    key: str
    name: str
    page: str
    items: tuple[Item, ...]
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A recommendation in a list; ``language`` is "" where that of its words is not known."""

    recommendation: Recommendation
    page: str
    status: str
    status_name: str
    keys: Mapping[str, tuple[str, ...]]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A decision in words; ``is_replaced`` where the same assessor decided the question again.

    ``not_counted`` says why no count holds it, or is "".
    """

    judgement: Judgement
    answer: str
    question: str
    kind: str
    date: str
    place: str
    report: str
    report_url: str
    report_language: str
    is_replaced: bool
    not_counted: str

    @property
    def decision(self) -> Decision:
        """The decision."""
        return self.judgement.decision

    @property
    def evidence(self) -> Evidence | None:
        """The words it rests on; none where nobody can look them up, lest a false quote spread."""
        return None if self.not_counted else self.decision.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """The page of one recommendation."""

    item: Item
    goals: tuple[Reference, ...]
    groups: tuple[Reference, ...]
    evidence: tuple[str, ...]
    relations: tuple[tuple[str, tuple[Reference, ...]], ...]
    current: tuple[tuple[str, tuple[Told, ...]], ...]
    history: tuple[Told, ...]
    differs: bool


class Pages:
    """Makes the pages of one edition of the tracker."""

    def __init__(self, tracked: Tracked, names: Names) -> None:
        self._tracked, self.names = tracked, names
        self._own_language = tracked.publishable.settings.language
        register = tracked.recommendations
        self._files = names_of_files(r.rec_id for r in register)
        self._group_files = names_of_files(sorted({g for r in register for g in r.group_ids}))
        self._by_id = {r.rec_id: r for r in register}
        self._told: dict[str, list[Judgement]] = {}
        for judgement in tracked.judgements:
            self._told.setdefault(judgement.decision.rec_id, []).append(judgement)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All recommendations, in the order of the register, ours first."""
        decided = uptake_statuses(self._tracked.publishable.findings.uptake)
        every = entries(self._tracked.recommendations, decided, Filters())
        return tuple(map(self._item, every))

    @cached_property
    def lists(self) -> Mapping[str, tuple[ListPage, ...]]:
        """The pages of lists that have anything on them, by kind."""
        names, wording = self.names, self.names.wording
        origins = {str(o): name for o, name in statuses.origins(wording).items()}
        groups = sorted(self._group_files, key=lambda g: (names.group(g).casefold(), g))
        made: dict[str, Iterable[tuple[str, str]]] = {
            "status": names.statuses.items(),
            "goal": ((str(n), names.goal(n)) for n in (*range(1, 18), 0)),
            "group": ((g, names.group(g)) for g in groups),
            "cycle": (
                (str(c), wording.text("Review {number}", number=wording.number(c)))
                for c in sorted({r.cycle for r in self._by_id.values()}, reverse=True)
            ),
            "origin": ((o, wording.text("Made by {maker}", maker=n)) for o, n in origins.items()),
        }
        pages = {
            kind: tuple(p for key, name in keys if (p := self._list(kind, key, name)).items)
            for kind, keys in made.items()
        }
        return {k: v for k, v in pages.items() if len(v) > 1 or k in {"status", "goal", "group"}}

    def detail(self, item: Item) -> Detail:
        """Return the page of one recommendation."""
        names, recommendation = self.names, item.recommendation
        told = self._told.get(recommendation.rec_id, [])
        newest = {_question(j.decision): j.event_id for j in told}
        shown = [self._shown(j, newest) for j in told]
        standing = [t for t in shown if not t.is_replaced]
        return Detail(
            item=item,
            goals=tuple(Reference(names.goal(n), f"goal/{n}.html") for n in recommendation.goals),
            groups=tuple(
                Reference(names.group(g), f"group/{self._group_files[g]}.html")
                for g in recommendation.group_ids
            ),
            evidence=tuple(
                name for e in recommendation.evidence_ids if (name := names.evidence(e))
            ),
            relations=tuple(self._relations(recommendation)),
            current=tuple(
                (names.questions[v], of_it)
                for v in _QUESTIONS
                if (of_it := tuple(t for t in standing if t.decision.vocabulary is v))
            ),
            history=tuple(reversed(shown)),
            differs=_differ(t.decision for t in standing if not t.not_counted),
        )

    def page_of(self, rec_id: str) -> str:
        """Return the path of a recommendation's page."""
        return f"recommendation/{self._files[rec_id]}.html"

    def told_of(self, judgement: Judgement) -> Told:
        """Return a decision in words, as one that still holds."""
        return self._shown(judgement, {_question(judgement.decision): judgement.event_id})

    def item_language(self, recommendation: Recommendation) -> str:
        """Return the language of a recommendation's words: the dossier's, if they are ours."""
        return self._own_language if recommendation.is_ours else ""

    def _item(self, entry: Entry) -> Item:
        recommendation, names = entry.recommendation, self.names
        status = names.status(entry)
        return Item(
            recommendation=recommendation,
            page=self.page_of(recommendation.rec_id),
            status=status,
            status_name=names.statuses[status],
            keys={
                "status": (status,),
                "goal": tuple(map(str, recommendation.goals)) or ("0",),
                "group": recommendation.group_ids,
                "cycle": (str(recommendation.cycle),),
                "origin": (str(recommendation.origin),),
            },
            language=self.item_language(recommendation),
        )

    def _list(self, kind: str, key: str, name: str) -> ListPage:
        file = self._group_files[key] if kind == "group" else key
        return ListPage(
            kind=kind,
            key=key,
            name=name,
            page=f"{kind}/{file}.html",
            items=tuple(item for item in self.items if key in item.keys[kind]),
        )

    def _relations(
        self, recommendation: Recommendation
    ) -> Iterable[tuple[str, tuple[Reference, ...]]]:
        wording, rec_id = self.names.wording, recommendation.rec_id
        every = tuple(self._by_id.values())
        related: tuple[tuple[str, Iterable[str | None]], ...] = (
            (wording.text("Part of"), [recommendation.parent_id]),
            (wording.text("Its parts"), [r.rec_id for r in every if r.parent_id == rec_id]),
            (wording.text("Merged into"), [recommendation.merged_into]),
            (wording.text("Stands for"), [r.rec_id for r in every if r.merged_into == rec_id]),
            (wording.text("Repeats"), [recommendation.repeats]),
            (wording.text("Repeated by"), [r.rec_id for r in every if r.repeats == rec_id]),
        )
        for name, ids in related:
            known = tuple(Reference(i, self.page_of(i)) for i in ids if i in self._by_id)
            if known:
                yield name, known

    def _shown(self, judgement: Judgement, newest: Mapping[tuple[str, ...], str]) -> Told:
        decision, names = judgement.decision, self.names
        report = names.report(decision.report_id)
        evidence = decision.evidence
        question = _question(decision)
        return Told(
            judgement=judgement,
            answer=names.answers[decision.vocabulary, decision.value],
            question=names.questions[decision.vocabulary],
            kind=names.kind(decision),
            date=names.wording.date(decision.decided_on),
            place=names.place(evidence) if evidence else "",
            report=report.title if report else decision.report_id or "",
            report_url=_web_address(report.url) if report else "",
            report_language=report.language if report else "",
            is_replaced=newest[question] != judgement.event_id,
            not_counted=names.not_founded[judgement.unfounded] if judgement.unfounded else "",
        )


def _web_address(url: str) -> str:
    """Return an address a link may lead to, "" for any other (``javascript:``)."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def _question(decision: Decision) -> tuple[str, ...]:
    kind = str(decision.assessor_kind)
    vocabulary = str(decision.vocabulary)
    return (vocabulary, decision.report_id or "", kind, decision.assessor)


def _differ(decisions: Iterable[Decision]) -> bool:
    """Whether two assessors give the same question about the same report different answers."""
    answers: dict[tuple[str, str], set[str]] = {}
    for decision in decisions:
        if decision.vocabulary is Vocabulary.UPTAKE and decision.value != "not_assessed":
            key = (str(decision.vocabulary), decision.report_id or "")
            answers.setdefault(key, set()).add(decision.value)
    return any(len(given) > 1 for given in answers.values())
