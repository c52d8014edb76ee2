"""What people say: stories, findings of meetings with quotations, and community scorecards."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence

from vnrgen.disclosure.publishable import PublishableFinding, PublishableStory
from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    Inlines,
    KeyFigure,
    Origin,
    Paragraph,
    ParagraphRole,
    Quote,
    Row,
    Section,
    Story,
    Text,
)
from vnrgen.document.call_errors import CallError
from vnrgen.document.context import GENERATED, SectionContext, table_origin
from vnrgen.document.language.quantities import PERCENT
from vnrgen.document.language.wording import Wording
from vnrgen.document.markdown.testimony import report_testimony
from vnrgen.document.prose import bound, lookup
from vnrgen.document.registers.grid import Head, group_row, register, words
from vnrgen.document.registers.participation import method_name
from vnrgen.dossier.model import Audience, PlaceLevel, ScorecardScore, Series, SourceKind
from vnrgen.dossier.model.observations import Observation


def stories(section: SectionContext) -> tuple[Block, ...]:
    """Return every story that may be shown, each with its indicator beside it."""
    if not section.evidence.stories:
        message = section.wording.text("No story can be shown to the readers of this edition.")
        return (section.fallback("stories", message),)
    return tuple(_story(story, section) for story in section.evidence.stories)


def _story(story: PublishableStory, section: SectionContext) -> Story:
    testimony = section.evidence.testimonies[story.story_id]
    report_testimony(testimony, story.where, section.whole.problems)
    return Story(
        block_id=section.block_id("story", story.story_id),
        testimony_id=story.story_id,
        title=section.whole.own_words(story.title),
        meta=(Text(_story_meta(story, section)),),
        beside=tuple(_beside(story, section)),
        origin=Origin("story", f"stories/{story.story_id}"),  # a file may be called after somebody
    )


def _story_meta(story: PublishableStory, section: SectionContext) -> str:
    wording = section.wording
    consent = {
        Audience.PUBLIC: wording.text("Told with consent to publication."),
        Audience.UN_ONLY: wording.text("Told with consent for the United Nations only."),
        Audience.INTERNAL: wording.text("Told with consent for the coalition only."),
    }
    place = (
        section.whole.label(story.place_label)
        if story.place_label is not None
        else level_name(story.place_level, wording)
    )
    return wording.text(
        "{group}; {place}; {date}. {consent}",
        group=section.whole.group(story.group_id),
        place=place or wording.text("place withheld"),
        date=section.whole.day(story.told_on),
        consent=consent[story.scope],
    )


def level_name(level: str, wording: Wording) -> str:
    """Return what is printed for a place whose name is not."""
    names = {
        PlaceLevel.COUNTRY: wording.text("somewhere in the country"),
        PlaceLevel.REGION: wording.text("a region"),
        PlaceLevel.PROVINCE: wording.text("a province"),
        PlaceLevel.DISTRICT: wording.text("a district"),
        PlaceLevel.CITY: wording.text("a city"),
        PlaceLevel.COMMUNE: wording.text("a commune"),
    }
    return names[PlaceLevel(level)] if level in list(PlaceLevel) else ""


def _beside(story: PublishableStory, section: SectionContext) -> Iterator[KeyFigure]:
    """Yield the value of the story's indicator: of its group where there is one, else of all;
    official before citizen figures.
    """
    if story.linked_indicator is None:
        return
    of_indicator = [key[1] for key in section.evidence.series if key[0] == story.linked_indicator]
    ways = itertools.product((story.group_id, None), (None, *SourceKind), of_indicator)
    for group, source, name in ways:
        asked = lookup.Asked(
            indicator=story.linked_indicator, series=name, group=group, source=source
        )
        try:
            series = lookup.one_series(asked, section.evidence)
            chosen = lookup.one_observation(asked, series, section.evidence)
            value = bound.value(asked, section)
        except CallError:
            continue
        if chosen.value is None:
            continue
        who = section.whole.group(group or "")
        yield KeyFigure(
            figure_id=section.block_id("story", story.story_id, series.indicator_id),
            value=value,
            label=words(_measured(series, section)),
            detail=_whose(chosen, who, section),
            goal=series.goal,
        )
        return


def _measured(series: Series, section: SectionContext) -> str:
    """Return the name of a series, and its unit where neither the name nor a sign says it."""
    name, unit = section.whole.label(series.label), section.whole.label(series.unit_label)
    if series.unit == PERCENT or not unit or unit.casefold() in name.casefold():
        return name
    return section.wording.text("{indicator} ({unit})", indicator=name, unit=unit)


def _whose(chosen: Observation, group: str, section: SectionContext) -> Inlines:
    """Return who a figure speaks of, when, and that people themselves produced it if so."""
    source = section.evidence.sources.get(chosen.source_id)
    note = section.cite(chosen.source_id)
    if source is not None and source.kind.is_citizen:
        return section.wording.inlines(
            "{group} ({period}, citizen data){note}",
            group=group,
            period=chosen.period_label,
            note=note,
        )
    return section.wording.inlines(
        "{group} ({period}){note}", group=group, period=chosen.period_label, note=note
    )


# --- focus groups, interviews, dialogues -------------------------------------------------------


def meetings(section: SectionContext) -> tuple[Block, ...]:
    """Return the findings of meetings, method by method, each with its quotation."""
    found = section.evidence.qualitative
    if not found:
        message = section.wording.text("No focus group, interview or dialogue can be shown yet.")
        return (section.fallback("meetings", message),)
    by_method: dict[str, list[PublishableFinding]] = {}
    for finding in found:
        by_method.setdefault(finding.method, []).append(finding)
    return tuple(
        Section(
            block_id=section.block_id("meetings", method),
            title=words(_meetings_title(method, section.wording)),
            level=1,
            blocks=tuple(b for finding in of_method for b in _meeting(finding, section)),
        )
        for method, of_method in by_method.items()
    )


def _meetings_title(method: str, wording: Wording) -> str:
    names = {
        "focus_group": wording.text("Focus groups"),
        "interview": wording.text("Interviews"),
        "dialogue": wording.text("Community dialogues"),
        "scorecard_meeting": wording.text("Scorecard meetings"),
    }
    return names.get(method, method_name(method, wording))


def _meeting(finding: PublishableFinding, section: SectionContext) -> Iterator[Block]:
    block_id = section.block_id("meeting", finding.finding_id)
    content = section.whole.own_words(finding.finding)
    if finding.source_id:
        content = (*content, section.cite(finding.source_id))
    yield Paragraph(block_id=block_id, content=content, origin=table_origin(finding.where))
    meta = Paragraph(
        block_id=f"{block_id}/meta",
        content=_meeting_meta(finding, section),
        role=ParagraphRole.SOURCE,
        origin=GENERATED,
    )
    testimony = section.evidence.testimonies.get(finding.finding_id)
    if finding.has_quote and testimony is not None:
        report_testimony(testimony, finding.where, section.whole.problems)
        yield Quote(
            block_id=f"{block_id}/quote",
            testimony_id=finding.finding_id,
            attribution=who_spoke(testimony, section),
            origin=table_origin(finding.where),
        )
    yield meta


def who_spoke(testimony: Testimony, section: SectionContext) -> Inlines:
    """Return who is quoted, as the dossier says it or as somebody who was there."""
    if not testimony.attribution:
        return words(section.wording.text("A participant"))
    return section.whole.own_words(testimony.attribution)


def _meeting_meta(finding: PublishableFinding, section: SectionContext) -> Inlines:
    wording, whole = section.wording, section.whole
    place = whole.label(finding.place_label) if finding.place_label is not None else ""
    parts = [method_name(finding.method, wording), whole.groups(finding.group_ids), place]
    parts.append(whole.day(finding.held_on))
    total = sum(finding.participants.values())
    if not total:
        return words(", ".join(part for part in parts if part))
    binding = Binding("finding", f"meeting/{finding.finding_id}", "count")
    people = wording.plural_inlines(
        "{count} participant",
        "{count} participants",
        total,
        count=BoundNumber(wording.number(total), binding),
    )
    return (Text(", ".join(part for part in parts if part) + wording.semicolon), *people)


# --- scorecards --------------------------------------------------------------------------------


def scorecards(section: SectionContext) -> Block:
    """Return median scores per criterion and side, with participants; never a percentage."""
    wording, scores = section.wording, section.evidence.scorecards
    if not scores:
        return section.fallback("scorecards", wording.text("No scorecard has been held yet."))
    return register(
        section,
        "scorecards",
        caption=wording.text("Community scorecards: how users and providers score a service"),
        heads=(
            Head(wording.text("Criterion"), 2.4),
            Head(wording.text("Round"), 0.7, numeric=True),
            Head(wording.text("Users: median score"), 1.1, numeric=True),
            Head(wording.text("Users taking part"), 1.1, numeric=True),
            Head(wording.text("Providers: median score"), 1.1, numeric=True),
            Head(wording.text("Providers taking part"), 1.1, numeric=True),
        ),
        rows=list(_score_rows(scores, section)),
        file="scorecards.csv",
        notes=(
            words(
                wording.text(
                    "Source: scorecard meetings; of several in a round the median. Scores say"
                    " nothing about shares of the population."
                )
            ),
        ),
    )


def _score_rows(scores: Sequence[ScorecardScore], section: SectionContext) -> Iterator[Row]:
    wording = section.wording
    services: dict[tuple[str, str, float], dict[tuple[str, int], list[ScorecardScore]]] = {}
    for score in scores:
        service = services.setdefault((score.service, score.place_id, score.scale_max), {})
        service.setdefault((score.criterion, score.round), []).append(score)
    listed = list(dict.fromkeys(score.criterion for score in scores))
    for (service_name, place, scale), criteria in services.items():
        heading = wording.inlines(
            "{service}, {place} (highest score: {scale})",
            service=section.whole.own_words(service_name),
            place=section.whole.place(place),
            scale=wording.number(scale),
        )
        yield group_row(f"{service_name}/{place}", heading)
        # The rounds of a criterion stand below one another, so that a change is seen.
        for criterion, number in sorted(criteria, key=lambda one: (listed.index(one[0]), one[1])):
            given = criteria[criterion, number]
            yield Row(
                row_id=f"{service_name}/{place}/{criterion}/{number}",
                cells=(
                    section.whole.own_words(criterion),
                    words(wording.number(number)),
                    *_side([s for s in given if s.side == "community"], section),
                    *_side([s for s in given if s.side == "provider"], section),
                ),
            )


def _side(given: Sequence[ScorecardScore], section: SectionContext) -> tuple[Inlines, Inlines]:
    wording = section.wording
    if not given:
        return words("–"), words("–")
    first = given[0]
    reference = "/".join(
        ("scorecard", first.service, first.place_id, first.criterion, str(first.round), first.side)
    )
    median = statistics.median(score.score for score in given)
    shown = BoundNumber(
        wording.number(median, 0 if median == int(median) else 1),
        Binding("finding", reference, "value"),
    )
    counts = [score.participants for score in given]
    if any(count is None for count in counts):
        return (shown,), words(wording.text("not known"))
    people = sum(count for count in counts if count is not None)
    return (shown,), (BoundNumber(wording.number(people), Binding("finding", reference, "n")),)
