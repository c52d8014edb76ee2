"""What is remembered of each output, so that one that still holds is not made again.

A record stands in a hidden folder beside the outputs, never in one of them: problems may name
files of stories that must not be shown. It is written before its output is put in place and names
the hash of its manifest, so that a crash between the two leaves a record that fits nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from vnrgen.batch.comparison import CountryProfile, profile_of
from vnrgen.problems import Problem, problem_of
from vnrgen.render.engines import FORMATS
from vnrgen.render.publish import MANIFEST, sha256
from vnrgen.whole_file import replace_whole

STATE = ".vnrgen/batch"
_FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One output: the hashes of what went in and of its manifest, and what was said about it.

    ``is_complete`` is False where the machine could not make every format: that is tried again.
    """

    key: str
    manifest: str
    is_complete: bool
    profile: CountryProfile
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """An output as it lies in its folder: ``edited`` and ``gone`` are files of its manifest."""

    edited: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The records of the outputs in a folder."""

    output: Path

    def keep(self, name: str, record: Record) -> None:
        """Remember what an output is made from.

        Raises:
            OSError: It cannot be written.
        """
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "form": _FORM,
            "key": record.key,
            "manifest": record.manifest,
            "is_complete": record.is_complete,
            "profile": record.profile.as_record(),
            "problems": [problem.as_record() for problem in record.problems],
        }
        replace_whole(path, json.dumps(content, ensure_ascii=False).encode())

    def of(self, name: str) -> Record | None:
        """Return what is remembered of an output, None where that is nothing, or damaged."""
        try:
            kept = json.loads(self._path(name).read_bytes())
            if kept["form"] != _FORM:
                return None
            return Record(
                key=str(kept["key"]),
                manifest=str(kept["manifest"]),
                is_complete=kept["is_complete"] is True,
                profile=profile_of(kept["profile"]),
                problems=tuple(map(problem_of, kept["problems"])),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def held(self, name: str, record: Record) -> Held | None:
        """Return how the output of a record lies in its folder, None where another lies there."""
        folder = self.output / name
        manifest = _manifest(folder)
        if manifest is None or sha256(manifest) != record.manifest:
            return None
        edited, gone = [], []
        for path, known in _outputs(manifest).items():
            try:
                if sha256((folder / path).read_bytes()) != known:
                    edited.append(path)
            except OSError:
                gone.append(path)
        return Held(tuple(edited), tuple(gone))

    def documents(self, name: str) -> dict[str, str]:
        """Return the documents in the folder of an output, relative to the root, by format."""
        manifest = _manifest(self.output / name)
        found = _outputs(manifest) if manifest is not None else {}
        return {
            ending: f"{name}/{path}"
            for ending in FORMATS
            for path in sorted(found)
            if path.endswith(f".{ending}") and "/" not in path
        }

    def _path(self, name: str) -> Path:
        return self.output / STATE / "countries" / f"{name}.json"


def _manifest(folder: Path) -> bytes | None:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError:
        return None


def _outputs(manifest: bytes) -> dict[str, str]:
    try:
        listed = json.loads(manifest)["outputs"]
        return {str(output["path"]): str(output["sha256"]) for output in listed}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
