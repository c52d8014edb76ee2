"""Builds that would make what lies in their folder already, and so need not be done.

The rule is that of a batch (``order_key``): the content of every file of the dossier, every option,
vnrgen's own code and templates, and the libraries of this machine. What was built is remembered in
a hidden folder of the dossier, never in the output: problems may name what is not to be shown.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import platform
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from vnrgen.batch.keys import input_files, order_key, tool_key
from vnrgen.dossier.files.kept import HIDDEN, KeptFiles
from vnrgen.dossier.large.store import sha256_of
from vnrgen.problems import problem_of
from vnrgen.render.engines import PdfEngine
from vnrgen.render.publish import MANIFEST, check_destination
from vnrgen.request import BuildReport, BuildRequest

_RECORD = ".build"
_MOST_RECORDS = 64
_MOST_FILES, _MOST_BYTES = 50_000, 2_000_000_000  # a larger dossier is not gone through for this
_SYSTEM_LIBRARIES = (
    ("libpango-1.0.so.0", "pango_version_string"),
    ("libharfbuzz.so.0", "hb_version_string"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a build before it is done: its key, and its report where it is needless.

    Without a key nothing is known, nor will be.
    """

    request: BuildRequest
    key: str
    report: BuildReport | None

    def remember(self, report: BuildReport) -> None:
        """Remember what the build made, unless the machine lacked something or the input changed.

        A format that was missing is tried again next time; and where a file was saved meanwhile,
        nobody knows which of its contents was read.
        """
        if report.missing or not self.key or _key(self.request) != self.key:
            return
        folder = self.request.output
        content = {
            "key": self.key,
            "manifest": sha256_of(folder / MANIFEST),
            "written": [path.relative_to(folder).as_posix() for path in report.written],
            "problems": [problem.as_record() for problem in report.problems],
        }
        files = _files(self.request)
        if files.keep(_name(self.request), json.dumps(content).encode()):
            files.leave_only(files.names(_RECORD)[:_MOST_RECORDS])


def standing(request: BuildRequest) -> Standing:
    """Find out whether a build is needed.

    Raises:
        InvalidInputError: The output folder holds what a build would lose (PUB001 to PUB004).
    """
    check_destination(request.output, replace_edited=request.replace_edited)
    key = "" if request.afresh else _key(request)
    return Standing(request, key, _held(request, key) if key else None)


def _held(request: BuildRequest, key: str) -> BuildReport | None:
    """Return what a build would report, None where the output is not exactly that of the key."""
    content = _files(request).get(_name(request))
    if content is None:
        return None
    known = json.loads(content)
    if known["key"] != key or not _is_whole(request.output, known["manifest"]):
        return None
    return BuildReport(
        written=tuple(request.output / name for name in known["written"]),
        problems=tuple(map(problem_of, known["problems"])),
    )


def _is_whole(folder: Path, manifest: str) -> bool:
    """Tell whether a folder holds the output of a manifest, every file as it was written."""
    try:
        if sha256_of(folder / MANIFEST) != manifest:
            return False
        listed = json.loads((folder / MANIFEST).read_bytes())["outputs"]
        return all(_is_same(folder / output["path"], output["sha256"]) for output in listed)
    except OSError:
        return False


def _is_same(path: Path, digest: str) -> bool:
    return path.is_file() and not path.is_symlink() and sha256_of(path) == digest


def _key(request: BuildRequest) -> str:
    """Return the hash of all that decides what is made, here and today; "" of far too much.

    A stranger's dossier may hold files without end; the build refuses them without reading.
    """
    plain = replace(request, dossier=request.dossier.resolve(), output=request.output.resolve())
    if plain.area is None and not _is_of_usual_size(plain):
        return ""
    digest = hashlib.sha256(order_key(plain, tool_key(), plain.output).encode())
    for part in _machine(request):
        digest.update(f"\n{part}".encode())
    return digest.hexdigest()


def _is_of_usual_size(request: BuildRequest) -> bool:
    count = size = 0
    for path in input_files(request.dossier, request.output):
        try:
            size += path.stat().st_size
        except OSError:
            continue
        count += 1
        if count > _MOST_FILES or size > _MOST_BYTES:
            return False
    return True


def _machine(request: BuildRequest) -> list[str]:
    """Return what of this machine shapes an output, and is no part of vnrgen's own requirements."""
    found = [sys.platform, platform.machine()]
    for place in sys.path:
        folder = Path(place)
        if folder.is_dir():  # "name-1.2.dist-info": every library, with its version
            found += sorted(path.name for path in folder.glob("*.dist-info"))
    if "pdf" in request.formats and request.pdf_engine is PdfEngine.WEASYPRINT:
        found += [_version(*library) for library in _SYSTEM_LIBRARIES]
    return found


def _version(library: str, function: str) -> str:
    """Return the version of a library of the system, "" where it is not there."""
    try:
        asked = ctypes.CDLL(library)[function]
    except (OSError, AttributeError):
        return ""
    asked.restype = ctypes.c_char_p
    told: bytes = asked()
    return told.decode("ascii", "replace")


def _files(request: BuildRequest) -> KeptFiles:
    return KeptFiles(request.dossier / HIDDEN / "builds")


def _name(request: BuildRequest) -> str:
    place = str(request.output.resolve())
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:32] + _RECORD
