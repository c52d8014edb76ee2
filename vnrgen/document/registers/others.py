"""What other bodies recommended (the UPR, treaty bodies and others), beside ours by Goal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vnrgen.adoption.ranking.words import label_text
from vnrgen.analysis.uptake import uptake_statuses
from vnrgen.document.blocks import Block, Inlines, Paragraph, Row, Table
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.language.goals import goal_title
from vnrgen.document.language.statuses import uptakes
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.grid import Head, group_row, register, words
from vnrgen.document.registers.uptake import earlier_register, reading_of
from vnrgen.document.registers.uptake_words import bound_count
from vnrgen.dossier.model import Origin, Recommendation
from vnrgen.dossier.model.decisions import Uptake
from vnrgen.dossier.register.state import in_force


@dataclass(frozen=True, slots=True)
class _Subject:
    """What recommendations are filed under: a Goal and a target of it, or a theme (Goal 0)."""

    goal: int
    target: str = ""
    theme: str = ""


def recommendations_of_others(section: SectionContext) -> tuple[Block, ...]:
    """Return how many other bodies made and what became of them, and a table by Goal and target.

    They are never counted with ours. What names no Goal is filed by its theme.
    """
    evidence = section.evidence
    theirs = in_force(evidence.recommendations_of_others)
    if not theirs:
        return ()
    status = uptake_statuses(reading_of(theirs, section))
    content = (*_made(theirs, section.wording), *_counted(theirs, status, section.wording))
    block_id = section.block_id("others")
    sentence = Paragraph(block_id=block_id, content=content, origin=GENERATED)
    return (sentence, _by_goal(theirs, status, section))


def others_read(section: SectionContext) -> Block | tuple[Block, ...]:
    """Return what the reports say on each recommendation of others that somebody assessed.

    Nothing, where the dossier has none of others.
    """
    wording, evidence = section.wording, section.evidence
    if not evidence.recommendations_of_others:
        return ()
    rows = reading_of(evidence.recommendations_of_others, section)
    read = {row.rec_id for row in rows if row.uptake != Uptake.NOT_ASSESSED}
    shown = [r for r in evidence.recommendations_of_others if r.rec_id in read]
    if not shown:
        message = wording.text("No recommendation of another body has been assessed.")
        return section.fallback("others-read", message)
    caption = wording.text("Recommendations of other bodies, and what became of them")
    return earlier_register(section, "others-read", caption, shown)


def _made(theirs: Sequence[Recommendation], wording: Wording) -> Inlines:
    count = Counter(r.origin for r in theirs)
    named = [
        wording.text("{body}: {count}", body=name, count=wording.number(count[origin]))
        for origin, name in _bodies(wording).items()
        if count[origin]
    ]
    return wording.inlines(
        "Recommendations of other bodies to the State that are kept beside ours: {count} "
        "({bodies}). No count of ours holds them. ",
        count=bound_count(len(theirs), "others/submitted", wording),
        bodies=wording.apart(named),
    )


def _counted(
    theirs: Sequence[Recommendation], status: Mapping[str, Uptake], wording: Wording
) -> Inlines:
    count = Counter(status.get(r.rec_id, Uptake.NOT_ASSESSED) for r in theirs)
    named = [
        wording.inlines(
            "{status}: {count}",
            status=name,
            count=bound_count(count[value], f"others/{value}", wording),
        )
        for value, name in uptakes(wording).items()
        if count[value]
    ]
    return wording.inlines(
        "In the national report: {statuses}.", statuses=wording.listing_inlines(named)
    )


def _bodies(wording: Wording) -> dict[Origin, str]:
    return {
        Origin.UPR: wording.text("Universal Periodic Review"),
        Origin.TREATY_BODY: wording.text("treaty bodies"),
        Origin.SPECIAL_PROCEDURE: wording.text("special procedures"),
        Origin.NHRI: wording.text("national human rights institution"),
        Origin.OTHER: wording.text("other bodies"),
    }


def _by_goal(
    theirs: Sequence[Recommendation], status: Mapping[str, Uptake], section: SectionContext
) -> Table:
    wording = section.wording
    filed, ours = _filed(theirs), _filed(in_force(section.evidence.recommendations))
    heads = [
        Head(wording.text("Target or theme"), 1.4),
        Head(wording.text("Of other bodies"), 2.4),
        Head(wording.text("In the national report"), 1.6),
    ]
    if not ours.keys().isdisjoint(filed):
        heads.append(Head(wording.text("Ours"), 1.0))
    rows: list[Row] = []
    for goal in sorted({subject.goal for subject in filed}, key=lambda goal: goal or 18):
        rows.append(group_row(f"goal-{goal}", words(goal_title(goal, wording))))
        rows += [
            Row(
                row_id=f"{goal}/{subject.target or subject.theme}",
                cells=(
                    _subject_name(subject, filed[subject][0].theme, section),
                    words(_ids(filed[subject], section)),
                    words(_standing(filed[subject], status, wording)),
                    words(", ".join(_in_order(ours.get(subject, ())))),
                )[: len(heads)],
            )
            for subject in sorted((s for s in filed if s.goal == goal), key=_by_number)
        ]
    several = any(len(r.targets) > 1 for r in theirs)
    note = wording.text("A recommendation on several targets stands under each of them.")
    return register(
        section,
        "others-by-goal",
        caption=wording.text("What other bodies recommended, by Goal, and what we recommend on it"),
        heads=heads,
        rows=rows,
        file="recommendations.csv",
        notes=(words(note),) if several else (),
    )


def _filed(items: Iterable[Recommendation]) -> dict[_Subject, tuple[Recommendation, ...]]:
    """Return recommendations by what they are filed under; themes regardless of case and code."""
    filed: dict[_Subject, tuple[Recommendation, ...]] = {}
    for item in items:
        for subject in _subjects(item):
            filed[subject] = (*filed.get(subject, ()), item)
    return filed


def _subjects(item: Recommendation) -> tuple[_Subject, ...]:
    if not item.targets:
        theme = label_text(item.theme).casefold()
        return (_Subject(0, theme=theme),)
    of_targets = ((int(target.partition(".")[0]), target) for target in item.targets)
    return tuple(_Subject(goal, target if "." in target else "") for goal, target in of_targets)


def _by_number(subject: _Subject) -> tuple[bool, int, str, str]:
    """Order targets as 5, 5.2, 5.10, 5.a; themes by letter."""
    part = subject.target.partition(".")[2]
    return (not part.isdecimal() and bool(part), int(part) if part.isdecimal() else 0, part,
            subject.theme)  # fmt: skip


def _subject_name(subject: _Subject, theme: str, section: SectionContext) -> Inlines:
    wording = section.wording
    if subject.target:
        return words(subject.target)
    if subject.goal:
        return words(wording.text("the Goal as a whole"))
    if not subject.theme:
        return words(wording.text("no theme named"))
    return section.whole.words_in(label_text(theme), "")


def _ids(items: Sequence[Recommendation], section: SectionContext) -> str:
    """Name recommendations by id, with who made them where several bodies did."""
    wording, every = section.wording, section.evidence.recommendations_of_others
    if len({r.origin for r in every}) == 1:
        return ", ".join(_in_order(items))
    parts = [
        wording.text("{body}: {recommendations}", body=name, recommendations=", ".join(ids))
        for origin, name in _bodies(wording).items()
        if (ids := _in_order(r for r in items if r.origin is origin))
    ]
    return wording.apart(parts)


def _in_order(items: Iterable[Recommendation]) -> list[str]:
    """Return ids as people count: 115.9 before 115.10."""
    ids = (item.rec_id for item in items)
    return sorted(ids, key=lambda text: [(p.isdecimal(), int(p) if p.isdecimal() else 0, p)
                                         for p in re.split(r"(\d+)", text)])  # fmt: skip


def _standing(
    items: Sequence[Recommendation], status: Mapping[str, Uptake], wording: Wording
) -> str:
    count = Counter(status.get(r.rec_id, Uptake.NOT_ASSESSED) for r in items)
    named = [
        wording.text("{status}: {count}", status=name, count=wording.number(count[value]))
        for value, name in uptakes(wording).items()
        if count[value]
    ]
    return wording.apart(named)
