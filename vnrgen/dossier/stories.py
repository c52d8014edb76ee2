"""Case stories: Markdown files with a front matter that holds the consent record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.model import Audience, Consent, PlaceLevel, Story
from vnrgen.dossier.prose_files import MOST_PROSE, prose_text
from vnrgen.dossier.settings.dossier_yaml import stays_inside
from vnrgen.dossier.settings.yaml_files import Keys, KeysNode, parse_yaml
from vnrgen.dossier.tables.rows import CONSENT_STATES, TableFolder, UniqueIds, check_sdg_target
from vnrgen.problems import Location, ProblemLog

FOLDER = "stories"
_KNOWN = [
    "story_id",
    "title",
    "group",
    "place",
    "place_level",
    "place_named",
    "sdg_targets",
    "told_on",
    "language",
    "pseudonym",
    "names_to_withhold",
    "linked_indicator",
    "linked_recommendations",
    "photo",
    "photo_alternative",
    "consent",
]
_CONSENT_KNOWN = [
    "status",
    "scope",
    "given_on",
    "recorded_by",
    "withdrawn_on",
    "expires_on",
    "photo",
    "is_minor",
    "guardian_consent",
]
_FENCE = "---"
_STORY_ID = re.compile(r"""^story_id:[ \t]*["']?(?P<id>[^\s"'#]+)""", re.MULTILINE)


def load_stories(folder: TableFolder) -> tuple[Story, ...]:
    """Read every ``stories/*.md``, in the order of their names."""
    unique = UniqueIds("story_id", folder.problems)
    stories = []
    for path in sorted((folder.root / FOLDER).glob("*.md")):
        folder.files.append(path)
        story = _story(path, folder)
        if story is None:
            folder.unread.add(FOLDER, _id_in(path, folder))
        elif unique.is_new(story.story_id, story.where):
            stories.append(story)
            if story.photo is not None:
                folder.files.append(story.photo)
    return tuple(stories)


def _id_in(path: Path, folder: TableFolder) -> str:
    """Return the id that an unread story states in a line of its own, "" where it states none."""
    try:
        data = read_inside(path, folder.root, most=MOST_PROSE)
    except UnreadableFileError:
        return ""
    stated = _STORY_ID.search(decode(data).text)
    return stated["id"] if stated else ""


def _story(path: Path, folder: TableFolder) -> Story | None:
    name = path.relative_to(folder.root).as_posix()
    text = prose_text(path, folder)
    parts = None if text is None else _parts(text, name, folder.problems)
    if parts is None:
        return None
    front, body = parts
    node = parse_yaml(front, name, folder.problems, first_line=2)
    if not isinstance(node, KeysNode):
        return None
    keys = Keys(node, name, folder.problems)
    keys.only(_KNOWN)
    story = _typed(keys, body, folder)
    return story if keys.ok else None


def _parts(text: str, name: str, problems: ProblemLog) -> tuple[str, str] | None:
    """Split a story into its front matter and its text."""
    lines = text.split("\n")
    ends = [index for index, line in enumerate(lines) if line.rstrip() == _FENCE]
    if len(ends) < 2 or ends[0] != 0:
        problems.error(
            "STO001",
            Location(name, 1),
            "the story does not begin with a front matter between two --- lines",
            "begin with --- on line 1, then story_id, title, group, told_on and consent, then ---",
        )
        return None
    body = "\n".join(lines[ends[1] + 1 :]).strip()
    if not body:
        problems.error(
            "STO002", Location(name, ends[1] + 1), "the story has no text", "write it below the ---"
        )
        return None
    return "\n".join(lines[1 : ends[1]]), body


def _typed(keys: Keys, body: str, folder: TableFolder) -> Story:
    return Story(
        story_id=keys.required("story_id", "ST01"),
        title=keys.required("title", "a title"),
        text=body,
        group_id=keys.required("group", "a group_id of groups.csv"),
        place_id=keys.text("place") or None,
        place_level=keys.choice("place_level", [str(level) for level in PlaceLevel]),
        place_named=keys.flag("place_named"),
        sdg_targets=_targets(keys, folder.problems),
        told_on=_told_on(keys),
        language=keys.text("language", folder.language),
        consent=_consent(keys),
        pseudonym=keys.text("pseudonym"),
        names_to_withhold=_names(keys.texts("names_to_withhold")),
        photo=_photo(keys, folder),
        photo_alternative=keys.text("photo_alternative"),
        linked_indicator=keys.text("linked_indicator") or None,
        linked_recommendations=keys.texts("linked_recommendations"),
        where=Location(keys.at().path, 1),
    )


def _targets(keys: Keys, problems: ProblemLog) -> tuple[str, ...]:
    targets = keys.texts("sdg_targets")
    for target in targets:
        check_sdg_target(target, keys.at("sdg_targets"), problems)
    return targets


def _told_on(keys: Keys) -> date:
    day = keys.date("told_on")
    if day is None:
        if "told_on" not in keys:
            keys.missing("told_on", "2025-10-04")
        keys.ok = False
        return date.min
    return day


def _consent(keys: Keys) -> Consent:
    inner = keys.keys("consent")
    if inner is None:
        if "consent" not in keys:
            keys.missing("consent", "the consent record: status, scope, given_on, recorded_by")
        keys.ok = False
        return Consent(status="no", scope=Audience.INTERNAL, given_on=None, recorded_by="")
    inner.only(_CONSENT_KNOWN)
    inner.required("status", "yes, no or withdrawn")
    scope = inner.choice("scope", [str(scope) for scope in Audience], str(Audience.INTERNAL))
    keys.ok = keys.ok and inner.ok
    return Consent(
        status=inner.choice("status", CONSENT_STATES, "no"),
        scope=Audience(scope),
        given_on=inner.date("given_on"),
        recorded_by=inner.text("recorded_by"),
        withdrawn_on=inner.date("withdrawn_on", may_lack=True),
        expires_on=inner.date("expires_on", may_lack=True),
        photo=inner.flag("photo"),
        is_minor=inner.flag("is_minor"),
        guardian_consent=inner.flag("guardian_consent"),
    )


def _names(written: Iterable[str]) -> tuple[str, ...]:
    """Return names one by one, also those of a line that lists several: each must be found."""
    names = (name.strip() for line in written for name in re.split(r"[;,\n]", line))
    return tuple(dict.fromkeys(name for name in names if name))


def _photo(keys: Keys, folder: TableFolder) -> Path | None:
    """Return the photo's path; it is relative to the dossier, or to the folder of the stories."""
    written = keys.text("photo")
    if not written:
        return None
    for base in (folder.root, folder.root / FOLDER):
        if stays_inside(written, folder.root) and (base / written).is_file():
            return base / written
    keys.wrong(
        "photo",
        f'is "{written}", which is not in the dossier',
        "give the path from the dossier's folder, as in photos/st01.jpg, or delete the line",
    )
    return None
