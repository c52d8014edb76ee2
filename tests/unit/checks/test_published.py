"""A published folder is judged whole, whatever has become of its files meanwhile."""

from __future__ import annotations

import io
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vnrgen.checks.figures import SAVED, figures_that_differ
from vnrgen.checks.outputs import check_outputs
from vnrgen.checks.pdf_accessibility import pdf_accessibility
from vnrgen.checks.published import machine_places
from vnrgen.cli import main
from vnrgen.problems import Problem, Severity

PROFILE = """title: A guideline
rules:
  - {id: F4, requirement: Alike., source: Us, verified: true, severity: error, check: same_figures}
  - {id: F8, requirement: Read aloud., source: Us, verified: true, severity: error,
     check: no_problems, of_outputs: true, codes: [ACC001, ACC003]}
"""


@pytest.fixture
def out(published: Path, tmp_path: Path) -> Path:
    """A copy of what was published, beside its dossier with a guideline of two rules."""
    shutil.copytree(published.parent / "dossier", tmp_path / "dossier")
    profile = tmp_path / "dossier" / "chapters" / "guidelines" / "own.yaml"
    profile.parent.mkdir(parents=True)
    profile.write_text(PROFILE)
    return Path(shutil.copytree(published, tmp_path / "out"))


def check(out: Path, *, exit_code: int) -> tuple[set[tuple[str, str]], dict[str, dict[str, Any]]]:
    """Return codes and files of the problems of a folder, and the outcomes of the rules by id."""
    words = ["check", out.parent / "dossier", "--outputs", out, "--guideline", "own", "--json"]
    said = CliRunner().invoke(main, [str(word) for word in words])
    assert said.exit_code == exit_code, said.output
    record = json.loads(said.stdout)
    rules = {rule["id"]: rule for rule in record["guideline"]["rules"]}
    return {(p["code"], p["path"]) for p in record["problems"]}, rules


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_published_folder_as_it_was_built_meets_the_rules_and_names_its_files(out: Path) -> None:
    problems, rules = check(out, exit_code=0)
    assert problems == set()
    assert {rule["standing"] for rule in rules.values()} == {"met"}
    assert "chapter.docx, chapter.html, chapter.pdf" in rules["F4"]["found"]
    assert "chapter.docx, chapter.html, chapter.pdf" in rules["F8"]["found"]


def test_a_figure_changed_in_one_format_is_told_and_the_guideline_shown_with_it(out: Path) -> None:
    replace(out / "chapter.html", "410,000", "510,000")
    problems, rules = check(out, exit_code=1)
    assert problems == {("FIG001", "chapter.html")}
    assert rules["F4"]["standing"] == "not met"
    assert rules["F4"]["where"][0]["path"] == "chapter.html"
    assert rules["F8"]["standing"] == "met"


def test_without_a_saved_document_figures_are_not_checked_and_the_guideline_shown(
    out: Path,
) -> None:
    (out / "document.json").unlink()
    problems, rules = check(out, exit_code=1)
    assert problems == {("SAV001", "document.json")}
    assert rules["F4"]["standing"] == "not checked"
    assert "no saved document" in rules["F4"]["found"]


def test_a_folder_without_formats_meets_no_rule_about_them(out: Path) -> None:
    for path in out.glob("chapter.*"):
        path.unlink()
    _, rules = check(out, exit_code=0)
    assert {rule["standing"] for rule in rules.values()} == {"not checked"}


def test_what_is_wrong_with_published_files_is_told_beside_what_is_wrong_with_the_dossier(
    out: Path,
) -> None:
    (out.parent / "dossier" / "groups.csv").unlink()
    (out / "chapter.docx").write_bytes(b"")
    said = CliRunner().invoke(
        main, ["check", str(out.parent / "dossier"), "--outputs", str(out), "--json"]
    )
    problems = {(p["code"], p["path"]) for p in json.loads(said.stdout)["problems"]}
    assert ("PUB008", "chapter.docx") in problems
    assert "groups.csv" in {path for _, path in problems}


