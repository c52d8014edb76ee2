"""Look for withheld names and withheld words in everything else that would be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vnrgen.disclosure.names import Names, Wording
from vnrgen.disclosure.passages import Passage, passages
from vnrgen.disclosure.tellers import Tellers
from vnrgen.disclosure.testimonies import Testimonies
from vnrgen.dossier.model import Dossier, Story
from vnrgen.problems import ProblemLog


def report_leaks(
    dossier: Dossier, shown: Dossier, passed: Testimonies, problems: ProblemLog
) -> None:
    """Report where another text says what disclosure takes out.

    ``DIS008``: a name that any story asks to withhold; a warning where a place is called like
    that, else an error. ``DIS009``, an error: eight or more words in a row of a story or quote
    that is left out. ``DIS012``, a warning: a paragraph or cell speaks of a story and names its
    place, which the story does not. The problem names the story, and never repeats the words.

    Args:
        dossier: As loaded, with every story.
        shown: As it would be published.
        passed: The stories and findings that may be shown.
        problems: Gets what was found.
    """
    if not dossier.stories and not dossier.qualitative:
        return
    told = {item.story_id for item in passed.told} | {item.finding_id for item in passed.heard}
    names = _NamesOfAll(dossier.stories)
    words = Wording((owner, text) for owner, text in told_texts(dossier) if owner not in told)
    tellers = Tellers(passed.told, dossier.places)
    for passage in passages(shown, passed):
        _report_names(passage, names, problems)
        _report_words(passage, words, problems)
        tellers.report(passage, problems)


class _NamesOfAll:
    """The names that all stories ask to withhold; looked for at once, told apart where found."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._each = [(s.story_id, Names(s.names_to_withhold)) for s in stories]
        self._all = Names(name for s in stories for name in s.names_to_withhold)

    def found_in(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield the story of each name that stands in a text, and where the first one begins."""
        if not self._all.are_in(text):
            return
        for story_id, names in self._each:
            spans = names.spans(text)
            if spans:
                yield story_id, spans[0][0]


def _report_names(passage: Passage, names: _NamesOfAll, problems: ProblemLog) -> None:
    for story_id, position in names.found_in(passage.text):
        if story_id == passage.owner:
            continue
        if passage.is_place:
            problems.warning(
                "DIS008",
                passage.at(position),
                f"this place is called like a name that story {story_id} asks to withhold",
                "give the person's full name in names_to_withhold, where a person is meant; where "
                "the place is meant, take it out of names_to_withhold and write place_named: false",
            )
            continue
        problems.error(
            "DIS008",
            passage.at(position),
            f"a name that story {story_id} asks to withhold stands here",
            "write the pseudonym or leave the name out; where somebody else of that name is "
            "meant, give the full name of the person in names_to_withhold",
        )


def _report_words(passage: Passage, words: Wording, problems: ProblemLog) -> None:
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
