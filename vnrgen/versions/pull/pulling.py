"""An edited Word file into a dossier: compared, tried on a copy, and only then written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from vnrgen.document.blocks import Document
from vnrgen.document.outline import load_outline
from vnrgen.document.sections.sandbox import FOLDER
from vnrgen.document.sections.templates import template_name
from vnrgen.dossier.files.archive import RefusedArchiveError
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.model import Settings
from vnrgen.dossier.prose_files import MOST_PROSE
from vnrgen.dossier.settings.dossier_yaml import load_settings
from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog
from vnrgen.render.docx import render_docx
from vnrgen.render.docx.options import WordOptions, word_options
from vnrgen.render.docx.source_map import PREFIX
from vnrgen.resources import resource_root
from vnrgen.versions.pull.comparing import compared
from vnrgen.versions.pull.editions import Edition
from vnrgen.versions.pull.outcome import Outcome, Refusal, not_taken_csv
from vnrgen.versions.pull.reading_back import ReadingBack
from vnrgen.versions.pull.review_lists import (
    REVIEWS,
    new_list,
    not_listed,
    read_list,
    review_lists,
)
from vnrgen.versions.pull.seen import pictures_of
from vnrgen.versions.pull.slots import Slots
from vnrgen.versions.pull.story_files import with_story_files
from vnrgen.versions.pull.trying import Trials, copy_with
from vnrgen.versions.pull.word import MOST_BYTES, Tracked, WordFile, read_word
from vnrgen.whole_file import write_whole

_OWN: Final = ("templates/", "chapters/")
_SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
_PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)

_LONG: Final = 40  # characters by which a paragraph is known that has no bookmark
_MOSTLY: Final = 0.5  # of the chapter's paragraphs

Compose = Callable[[Path], Document]


class _Everywhere(Mapping[str, bytes]):
    """The same blank picture for every chart: only words are compared."""

    def __init__(self, picture: bytes) -> None:
        self._picture = picture

    def __getitem__(self, key: str) -> bytes:
        return self._picture

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """Which Word file goes into which dossier, and what its tracked changes mean."""

    edited: Path
    dossier: Path
    tracked: Tracked = Tracked.ACCEPTED


@dataclass(slots=True, kw_only=True)
class Pulled:
    """What would be written, by path from the dossier, and what came of the Word file."""

    outcome: Outcome
    written: dict[str, bytes] = field(default_factory=dict)


def pull(request: PullRequest, compose: Compose) -> Pulled:
    """Read a Word file back and try what came of it on a copy of the dossier.

    Args:
        request: The file and the dossier.
        compose: Composes the chapter of the dossier in a folder.

    Raises:
        InvalidInputError: The file is no chapter that vnrgen wrote (PUL001, PUL002), or the
            dossier does not build, before or with the edits (PUL009 and the problems themselves).
    """
    data = _file_bytes(request.edited)
    document = compose(request.dossier)
    options = word_options(request.dossier, native_charts=False)
    today = with_story_files(printed(document, options), request.dossier)
    settings = _settings(request.dossier)
    told = document.metadata
    edition = Edition(told.language, settings.languages, told.date_text)
    read = _reader(request.dossier)
    outline = f"chapters/{settings.outline}.yaml"
    slots = _slots(request.dossier, settings, edition, today, read, compose, options)
    lists_open = request.tracked is Tracked.ONLY_ACCEPTED
    opened = [_opened(request, data, today, edition)]
    seen = pictures_of(data, opened[0].entries)

    def read_back(refused: Mapping[int, Refusal]) -> Outcome:
        edited = opened.pop() if opened else _opened(request, data, today, edition)
        now = compared(edited, printed_again(today), read, outline)
        return ReadingBack(now, read, edition, slots, refused, lists_open, seen).run()

    def said(folder: Path) -> Iterable[str]:
        return (leaf.words for leaf in printed(compose(folder), options).leaves)

    outcome = Trials(request.dossier, said).held(read_back)
    return Pulled(outcome=outcome, written=_written(request, outcome))


def write(pulled: Pulled, dossier: Path) -> tuple[str, ...]:
    """Write what changed, the old sources kept first; return the paths written.

    Raises:
        InvalidInputError: The folder cannot be written, or the disk is full (PUB007).
    """
    kept = _backup(pulled.outcome, dossier)
    changed = [
        (path, data)
        for path, data in sorted({**kept, **pulled.written}.items())
        if not _holds(dossier / path, data)
    ]
    for path, data in changed:
        write_whole(dossier / path, data, parents=True)
    return tuple(path for path, _data in changed)


def blank_pictures() -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Return a blank drawing for every chart, as SVG and as PNG: only words are compared."""
    return _Everywhere(_SVG), _Everywhere(_PNG)


def printed(document: Document, options: WordOptions | None = None) -> WordFile:
    """Return a document as its Word file says it, without its pictures."""
    return read_word(render_docx(document, *blank_pictures(), options))