def test_a_pdf_that_has_lost_its_tags_cannot_be_read_aloud(published: Path) -> None:
    assert list(pdf_accessibility((published / "chapter.pdf").read_bytes())) == []
    printed = io.BytesIO()
    with pikepdf.open(published / "chapter.pdf") as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo", "/Lang"):
            del pdf.Root[key]
        pdf.save(printed)
    assert [(p.code, p.severity) for p in pdf_accessibility(printed.getvalue())] == [
        ("ACC002", Severity.WARNING),
        ("ACC011", Severity.WARNING),
    ]


def test_files_that_word_and_systems_leave_behind_are_passed_over(out: Path) -> None:
    for name in ("~$chapter.docx", ".chapter.docx", ".DS_Store", "data/~$x.html"):
        (out / name).write_bytes(b"\x00\xff")
    assert check(out, exit_code=0)[0] == set()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has such a file")
def test_a_file_that_cannot_be_read_is_a_problem(out: Path) -> None:
    (out / "chapter.docx").unlink()
    (out / "chapter.docx").symlink_to("/proc/self/mem")
    assert ("PUB008", "chapter.docx") in check(out, exit_code=1)[0]


def test_a_published_file_may_name_no_place_that_a_build_may_not_name(out: Path) -> None:
    leaked = (out.parent / "dossier", out, Path.cwd())
    for number, place in enumerate(leaked):
        (out / "data" / f"{number}.csv").write_text(f"see {place}/x\n")
    problems, _ = check(out, exit_code=1)
    assert problems == {("PUB006", f"data/{number}.csv") for number in range(len(leaked))}


