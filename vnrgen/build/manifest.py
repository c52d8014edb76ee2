"""What a manifest says: facts about the build, and which files of the dossier went into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen import __version__
from vnrgen.build.composing import Composition
from vnrgen.build.stamps import changed_since
from vnrgen.build.word import word_facts
from vnrgen.problems import ProblemLog
from vnrgen.render.publish import InputRecord
from vnrgen.request import BuildRequest

if TYPE_CHECKING:
    from vnrgen.render.docx import WordOptions


def facts(
    request: BuildRequest, composition: Composition, word: WordOptions | None
) -> dict[str, object]:
    """Return what is said of a build that is no file: who it is for, its date, the tool."""
    metadata = composition.document.metadata
    return {
        "tool": "vnrgen",
        "tool_version": __version__,
        "built_on": metadata.as_of.isoformat(),
        "title": metadata.title,
        "country": metadata.iso3,
        "language": metadata.language,
        "audience": str(request.audience),
        "status": metadata.status,
        "version": metadata.version,
        "withheld": len(composition.publishable.withheld),
        **word_facts(request, word),
    }


def inputs(root: Path, composition: Composition) -> tuple[InputRecord, ...]:
    """Name the input files; a story and its photo by the story's id, as their names may tell whose.

    Of a story or a photo that is left out nothing is named, and of one that is shown no hash.

    Raises:
        InvalidInputError: A file is no longer the one that was read (PUB009).
    """
    ProblemLog(changed_since(composition.stamps, root)).stop_if_any()
    told, apart = _of_stories(root, composition)
    home = root.resolve()
    records = []
    for path, stamp in composition.stamps.items():
        place = path.resolve()
        if stamp is not None and place in told:
            records.append(InputRecord(path=told[place]))
        elif stamp is not None and place not in apart:
            name = place.relative_to(home).as_posix()
            records.append(InputRecord(path=name, size=stamp.size, sha256=stamp.sha256))
    return tuple(sorted(records, key=lambda record: record.path))


def _of_stories(root: Path, composition: Composition) -> tuple[dict[Path, str], set[Path]]:
    """Return what the files of stories that are shown are called, and the files of all stories."""
    testimonies = composition.publishable.testimonies
    shown = {story.story_id for story in composition.publishable.stories}
    told: dict[Path, str] = {}
    apart: set[Path] = set()
    for story in composition.dossier.stories:
        name, path = f"stories/{story.story_id}", (root / story.where.path).resolve()
        apart.add(path)
        if story.story_id in shown:
            told[path] = name
        if story.photo is not None:
            photo = story.photo.resolve()
            apart.add(photo)
            if story.story_id in shown and testimonies[story.story_id].photo is not None:
                told[photo] = f"{name}/photo"
    return told, apart
