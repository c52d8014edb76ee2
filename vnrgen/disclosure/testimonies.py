"""Stories and findings that may be shown, and their words kept apart from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from vnrgen.disclosure.asides import without_asides
from vnrgen.disclosure.consent import explanation, refusal, remedy
from vnrgen.disclosure.names import Names, with_parts
from vnrgen.disclosure.photos import PhotoRefusedError, clean_photo
from vnrgen.disclosure.places import printed_place, unsayable_places, wide_enough
from vnrgen.disclosure.publishable import (
    PublishableFinding,
    PublishableStory,
    Withheld,
)
from vnrgen.disclosure.testimony import Testimony
from vnrgen.dossier.model import (
    Audience,
    Dossier,
    Place,
    QualitativeFinding,
    Story,
)
from vnrgen.dossier.tables.dates import PartialDate, Precision, precision_of
from vnrgen.problems import Location, ProblemLog


@dataclass(slots=True, kw_only=True)
class Testimonies:
    """What passed: stories and findings (published form and dossier form), and every word of them.

    ``withheld`` says what did not pass, and why.
    """

    stories: list[PublishableStory] = field(default_factory=list)
    findings: list[PublishableFinding] = field(default_factory=list)
    told: list[Story] = field(default_factory=list)
    heard: list[QualitativeFinding] = field(default_factory=list)
    words: dict[str, Testimony] = field(default_factory=dict)
    withheld: list[Withheld] = field(default_factory=list)


def testimonies(
    dossier: Dossier, *, audience: Audience, on: date, problems: ProblemLog
) -> Testimonies:
    """Return the stories and findings that their consent allows to be shown.

    What is left out is reported with its id, its reason and its place; never with its words.
    """
    passed = Testimonies()
    for story in dossier.stories:
        reason = refusal(story.consent, audience=audience, on=on)
        if reason is None:
            _take_story(dossier, story, passed, problems)
        else:
            _refuse("story", story.story_id, reason, story.where, passed, problems)
    for finding in dossier.qualitative:
        reason = refusal(finding.consent, audience=audience, on=on)
        if reason is None:
            _take_finding(dossier, finding, passed, problems)
        else:
            _refuse("quote", finding.finding_id, reason, finding.where, passed, problems)
    return passed


def _refuse(
    kind: str,
    item_id: str,
    reason: str,
    where: Location,
    passed: Testimonies,
    problems: ProblemLog,
) -> None:
    passed.withheld.append(Withheld(kind=kind, item_id=item_id, reason=reason))
    code = "DIS002" if kind == "story" else "DIS003"
    named = "story" if kind == "story" else "finding"
    what = f"{named} {item_id} is left out: {explanation(reason)}"
    problems.notice(code, where, what, remedy(reason))


def _take_story(dossier: Dossier, story: Story, passed: Testimonies, problems: ProblemLog) -> None:
    names = Names(with_parts(story.names_to_withhold))
    shown = (story.title, without_asides(story.text), story.photo_alternative)
    if not _can_be_told(story, names, shown):
        passed.withheld.append(Withheld(kind="story", item_id=story.story_id, reason="name"))
        problems.warning(
            "DIS004",
            story.where,
            f"story {story.story_id} is left out: a name to withhold is in it or is its "
            "pseudonym, and there is no pseudonym that could stand in its place",
            "write a pseudonym that is none of the names, nor a part of one",
        )
        return
    title, text, alternative = (names.replaced(words, story.pseudonym) for words in shown)
    printed = printed_place(story, dossier.places)
    _warn_of_place(story, dossier.places, problems)
    passed.told.append(story)
    passed.stories.append(
        PublishableStory(
            story_id=story.story_id,
            title=title,
            group_id=story.group_id,
            place_level=story.place_level,
            place_label=printed.label if printed is not None else None,
            sdg_targets=story.sdg_targets,
            told_on=_in_its_month(story.told_on),
            scope=story.consent.scope,
            linked_indicator=story.linked_indicator,
            linked_recommendations=story.linked_recommendations,
            where=story.where,
        )
    )
    photo = _photo(dossier, story, passed, problems)
    passed.words[story.story_id] = Testimony(
        testimony_id=story.story_id,
        text=text,
        language=story.language,
        attribution=story.pseudonym,
        photo=photo,
        photo_alternative=alternative if photo is not None else "",
    )


def _can_be_told(story: Story, names: Names, texts: Iterable[str]) -> bool:
    """Tell whether something can stand for the names, and the pseudonym gives none of them away."""
    if names.are_in(story.pseudonym):
        return False
    return bool(story.pseudonym) or not any(names.are_in(text) for text in texts)


def _warn_of_place(story: Story, places: Mapping[str, Place], problems: ProblemLog) -> None:
    """Warn where a story's own words are more exact about its place than what is printed of it."""
    named = Names(n for p in unsayable_places(story, places) for n in p.label.texts.values())
    if any(map(named.are_in, (story.title, story.text, story.photo_alternative))):
        problems.warning(
            "DIS005",
            story.where,
            f"story {story.story_id} says the name of its place, which is not to be printed",
            "take the name out of the text; or, if the person agrees, write place_named: true "
            "and as place_level the level of that place",
        )