def test_a_place_is_known_by_its_link_and_by_where_the_link_leads(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    places = machine_places(tmp_path / "link", tmp_path / "out")
    assert {tmp_path / "link", (tmp_path / "real").resolve()} <= set(places)


# --- damage ---------------------------------------------------------------------------------------


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(made, "w") as written:
        for name in read.namelist():
            content = change(name, read.read(name))
            if content is not None:
                written.writestr(name, content)
    return made.getvalue()


def part(name: str, change: Callable[[bytes], bytes | None]) -> Callable[[bytes], bytes]:
    return lambda data: repacked(data, lambda n, c: change(c) if n == name else c)


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return made.getvalue()


def locked(data: bytes) -> bytes:
    """Set the flag of a password on every part, locally and in the directory."""
    changed = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(sign)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(sign, at + 1)
    return bytes(changed)


def nested(depth: int, *tags: bytes) -> Callable[[bytes], bytes]:
    """Put elements of these names into each other, at the beginning of the text."""
    opened = b"".join(b"<w:%s>" % tag for tag in tags) * depth
    closed = b"".join(b"</w:%s>" % tag for tag in reversed(tags)) * depth
    return lambda c: c.replace(b"<w:body>", b"<w:body>" + opened + closed, 1)


TEXT, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
NOISE = random.Random(4).randbytes(5000)  # noqa: S311 - no secret
ENTITY = b'<!DOCTYPE x [<!ENTITY e "x">]>'
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "one byte": lambda d: d[:1],
    "the beginning": lambda d: d[:2000],
    "half": lambda d: d[: len(d) // 2],
    "all but the end": lambda d: d[:-30],
    "the end": lambda d: d[len(d) // 2 :],
    "zeros": lambda d: bytes(len(d)),
    "zeros in the middle": lambda d: d[:3000] + bytes(4000) + d[7000:],
    "ones": lambda _: b"\xff" * 5000,
    "noise": lambda _: NOISE,
    "noise after the head": lambda d: d[:8] + NOISE,
    "UTF-16": lambda _: "Ein Text, 12 %".encode("utf-16"),
    "Latin-1": lambda _: "Année 2024".encode("latin-1"),
    "marked section": lambda _: b"<html lang=en><title>x</title><![x[ 12 ]]>",
    "declaration": lambda _: b"<!DOCTYPE html [<!ELEMENT",
    "long reference": lambda _: b"<p>&#" + b"9" * 5000 + b";",
    "open comment": lambda d: b"<!--" + d,
    "deep page": lambda _: b"<div>" * 20_000,
    "a page": lambda _: b"<!doctype html><title>x</title><p>12",
    "a PDF's head": lambda _: b"%PDF-1.7\n",
    "another ZIP": lambda _: archive({"a.txt": b"x"}),
    "old Word": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "RTF": lambda _: b"{\\rtf1 12}",
    "carriage returns": lambda d: d.replace(b"\n", b"\r\n"),
    "seven bits": lambda d: bytes(byte & 127 for byte in d),
}
DAMAGE_IN_WORD: dict[str, Callable[[bytes], bytes]] = {
    "an entity": part(TEXT, lambda c: c.replace(b"?>", b"?>" + ENTITY, 1)),
    "an entity in styles": part(STYLES, lambda c: c.replace(b"?>", b"?>" + ENTITY, 1)),
    "an entity in UTF-16": part(
        TEXT, lambda _: '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16")
    ),
    "no text": part(TEXT, lambda _: None),
    "no styles": part(STYLES, lambda _: None),
    "no properties": part(CORE, lambda _: None),
    "empty text": part(TEXT, lambda _: b""),
    "empty properties": part(CORE, lambda _: b""),
    "half a text": part(TEXT, lambda c: c[: len(c) // 2]),
    "another text": part(TEXT, lambda _: b"<a/>"),
    "an unknown encoding": part(TEXT, lambda c: c.replace(b"UTF-8", b"klingon", 1)),
    "strict": part(
        TEXT,
        lambda c: c.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    ),
    "odd sizes": part(STYLES, lambda c: c.replace(b'<w:sz w:val="', '<w:sz w:val="²'.encode())),
    "endless sizes": part(
        STYLES, lambda c: c.replace(b'<w:sz w:val="', b'<w:sz w:val="' + b"9" * 5000)
    ),
    "deep text": part(TEXT, nested(5000, b"sdt")),
    "tables in tables": part(TEXT, nested(60, b"tbl", b"tr", b"tc")),
    "a bomb": lambda _: archive({TEXT: b" " * 60_000_000}),
    "a password": locked,
}


HARMLESS = {"odd sizes", "endless sizes"}


def problems_of(published: Path, name: str, damage: Callable[[bytes], bytes]) -> list[Problem]:
    """Return what is said of one damaged file beside its document."""
    files = {saved: (published / saved).read_bytes() for saved in SAVED}
    files[name] = damage((published / name).read_bytes())
    return [*figures_that_differ(files), *check_outputs(files, [])]


@pytest.mark.parametrize("kind", [*DAMAGE, *DAMAGE_IN_WORD])
def test_a_damaged_word_file_is_a_problem_of_that_file(published: Path, kind: str) -> None:
    found = problems_of(published, "chapter.docx", (DAMAGE | DAMAGE_IN_WORD)[kind])
    assert {problem.where.path for problem in found} == {"chapter.docx"} or kind in HARMLESS


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_page_brings_problems_of_that_file_only(published: Path, kind: str) -> None:
    found = problems_of(published, "chapter.html", DAMAGE[kind])
    assert {problem.where.path for problem in found} <= {"chapter.html"}
    unread = {"noise", "ones", "zeros", "UTF-16", "Latin-1", "marked section", "nothing"}
    assert found or kind not in unread


@pytest.mark.parametrize("kind", ["nothing", "the beginning", "half", "noise", "another ZIP"])
def test_a_damaged_pdf_is_a_problem_of_that_file(published: Path, kind: str) -> None:
    found = problems_of(published, "chapter.pdf", DAMAGE[kind])
    assert {problem.where.path for problem in found} == {"chapter.pdf"}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_saved_document_is_a_problem_and_no_other_file_is_blamed(
    published: Path, kind: str
) -> None:
    saved = (published / "document.json").read_bytes()
    found = figures_that_differ({"document.json": DAMAGE[kind](saved), "chapter.html": b"<p>1"})
    assert {p.code for p in found} in ({"SAV001"}, {"FIG001"} if kind == "carriage returns" else 0)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_no_change_of_bytes_ends_the_check_with_anything_but_problems(
    published: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret

    def damage(data: bytes) -> bytes:
        changed = bytearray(data)
        for _ in range(chance.randint(1, 40)):
            at = chance.randrange(len(changed))
            changed[at : at + chance.randint(0, 50)] = chance.randbytes(chance.randint(0, 50))
        return bytes(changed)

    inside = part(chance.choice((TEXT, STYLES, CORE)), damage)
    for name, kind in (
        ("chapter.docx", damage),
        ("chapter.docx", inside),
        ("chapter.html", damage),
    ):
        found = problems_of(published, name, kind)
        assert {problem.where.path for problem in found} <= {name}
