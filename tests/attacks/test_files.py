"""What a folder can hold besides plain files, and where its paths may lead."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders_attacks import a_dossier, codes_of, data_from, problems_of, settings_with, story
from vnrgen.build import BuildRequest, build
from vnrgen.problems import InvalidInputError, VnrgenError

posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes are made as POSIX has them")
SECRET = "the secret of another folder"  # noqa: S105 - to be looked for
PLACES = [
    "places.csv",
    "dossier.yaml",
    "data/figures.csv",
    "data/more.csv",
    "stories/a.md",
    "narrative/en/who.md",
    "reports/reports.yaml",
    "reports/vnr.pdf",
    "photos/a.jpg",
    "templates/sections/mine.md.j2",
    "chapters/lnob.yaml",
    "ledger.db",
    "versions/a/document.json",
]


def replaced(root: Path, name: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return path


@posix
@pytest.mark.parametrize("name", PLACES)
def test_a_link_out_of_the_dossier_stops_the_reading(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    root = a_dossier(tmp_path)
    replaced(root, name).symlink_to(secret)
    found = problems_of(root)

    assert [(p.code, p.where.path) for p in found] == [("DOS010", name)]
    assert SECRET not in str(found)


@posix
@pytest.mark.parametrize("name", ["stories", "data", "narrative", "reports", "templates", "photos"])
def test_a_linked_folder_stops_the_reading(name: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = a_dossier(tmp_path)
    if (root / name).is_dir():
        (root / name).rename(root / "moved")
    (root / name).symlink_to(outside)

    assert ("DOS010", name) in {(p.code, p.where.path) for p in problems_of(root)}


@posix
def test_a_folder_that_holds_itself_is_not_walked_for_ever(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    (root / "data" / "again").symlink_to(root)

    assert codes_of(root) == {"DOS011"}


@posix
def test_a_link_to_itself_is_a_problem(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    (root / "data" / "a").symlink_to(root / "data" / "b")
    (root / "data" / "b").symlink_to(root / "data" / "a")

    assert codes_of(root) <= {"DOS010", "DOS012"}


@posix
def test_a_link_inside_the_dossier_is_followed(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    (root / "data" / "figures.csv").rename(root / "data" / "own.csv")
    (root / "data" / "figures.csv").symlink_to(root / "data" / "own.csv")

    assert codes_of(root) <= {"DOS003"}


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    # The name of a socket may have 108 bytes only, so it is made from its own folder.
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def a_device(path: Path) -> None:
    try:
        os.mknod(path, 0o20666, os.makedev(1, 5))  # /dev/zero
    except (PermissionError, OSError):
        pytest.skip("only root may make devices")


@posix
@pytest.mark.parametrize("make", [a_pipe, a_socket, a_device])
@pytest.mark.parametrize("name", ["places.csv", "stories/a.md", "data/figures.csv", "photos/a.jpg"])
def test_what_is_no_plain_file_is_never_opened(
    name: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    root = a_dossier(tmp_path)
    make(replaced(root, name))

    assert {(p.code, p.where.path) for p in problems_of(root)} == {("DOS011", name)}


@posix
@pytest.mark.parametrize("name", ["places.csv", "dossier.yaml", "data", "stories/a.md"])
def test_what_may_not_be_read_is_said(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_dossier(tmp_path, {"stories/a.md": story()})
    path = root / name
    if os.geteuid() == 0:  # root may read everything: the system's answer is played
        real, scan = os.access, os.scandir
        monkeypatch.setattr(os, "access", lambda p, m: Path(p) != path and real(p, m))
        monkeypatch.setattr(os, "scandir", lambda p: _refused(p) if Path(p) == path else scan(p))
    else:
        path.chmod(0)

    assert ("DOS012", name) in {(p.code, p.where.path) for p in problems_of(root)}
    path.chmod(0o700)


def _refused(path: object) -> None:
    raise PermissionError(13, "Permission denied", str(path))


PATHS = [
    "../outside.csv",
    "data/../../outside.csv",
    "/etc/passwd",
    "//etc/passwd",
    "..\\\\outside.csv",
    "C:/Windows/win.ini",
    "file:///etc/passwd",
    "http://127.0.0.1:9/x.csv",
    "data/./../../outside.csv",
    ".hidden/x.csv",
    "data/.hidden.csv",
    "~/x.csv",
    "$HOME/x.csv",
    "data/figures.csv\\0.csv",
    "dev/../../../../../../../dev/zero",
    "a" * 5_000,
    "a/" * 500 + "a.csv",
    ".",
    "..",
    "",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_data_path_stays_inside_the_dossier(path: str, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text(SECRET, encoding="utf-8")
    found = problems_of(a_dossier(tmp_path, {"dossier.yaml": data_from(f'"{path}"')}))

    assert {p.code for p in found} & {"YML006", "YML005", "YML001", "LAY002"}
    assert SECRET not in str(found)


@pytest.mark.parametrize("path", PATHS)
def test_a_photo_path_stays_inside_the_dossier(path: str, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_bytes(b"\xff\xd8\xff")
    front = f'photo: "{path}"'
    found = problems_of(a_dossier(tmp_path, {"stories/a.md": story(front=front)}))

    assert {p.code for p in found} & {"YML006", "YML001"} or path == ""


@pytest.mark.parametrize("path", PATHS)
def test_a_report_path_stays_inside_its_folder(path: str, tmp_path: Path) -> None:
    reports = f'- {{report_id: a, title: A, year: 2021, path: "{path}"}}\n'
    found = problems_of(a_dossier(tmp_path, {"reports/reports.yaml": reports}))

    assert {p.code for p in found} & {"YML006", "YML005", "YML001"}


NAMES = [
    "stories/a\nb.md",
    "stories/\u202egpj.md",
    "stories/\U0001f600.md",
    "stories/-rf.md",
    "stories/$(id).md",
    "stories/a b;c&d.md",
    "stories/'\"<script>.md",
    "stories/%2e%2e%2fx.md",
    "narrative/en/who\t.md",
    "narrative/../en/\x7f.md",
    "data/\udcff.csv",
]


@posix
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_strange_name_does_no_harm_and_stays_on_its_line(name: str, tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(story(), encoding="utf-8")
    for problem in problems_of(root):
        text = f"{problem.where} {problem.what} {problem.fix}"
        assert text.isprintable(), text
        text.encode()


def test_a_deep_folder_and_a_long_name_are_read_or_refused(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    here = root / "narrative" / "en"
    for _ in range(12):
        here = here / ("d" * 200)
    here.mkdir(parents=True)
    (here / ("a" * 200 + ".md")).write_text("Words.", encoding="utf-8")

    problems_of(root)


@pytest.mark.slow
def test_a_folder_of_60_000_files_is_no_dossier(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    (root / "many").mkdir()
    for number in range(60_000):
        (root / "many" / str(number)).touch()

    assert codes_of(root) == {"DOS014"}


@posix
def test_an_output_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious.txt").write_text("precious", encoding="utf-8")
    (tmp_path / "output").symlink_to(elsewhere)
    request = BuildRequest(
        dossier=a_dossier(tmp_path), output=tmp_path / "output", formats=("html",)
    )
    with pytest.raises(VnrgenError):
        build(request)

    assert [p.name for p in elsewhere.iterdir()] == ["precious.txt"]


@pytest.mark.parametrize("inside", ["", "data", "stories/new"])
def test_an_output_inside_the_dossier_harms_no_file_of_it(inside: str, tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    with contextlib.suppress(InvalidInputError):
        build(BuildRequest(dossier=root, output=root / inside, formats=("html",)))

    assert {p: p.read_bytes() for p in before} == before


@pytest.mark.parametrize(
    "manifest",
    [
        "[]",
        "{",
        '{"outputs": 5}',
        json.dumps({"outputs": [{"path": "../precious.txt", "sha256": "x"}]}),
        '{"outputs": ' + "[" * 100_000,
    ],
)
def test_a_forged_manifest_does_not_make_files_ours(manifest: str, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("precious", encoding="utf-8")
    output = tmp_path / "output"
    output.mkdir()
    (output / "manifest.json").write_text(manifest, encoding="utf-8")
    (output / "precious.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(InvalidInputError):
        build(BuildRequest(dossier=a_dossier(tmp_path), output=output, formats=("html",)))

    assert (output / "precious.txt").read_text(encoding="utf-8") == "precious"
    assert (tmp_path / "precious.txt").is_file()


LEDGERS = {
    "no database": b"evil" * 1_000,
    "nothing": b"",
    "half a database": b"SQLite format 3\x00" + bytes(84),
}


@pytest.mark.parametrize("data", LEDGERS.values(), ids=LEDGERS)
def test_a_ledger_that_is_none_is_refused(data: bytes, tmp_path: Path) -> None:
    assert codes_of(a_dossier(tmp_path, {"ledger.db": data})) <= {"LED007"}


SCHEMAS = {
    "a view without end": (
        "CREATE VIEW event AS WITH RECURSIVE a(number) AS (SELECT 1 UNION ALL SELECT number + 1 "
        "FROM a) SELECT number, 'x' AS event FROM a"
    ),
    "an event of a gigabyte": (
        "CREATE VIEW event AS SELECT 1 AS number, hex(zeroblob(500000000)) AS event"
    ),
    "an event that is no decision": (
        "CREATE TABLE event (number INTEGER, event TEXT); INSERT INTO event VALUES (1, '{}')"
    ),
    "an event that is a list": (
        "CREATE TABLE event (number INTEGER, event TEXT); INSERT INTO event VALUES (1, '[1]')"
    ),
    "another table": "CREATE TABLE event (a); INSERT INTO event VALUES (1)",
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_a_ledger_made_to_harm_is_refused(schema: str, tmp_path: Path) -> None:
    import sqlite3

    root = a_dossier(tmp_path)
    connection = sqlite3.connect(root / "ledger.db")
    connection.executescript(schema)
    connection.close()

    assert codes_of(root) == {"LED007"}


@pytest.mark.parametrize("language", ["../../x", "en/../../x", "x" * 5_000, "\u202e", ""])
def test_the_tag_of_a_language_is_no_path(language: str, tmp_path: Path) -> None:
    root = a_dossier(tmp_path, {"dossier.yaml": settings_with(language=json.dumps(language))})

    assert {p.code[:3] for p in problems_of(root)} & {"SET", "YML", "TXT"}
