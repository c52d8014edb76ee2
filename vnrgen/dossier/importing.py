"""Files of others are taken into a dossier: copied into data/ and named in dossier.yaml.

All of it happens or nothing does. A file is read in a folder of its own in the dossier first; only
if it reads without errors does it get its place, and dossier.yaml its lines.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.large.head import MOST_BYTES, is_large
from vnrgen.dossier.large.store import FOLDER as STORE
from vnrgen.dossier.large.store import AreaStore, sha256_of
from vnrgen.dossier.load import load_context
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.observations.merging import merged_observations
from vnrgen.dossier.readers.registry import reader_for
from vnrgen.dossier.settings.dossier_yaml import FILE_NAME, stays_inside
from vnrgen.dossier.settings.yaml_edits import entry_lines, with_entry
from vnrgen.dossier.settings.yaml_files import Keys, KeysNode, parse_yaml
from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog
from vnrgen.whole_file import replace_whole

FOLDER = "data"
# Options that name further files, which are taken along where they are not in the dossier yet.
_FILES = ("structure", "form", "repeats")
_MARKS = (",", ".", ";", "*")


@dataclass(frozen=True, slots=True)
class Imported:
    """The files that were added, relative to the dossier, and what was said about them."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]
    figures: int


def parse_options(texts: Sequence[str]) -> dict[str, object]:
    """Return options written as ``name=value``, each value as YAML reads it.

    >>> parse_options(["source_id=dhs", "indicator={SBA: 3.1.2}"])
    {'source_id': 'dhs', 'indicator': {'SBA': '3.1.2'}}
    >>> parse_options(["decimal=,"])
    {'decimal': ','}

    Raises:
        InvalidInputError: A text is no such pair (INS003).
    """
    options: dict[str, object] = {}
    wrong: list[Problem] = []
    for text in texts:
        name, sign, value = text.partition("=")
        value = f'"{value}"' if value in _MARKS else value  # a shell takes the quotes of "," away
        problems = ProblemLog()
        node = parse_yaml(f"options:\n  {name.strip()}: {value}\n", text, problems)
        keys = Keys(node, text, problems) if isinstance(node, KeysNode) else None
        if keys and sign and name.strip() and keys.is_group("options") and not len(problems):
            options |= keys.plain("options")
        else:
            what = f'"{text}" is no option'
            fix = "write name=value, for instance source_id=dhs or 'indicator={SBA: 3.1.2}'"
            wrong.append(Problem("INS003", Location("command line"), what, fix))
    if wrong:
        raise InvalidInputError(wrong)
    return options


def import_files(
    layout: str, files: Sequence[Path], dossier: Path, options: Mapping[str, object]
) -> Imported:
    """Copy files into a dossier and add their entries to its dossier.yaml.

    Args:
        layout: The layout that all of them have.
        files: Files, or folders of Open SDG files.
        dossier: The folder that holds dossier.yaml.
        options: The options of every entry.

    Returns:
        What was added, with the warnings and notices of the reading.

    Raises:
        InvalidInputError: Something is wrong, with all problems; then nothing was written.
    """
    problems = ProblemLog()
    context = load_context(dossier, problems)
    problems.stop_if_any()
    (dossier / FOLDER).mkdir(exist_ok=True)
    with _staging(dossier) as staging:
        given = dict(options)
        extra = _companions(given, dossier, problems)
        _copy([*files, *extra], dossier, staging, problems)
        problems.stop_if_any()
        read = ProblemLog()
        figures = 0
        staged = _within(staging, dossier)
        context = replace(context, rulings=context.rulings.moved(f"{FOLDER}/", f"{staged}/"))
        for path in files:
            name = _within(staging / path.name, dossier)
            entry = DataFile(path=name, layout=layout, options=given, where=Location(FILE_NAME))
            reader = reader_for(entry, read)
            if reader is not None:
                trial = _with_staged(given, extra, staging, dossier)
                result = reader(replace(entry, options=trial), context, read)
                figures += len(merged_observations(result.observations, read, context.rulings))
        problems.extend(_renamed(read, staged))
        problems.stop_if_any()
        text = _extended(layout, files, given, dossier, problems)
        _publish([*files, *extra], staging, dossier, text)
    paths = tuple(f"{FOLDER}/{path.name}" for path in (*files, *extra))
    return Imported(paths, problems.sorted(), figures)


@contextlib.contextmanager
def _staging(dossier: Path) -> Iterator[Path]:
    """Yield a folder on the dossier's own disk, gone afterwards; readers pass hidden ones by."""
    folder = Path(tempfile.mkdtemp(prefix="importing-", dir=dossier / FOLDER))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _within(path: Path, dossier: Path) -> str:
    return path.relative_to(dossier).as_posix()


def _companions(options: dict[str, object], dossier: Path, problems: ProblemLog) -> list[Path]:
    """Return the files that options name and the dossier lacks; point the options to data/."""
    found: list[Path] = []
    for name in _FILES:
        if name in options:
            options[name] = _taken_along(options[name], name, dossier, found, problems)
    return found