def printed_again(today: WordFile) -> WordFile:
    """Return today's paragraphs for another try; the list is its own."""
    return replace(today, leaves=list(today.leaves))


def _file_bytes(path: Path) -> bytes:
    try:
        return read_inside(path, path.resolve().parent, most=MOST_BYTES)
    except UnreadableFileError as error:
        raise InvalidInputError([error.problem]) from error


def _opened(request: PullRequest, data: bytes, today: WordFile, edition: Edition) -> WordFile:
    where = Location(request.edited.name)
    try:
        edited = read_word(data, request.tracked, today.entries)
    except RefusedArchiveError as error:
        fix = "open it in Word or LibreOffice, save it as .docx, and pull again"
        raise InvalidInputError([Problem("PUL001", where, str(error), fix)]) from error
    other = edition.other(edited.language)
    if other:
        what = f"it is the edition in {other}, not in {edition.language}"
        raise InvalidInputError([Problem("PUL002", where, what, f"add --language {other}")])
    known = {entry.bookmark for entry in today.entries}
    is_marked = any(name in known for leaf in edited.leaves for name in leaf.starts)
    if not is_marked and not _says_mostly(edited, today):
        what = f"it has no bookmark ({PREFIX}…) of this chapter"
        fix = "take the chapter.docx of this dossier, as edited by the writer"
        raise InvalidInputError([Problem("PUL002", where, what, fix)])
    return edited


def _says_mostly(edited: WordFile, today: WordFile) -> bool:
    """Whether a file that has lost its bookmarks is known as this chapter by its paragraphs."""
    said = {leaf.words for leaf in edited.leaves}
    long = [leaf.words for leaf in today.leaves if len(leaf.words) >= _LONG]
    return sum(words in said for words in long) > len(long) * _MOSTLY


def _reader(dossier: Path) -> Callable[[str], bytes | None]:
    own = resource_root()

    def read(path: str) -> bytes | None:
        for root in (dossier, own) if path.startswith(_OWN) else (dossier,):
            try:
                return read_inside(root / path, root, most=MOST_PROSE)
            except UnreadableFileError:
                continue
        return None

    return read


def _settings(dossier: Path) -> Settings:
    settings, _declared = load_settings(dossier, ProblemLog())
    return settings


def _slots(
    dossier: Path,
    settings: Settings,
    edition: Edition,
    today: WordFile,
    read: Callable[[str], bytes | None],
    compose: Compose,
    options: WordOptions,
) -> Slots:
    """Return the places in templates, which a trial edition finds if somebody asks."""

    def tried(files: Mapping[str, bytes]) -> WordFile:
        with copy_with(dossier, files) as copy:
            return printed(compose(copy), options)

    specs = load_outline(settings.outline, dossier, ProblemLog()).sections
    used = {s.section_id: template_name(s, edition.language, dossier) for s in specs}
    entries = (e for e in today.entries if e.kind == "Section" and not e.part)
    return Slots(
        today=tuple(today.leaves),
        sections={e.bookmark: e.block_id for e in entries if e.block_id in used},
        templates={section: f"{FOLDER}{name}" for section, name in used.items()},
        read=read,
        edition=edition,
        printed=tried,
    )


def _written(request: PullRequest, outcome: Outcome) -> dict[str, bytes]:
    """Return the sources that change, and the lists for reviewers."""
    files = dict(outcome.files)
    stem = request.edited.stem
    lists = review_lists(request.dossier, ProblemLog())
    outcome.comments = not_listed(outcome.comments, lists)
    if outcome.comments:
        path = _list_of(stem, request.dossier)
        before = next((each for each in lists if each.path == path), None)
        more = before.with_more(outcome.comments) if before else new_list(outcome.comments)
        files[path] = more
    if outcome.not_taken:
        files[f"{REVIEWS}/{stem}.not-taken.csv"] = not_taken_csv(outcome.not_taken)
    return files


def _list_of(stem: str, dossier: Path) -> str:
    """Return the list that new comments go to: none that somebody made something else of."""
    path = f"{REVIEWS}/{stem}.comments.csv"
    number = 2
    while (dossier / path).is_file() and read_list(path, (dossier / path).read_bytes()) is None:
        path = f"{REVIEWS}/{stem}.comments-{number}.csv"
        number += 1
    return path


def _backup(outcome: Outcome, dossier: Path) -> dict[str, bytes]:
    """Return the sources as they were, in a folder named after what they say."""
    old = {
        path: (dossier / path).read_bytes()
        for path in sorted(outcome.files)
        if (dossier / path).is_file()
    }
    if not old:
        return {}
    digest = hashlib.sha256()
    for path, data in old.items():
        digest.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
    folder = f"{REVIEWS}/before-{digest.hexdigest()[:12]}"
    return {f"{folder}/{path}": data for path, data in old.items()}


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
