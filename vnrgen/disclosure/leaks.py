"""Look for withheld names and withheld words in everything else that would be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vnrgen.disclosure.names import Names, Wording
from vnrgen.disclosure.testimonies import Testimonies
from vnrgen.dossier.model import Dossier, QualitativeFinding, Recommendation, Story
from vnrgen.problems import Location, ProblemLog


@dataclass(frozen=True, slots=True)
class _Passage:
    """A text that would be published, and where it stands; ``owner`` is the id it belongs to."""

    text: str
    where: Location
    owner: str = ""
    is_file: bool = False

    def at(self, position: int) -> Location:
        """Return the location of a position: its line, where the passage is a whole file."""
        if not self.is_file:
            return self.where
        return Location(self.where.path, self.text.count("\n", 0, position) + 1)


def report_leaks(dossier: Dossier, passed: Testimonies, problems: ProblemLog) -> None:
    """Report, as errors, where another text says what disclosure takes out.

    ``DIS008``: a name that any story asks to withhold. ``DIS009``: eight or more words in a row
    of a story or quote that is left out. The problem names the story and the place, and never
    repeats the words.
    """
    shown = {item.story_id for item in passed.told} | {item.finding_id for item in passed.heard}
    names = [(s.story_id, Names(s.names_to_withhold)) for s in dossier.stories]
    words = Wording((owner, text) for owner, text in told_texts(dossier) if owner not in shown)
    for passage in _passages(dossier, passed):
        _report_names(passage, names, problems)
        _report_words(passage, words, problems)


def _report_names(
    passage: _Passage, names: Iterable[tuple[str, Names]], problems: ProblemLog
) -> None:
    for story_id, withheld in names:
        spans = withheld.spans(passage.text)
        if spans and story_id != passage.owner:
            problems.error(
                "DIS008",
                passage.at(spans[0][0]),
                f"a name that story {story_id} asks to withhold stands here",
                "write the pseudonym or leave the name out",
            )


def _report_words(passage: _Passage, words: Wording, problems: ProblemLog) -> None:
    for item_id, position in sorted(words.found_in(passage.text).items()):
        problems.error(
            "DIS009",
            passage.at(position),
            f"words of {item_id}, which may not be shown, are repeated here",
            "take the passage out, or ask the person for a consent that covers this audience",
        )


def told_texts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Yield what people told, each text under the id of its story or finding."""
    for story in dossier.stories:
        yield from ((story.story_id, text) for text in (story.title, story.text))
    for finding in dossier.qualitative:
        yield from ((finding.finding_id, text) for text in (finding.finding, finding.quote))


def _passages(dossier: Dossier, passed: Testimonies) -> Iterator[_Passage]:
    """Yield every free text that may be printed, the coalition's prose first."""
    for narrative in dossier.narratives:
        yield _Passage(narrative.text, Location(narrative.path), is_file=True)
    for recommendation in dossier.recommendations:
        yield _Passage(_all_words(recommendation), recommendation.where)
    for practice in dossier.practices:
        yield _Passage(f"{practice.title}\n{practice.text}", practice.where)
    yield from (_Passage(one.why, one.where) for one in dossier.corrections)
    for factor in dossier.factors:
        yield _Passage(factor.text, factor.where)
    for policy in dossier.policies:
        yield _Passage(policy.title, policy.where)
    for consultation in dossier.consultations:
        yield _Passage(f"{consultation.title}\n{consultation.organiser}", consultation.where)
    for score in dossier.scorecards:
        yield _Passage(f"{score.reason}\n{score.suggestion}", score.where)
    for group in dossier.groups.values():
        yield _Passage(f"{group.definition}\n{group.identification_method}", group.where)
    for series in dossier.series.values():
        yield _Passage(series.official_citizen_note, series.where)
    yield from map(_told, passed.told)
    yield from map(_heard, passed.heard)


def _all_words(item: Recommendation) -> str:
    return "\n".join(
        (
            item.text,
            item.addressee,
            item.theme,
            item.themes,
            item.persons,
            item.submitted_in,
            item.position_source,
            item.withdrawn_reason,
            item.out_of_scope_reason,
        )
    )


def _told(story: Story) -> _Passage:
    return _Passage(f"{story.title}\n{story.text}", story.where, story.story_id)


def _heard(finding: QualitativeFinding) -> _Passage:
    text = f"{finding.finding}\n{finding.quote}\n{finding.attribution}"
    return _Passage(text, finding.where, finding.finding_id)
