"""Every free text of a dossier that may be printed, each with the place where it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Protocol

from vnrgen.disclosure.testimonies import Testimonies
from vnrgen.dossier.model import Dossier, Label, QualitativeFinding, Settings, Story
from vnrgen.problems import Location

_SETTINGS = Location("dossier.yaml")

# Fields that hold ids and codes, which are nobody's words.
_CODES = ("language", "parent", "merged_into", "repeats", "series", "side", "group", "unit")
_CODE_ENDINGS = ("_id", "_dim", "_code", "_target")


class _Located(Protocol):
    @property
    def where(self) -> Location: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that would be published, and where it stands; ``owner`` is the id it belongs to.

    ``is_file`` where it is a whole file. ``is_place`` where it is the name of a place, which may
    be that of a person as well.
    """

    text: str
    where: Location
    owner: str = ""
    is_file: bool = False
    is_place: bool = False

    def at(self, position: int) -> Location:
        """Return the location of a position: its line, where the passage is a whole file."""
        if not self.is_file:
            return self.where
        return Location(self.where.path, self.text.count("\n", 0, position) + 1)


def passages(dossier: Dossier, passed: Testimonies) -> Iterator[Passage]:
    """Yield every free text that may be printed, the coalition's prose first.

    Args:
        dossier: As it would be published: masked, and without what consent leaves out.
        passed: The stories and findings that may be shown.
    """
    for narrative in dossier.narratives:
        yield Passage(narrative.text, Location(narrative.path), is_file=True)
    yield from _of_settings(dossier.settings)
    for item in _items(dossier):
        yield from _texts(item)
    yield from _of_dimensions(dossier)
    for place in dossier.places.values():
        yield from (replace(text, is_place=True) for text in _labelled(place.label, place.where))
    yield from _notes(dossier)
    for story in passed.told:
        yield from _told(story)
    for finding in passed.heard:
        yield from _heard(finding)


def _items(dossier: Dossier) -> Iterator[_Located]:
    """Yield the rows of every table but those of places, figures and what people told."""
    tables: tuple[Iterable[_Located], ...] = (
        dossier.groups.values(),
        dossier.sources.values(),
        dossier.series.values(),
        dossier.recommendations,
        dossier.practices,
        dossier.corrections,
        dossier.factors,
        dossier.policies,
        dossier.consultations,
        dossier.scorecards,
        dossier.reports,
    )
    for table in tables:
        yield from table


def _texts(item: _Located) -> Iterator[Passage]:
    """Yield what stands in the cells of a row, but for codes."""
    for field in fields(item):  # type: ignore[arg-type] # every row is a dataclass
        value = getattr(item, field.name)
        if not value or isinstance(value, Enum) or _is_code(field.name):
            continue
        where = Location(item.where.path, item.where.row, field.name)
        if isinstance(value, Label):
            yield from _labelled(value, where)
        elif isinstance(value, str):
            yield Passage(value, where)
        elif field.name == "recommended_by":
            yield from (Passage(name, where) for name in value)


def _is_code(name: str) -> bool:
    return name in _CODES or name.endswith(_CODE_ENDINGS)


def _labelled(label: Label, where: Location) -> Iterator[Passage]:
    column = where.column or "label"
    yield from (Passage(text, replace(where, column=column)) for text in label.texts.values())


def _of_settings(settings: Settings) -> Iterator[Passage]:
    for key in ("title", "subtitle", "coalition", "contact"):
        yield Passage(getattr(settings, key), replace(_SETTINGS, column=key))
    yield from (Passage(ruling.because, ruling.where) for ruling in settings.rulings)
    answers: Mapping[str, str] = settings.guideline_answers
    for rule, answer in answers.items():
        yield Passage(answer, replace(_SETTINGS, column=f"guideline_answers.{rule}"))


def _of_dimensions(dossier: Dossier) -> Iterator[Passage]:
    for dimension in dossier.dimensions.values():
        where = replace(_SETTINGS, column=f"dimensions.{dimension.dimension_id}")
        yield from _labelled(dimension.label, where)
        for category in dimension.categories.values():
            if category.group_id is None:  # else it has the name of its group
                yield from _labelled(category.label, where)


def _notes(dossier: Dossier) -> Iterator[Passage]:
    """Yield the notes of figures, each as often as it was written only once."""
    columns = dossier.observations.columns
    first: dict[str, int] = {}
    for index, note in enumerate(columns["note"]):
        if note and note not in first:
            first[note] = index
    for note, index in first.items():
        path = columns["file"][index] or "data"
        yield Passage(note, Location(path, int(columns["row"][index]) or None, "note"))


def _told(story: Story) -> Iterator[Passage]:
    yield Passage(f"{story.title}\n{story.text}", story.where, story.story_id)
    for text, key in (
        (story.pseudonym, "pseudonym"),
        (story.photo_alternative, "photo_alternative"),
    ):
        yield Passage(text, replace(story.where, column=key), story.story_id)


def _heard(finding: QualitativeFinding) -> Iterator[Passage]:
    text = f"{finding.finding}\n{finding.quote}\n{finding.attribution}"
    yield Passage(text, finding.where, finding.finding_id)
