"""Prose that names a teller and, in one breath, the place that the story withholds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from vnrgen.disclosure.names import Names
from vnrgen.disclosure.passages import Passage
from vnrgen.disclosure.places import unsayable_places, withheld_places
from vnrgen.dossier.model import Place, Story
from vnrgen.problems import ProblemLog

_BETWEEN_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")


class Tellers:
    """The stories that are printed without their place, and what each is known by."""

    def __init__(self, stories: Iterable[Story], places: Mapping[str, Place]) -> None:
        self._each = [
            (
                story.story_id,
                Names((story.story_id, story.title, story.pseudonym)),
                Names(name for place in found for name in place.label.texts.values()),
            )
            for story in stories
            if withheld_places(story, places) and (found := unsayable_places(story, places))
        ]

    def report(self, passage: Passage, problems: ProblemLog) -> None:
        """Report ``DIS012``, a warning, where a paragraph or cell names a story and its place."""
        if passage.owner or passage.is_place:
            return
        for position, paragraph in _paragraphs(passage):
            for story_id, known_by, hidden in self._each:
                if known_by.are_in(paragraph) and hidden.are_in(paragraph):
                    start = hidden.spans(paragraph)[0][0]
                    problems.warning(
                        "DIS012",
                        passage.at(position + start),
                        f"this text speaks of {story_id} and names the place where it was told, "
                        "which the story does not say",
                        "name a wider place here, or none; or, if the person agrees, write "
                        "place_named: true in the story, and as place_level the level of the place",
                    )


def _paragraphs(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a file, or a cell whole, and where each begins."""
    position = 0
    for part in _BETWEEN_PARAGRAPHS.split(passage.text) if passage.is_file else [passage.text]:
        yield position, part
        position += len(part)