def _taken_along(
    value: object, name: str, dossier: Path, found: list[Path], problems: ProblemLog
) -> object:
    if isinstance(value, Mapping):
        return {k: _taken_along(v, name, dossier, found, problems) for k, v in value.items()}
    if not isinstance(value, str):
        return value
    if stays_inside(value, dossier) and (dossier / value).is_file():
        return value
    path = Path(value)
    if not path.is_file():
        problems.error(
            "INS005", Location(value), "there is no such file", f"correct the option {name}"
        )
        return value
    if path not in found:
        found.append(path)
    return f"{FOLDER}/{path.name}"


def _with_staged(
    options: Mapping[str, object], extra: Sequence[Path], staging: Path, dossier: Path
) -> dict[str, object]:
    """Return the options with the files that are still in their own folder."""
    staged = {f"{FOLDER}/{path.name}": _within(staging / path.name, dossier) for path in extra}
    return {
        name: _replaced(value, staged) if name in _FILES else value
        for name, value in options.items()
    }


def _replaced(value: object, staged: Mapping[str, str]) -> object:
    if isinstance(value, Mapping):
        return {key: _replaced(one, staged) for key, one in value.items()}
    return staged.get(value, value) if isinstance(value, str) else value


def _copy(files: Sequence[Path], dossier: Path, staging: Path, problems: ProblemLog) -> None:
    for path in files:
        if os.path.lexists(dossier / FOLDER / path.name):
            problems.error(
                "INS002",
                Location(f"{FOLDER}/{path.name}"),
                "a file of this name is already in the dossier; it is not overwritten",
                "rename the new file, or delete the old one and its entry in dossier.yaml",
            )
            continue
        try:
            _copy_one(path, staging / path.name, AreaStore(dossier / STORE))
        except (OSError, shutil.Error, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            problems.error(
                "INS005",
                Location(path.name),
                f"the file cannot be copied: {reason}",
                "check the file and its permissions",
            )


def _copy_one(source: Path, target: Path, store: AreaStore) -> None:
    if target.exists():
        raise ValueError("two of the files have one name")
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    elif source.stat().st_size > MOST_BYTES:
        raise ValueError(f"it has more than {MOST_BYTES // 1_000_000} MB")
    else:
        shutil.copyfile(source, target)
        if is_large(target, target.parent):
            _check_copy(source, target, store)


def _check_copy(source: Path, target: Path, store: AreaStore) -> None:
    """Compare a very large copy by its SHA-256, and keep that for as long as the file is as it is.

    The copy has the time of its source: what is kept of a file just written is not trusted.
    """
    found = source.stat()
    os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
    if sha256_of(source) != store.digest(target):
        raise ValueError("the copy is not what was copied")


def _renamed(problems: ProblemLog, staging: str) -> Iterator[Problem]:
    """Yield problems with the paths that the files will have."""
    for problem in problems:
        where = problem.where
        yield replace(
            problem,
            where=replace(where, path=where.path.replace(staging, FOLDER)),
            what=problem.what.replace(staging, FOLDER),
            fix=problem.fix.replace(staging, FOLDER),
        )


def _extended(
    layout: str,
    files: Sequence[Path],
    options: Mapping[str, object],
    dossier: Path,
    problems: ProblemLog,
) -> bytes:
    """Return dossier.yaml with the new entries, in its own encoding."""
    data = (dossier / FILE_NAME).read_bytes()
    decoded = decode(data)
    text: str | None = decoded.text
    for path in files:
        entry = entry_lines(f"{FOLDER}/{path.name}", layout, options)
        text = with_entry(text, "data", entry) if text is not None else None
    if text is None:
        lines = "\n".join(entry_lines(f"{FOLDER}/{path.name}", layout, options) for path in files)
        problems.error(
            "INS004",
            Location(FILE_NAME),
            "the list under data: is written so that nothing can be added to it safely",
            f"copy the files into data/ and add these lines yourself:\n{lines}",
        )
        problems.stop_if_any()
    mark = (
        data[: len(data) - len(data.lstrip(b"\xef\xbb\xbf\xff\xfe"))] if decoded.is_certain else b""
    )
    return mark + (text or "").encode(decoded.encoding, errors="replace")


def _publish(files: Sequence[Path], staging: Path, dossier: Path, text: bytes) -> None:
    """Give the files their places, then dossier.yaml its lines; undo the first if that fails."""
    placed: list[Path] = []
    try:
        for path in files:
            target = dossier / FOLDER / path.name
            if os.path.lexists(target):
                raise FileExistsError(f"{FOLDER}/{path.name} has appeared meanwhile")
            (staging / path.name).rename(target)
            placed.append(target)
        replace_whole(dossier / FILE_NAME, text)
    except OSError as error:
        for target in placed:
            shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
        problem = Problem(
            "INS005",
            Location(FILE_NAME),
            f"the dossier cannot be written: {error.strerror or error}",
            "check the permissions and the space on the disk",
        )
        raise InvalidInputError([problem]) from error