def _in_its_month(day: date) -> date:
    """Return a day as no more than its month: a day and a place can be few people.

    What is told is told without a name; who was where on that day is known to the neighbours, and
    another list of the same day may name the place.
    """
    return day if precision_of(day) is Precision.YEAR else PartialDate.of(day.year, day.month)


def _photo(
    dossier: Dossier, story: Story, passed: Testimonies, problems: ProblemLog
) -> bytes | None:
    if story.photo is None:
        return None
    if not story.consent.photo:
        passed.withheld.append(
            Withheld(kind="photo", item_id=story.story_id, reason="no_photo_consent")
        )
        problems.notice(
            "DIS006",
            story.where,
            f"the photo of story {story.story_id} is left out: there is no consent for it",
            "write photo: true under consent once the person has agreed, or remove the photo",
        )
        return None
    try:
        return clean_photo(story.photo, within=dossier.root)
    except PhotoRefusedError as refused:
        passed.withheld.append(Withheld(kind="photo", item_id=story.story_id, reason="unusable"))
        problems.error(
            "DIS007",
            story.where,
            f"the photo of story {story.story_id} cannot be used: {refused}",
            "save it anew as a JPEG or PNG file inside the dossier, or remove it from the story",
        )
        return None


def _take_finding(
    dossier: Dossier, finding: QualitativeFinding, passed: Testimonies, problems: ProblemLog
) -> None:
    place = wide_enough(finding.place_id, dossier.places)
    _warn_of_narrow_place(finding, dossier.places, problems)
    passed.heard.append(finding)
    passed.findings.append(
        PublishableFinding(
            finding_id=finding.finding_id,
            method=finding.method,
            place_label=place.label if place is not None else None,
            held_on=_in_its_month(finding.held_on),
            participants=finding.participants,
            group_ids=finding.group_ids,
            sdg_targets=finding.sdg_targets,
            finding=finding.finding,
            has_quote=bool(finding.quote),
            source_id=finding.source_id,
            where=finding.where,
        )
    )
    if finding.quote:
        passed.words[finding.finding_id] = Testimony(
            testimony_id=finding.finding_id,
            text=without_asides(finding.quote),
            language=finding.quote_language,
            attribution=finding.attribution,
        )


def _warn_of_narrow_place(
    finding: QualitativeFinding, places: Mapping[str, Place], problems: ProblemLog
) -> None:
    """Warn where a finding's words name its place, which is too narrow to be printed beside it."""
    own = places.get(finding.place_id or "")
    if own is None or own == wide_enough(finding.place_id, places):
        return
    named = Names(own.label.texts.values())
    for column in ("finding", "quote", "attribution"):
        if named.are_in(getattr(finding, column)):
            problems.warning(
                "DIS005",
                replace(finding.where, column=column),
                f"finding {finding.finding_id} says the name of its place, a commune, which is "
                "not to be printed",
                "write the name of the place around it, or none",
            )
