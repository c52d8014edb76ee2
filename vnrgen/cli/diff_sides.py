"""The two sides of ``vnrgen diff``, each read from whatever it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.cli.options import build_date
from vnrgen.cli.progress import progress

if TYPE_CHECKING:
    from vnrgen.build import Composition
    from vnrgen.document.blocks import Document
    from vnrgen.dossier.model import Correction
    from vnrgen.render.docx.source_map import MapPicture
    from vnrgen.versions.changes.pictures import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side.

    Attributes:
        document: What it says.
        corrections: What its dossier says of corrected figures.
        members: Which part of a breakdown its groups are, as ``sex=F``, by id.
        withdrawn: Who took their words back, as far as this side knows.
        word: The bytes of a Word file; None where it is none.
        pictures: The pictures of a Word file; beside one, those of a dossier or version, which are
            not drawn for this; None of what is not beside one, or of which nothing is known.
        made: The pictures that vnrgen put into a Word file.
        kept_back: Values of a dossier's observations by id that may not be published.
    """

    document: Document
    corrections: tuple[Correction, ...] = ()
    members: Mapping[str, str] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    word: bytes | None = None
    pictures: tuple[Picture, ...] | None = None
    made: tuple[MapPicture, ...] = ()
    kept_back: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides, as they may be compared; ``gone`` are those of whom only one has the words."""

    old: Side
    new: Side
    gone: frozenset[str] = frozenset()

    @property
    def pictures(self) -> tuple[tuple[Picture, ...], tuple[Picture, ...]]:
        """The pictures of both, where those of both are known."""
        if self.old.pictures is None or self.new.pictures is None:
            return ((), ())
        return self.old.pictures, self.new.pictures

    @property
    def kept_back(self) -> dict[str, tuple[float, ...]]:
        """Values that may not be published; a corrected one is another on either side."""
        sides = (self.old.kept_back, self.new.kept_back)
        keys = sorted({*sides[0], *sides[1]})
        return {key: tuple(side[key] for side in sides if key in side) for key in keys}


def read_sides(old: Path, new: Path, audience: str) -> Sides:
    """Read both sides; where one is a Word file, both as such files say it.

    Raises:
        InvalidInputError: One cannot be read (VER003 to VER006, VER010, VER014, SAV001) or does
            not build.
    """
    beside_word = _is_word(old) or _is_word(new)
    older, newer = (_side(place, audience, beside_word=beside_word) for place in (old, new))
    if not beside_word:
        return Sides(older, newer)
    older, newer = _with_pictures(older, newer)
    from vnrgen.versions.word_chapter.gone import told_in, without_words_of
    from vnrgen.versions.word_chapter.reading import as_read

    before, after = (
        side.document if side.word is not None else as_read(side.document).document
        for side in (older, newer)
    )
    # a file does not say why a story is no longer there: its teller may have taken it back
    told, still = told_in(before), told_in(after)
    gone = (told - still) | ((older.withdrawn | newer.withdrawn) & (told | still))
    return Sides(
        replace(older, document=without_words_of(before, gone)),
        replace(newer, document=without_words_of(after, gone)),
        gone,
    )


def _with_pictures(older: Side, newer: Side) -> tuple[Side, Side]:
    """Return a Word file with what was put into it, and what is no Word file with its pictures."""
    from vnrgen.versions.changes.pictures_made import pictures_made, put_in

    word, other = (older, newer) if older.word is not None else (newer, older)
    if other.word is not None or not word.made:
        return older, newer
    seen = put_in(word.pictures or ())
    sides = (
        replace(word, pictures=seen),
        replace(other, pictures=pictures_made(word.made, seen, other.document)),
    )
    return sides if word is older else (sides[1], sides[0])


def _is_word(place: Path) -> bool:
    return place.is_file() and place.suffix.casefold() == ".docx"


def _side(place: Path, audience: str, *, beside_word: bool) -> Side:
    from vnrgen.versions.freezing.frozen import is_version, read_version, taken_back

    if is_version(place):
        version = read_version(place)
        return Side(document=version.document, withdrawn=frozenset(version.tombstones))
    if _is_word(place):
        return _word(place)
    tree = place / "document.json" if place.is_dir() else place
    if tree.is_file():
        return _saved(tree)
    side = _composed(place, audience)
    return replace(side, withdrawn=frozenset(taken_back(place))) if beside_word else side


def _word(place: Path) -> Side:
    from vnrgen.versions.word_chapter.reading import read_chapter

    data = place.read_bytes()
    read = read_chapter(data, place.name)
    return Side(document=read.document, word=data, pictures=read.pictures, made=read.made)


def _saved(tree: Path) -> Side:
    """Read a saved tree; told words are beside the document.json of a build."""
    from vnrgen.document.tree.saved import load, load_testimonies
    from vnrgen.problems import Location

    document = load(tree.read_bytes(), Location(tree.as_posix()))
    words = tree.with_name("testimonies.json")
    if words.is_file():
        where = Location(words.as_posix())
        document = replace(document, testimonies=load_testimonies(words.read_bytes(), where))
    return Side(document=document)


def _composed(dossier: Path, audience: str) -> Side:
    from vnrgen.build import BuildRequest, compose_dossier
    from vnrgen.dossier.model import Audience

    request = BuildRequest(
        dossier=dossier, output=Path(), audience=Audience(audience), on=build_date()
    )
    with progress() as step:
        composition = compose_dossier(request, step)
    publishable = composition.publishable
    members = {
        key: f"{group.sdmx_dim}={group.sdmx_code}"
        for key, group in publishable.groups.items()
        if group.sdmx_dim and group.sdmx_code
    }
    return Side(
        document=composition.document,
        corrections=publishable.corrections,
        members=members,
        kept_back=_kept_back(composition),
    )


def _kept_back(composition: Composition) -> dict[str, float]:
    """Return the values that may not be published: nobody may find them typed into the words."""
    from vnrgen.analysis.estimates import observation_ids

    withheld = {one.item_id for one in composition.publishable.withheld if one.kind == "value"}
    if not withheld:
        return {}
    observations = composition.dossier.observations
    pairs = zip(observation_ids(observations), observations.columns["value"], strict=True)
    return {
        key: float(value)
        for key, value in pairs
        if key in withheld and value is not None and not isnan(value)
    }
