"""National reports: damaged, locked, packed without end, with programs inside."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.attacks.test_workbooks import ENTITY, LAUGHS
from tests.builders_attacks import a_dossier, archive, assert_soon_and_small, measured
from vnrgen.pdftext.passages import read_passages
from vnrgen.problems import InvalidInputError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SECRET = "the words of another file"  # noqa: S105 - to be looked for


def word(body: str, before: str = "") -> bytes:
    text = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return archive({"word/document.xml": text})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def a_pdf(
    *, words: str = "", password: str = "", script: str = "", pages: int = 1, attached: str = ""
) -> bytes:
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for _ in range(pages):
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    if script:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
    if attached:
        pdf.attachments["a.txt"] = attached.encode()
    stream = io.BytesIO()
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    pdf.save(stream, encryption=encryption)
    return stream.getvalue()


def bomb(size: int) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(b"q Q " * (size // 4))
    stream = io.BytesIO()
    pdf.save(stream, compress_streams=True, recompress_flate=True)
    return stream.getvalue()


def a_loop() -> bytes:
    """Return a PDF whose tree of pages leads back to itself."""
    data = a_pdf(words="words")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root.Pages.Kids = pikepdf.Array([pdf.Root.Pages, pdf.Root.Pages])
        stream = io.BytesIO()
        pdf.save(stream)
        return stream.getvalue()


REFUSED = {
    "a locked PDF": ("a.pdf", a_pdf(words="secret", password="x")),  # noqa: S106
    "a PDF without words": ("a.pdf", a_pdf()),
    "half a PDF": ("a.pdf", a_pdf(words="words")[:200]),
    "nothing but a mark of PDF": ("a.pdf", b"%PDF-1.7"),
    "an empty PDF": ("a.pdf", b""),
    "a PDF of noise": ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 500),
    "a PDF whose pages hold themselves": ("a.pdf", a_loop()),
    "a PDF with billions of pages": (
        "a.pdf",
        a_pdf(words="").replace(b"/Count 1", b"/Count 2147483647"),
    ),
    "brackets 100,000 deep": ("a.pdf", b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000),
    "an HTML page": ("a.pdf", b"<html><script>alert(1)</script></html>"),
    "a Word file with an entity": ("a.docx", word(paragraph("&x;"), ENTITY)),
    "a Word file that laughs": ("a.docx", word(paragraph("&i;"), LAUGHS + "]>")),
    "a Word file that unpacks 900 times": ("a.docx", word(" " * 70_000_000)),
    "elements 50,000 deep": ("a.docx", word("<w:p>" * 50_000)),
    "a Word file with no text": ("a.docx", archive({"a": "b"})),
    "half a Word file": ("a.docx", word(paragraph("words"))[:60]),
    "a locked Word file": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)),
    "an archive with a password": (
        "a.docx",
        word(paragraph("words"))
        .replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
        .replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00"),
    ),
    "a picture": ("a.docx", b"\x89PNG\r\n\x1a\n" * 100),
    "a text of nulls": ("a.txt", b"\x00" * 1_000),
    "an empty text": ("a.txt", b""),
}


@pytest.mark.parametrize(("name", "data"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_report_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InvalidInputError) as refused:
        read_passages(path)

    assert {p.code for p in refused.value.problems} <= {"REP010", "REP012"}
    assert not any(str(tmp_path) in str(p) for p in refused.value.problems)


READ = {
    "a script that runs on opening": a_pdf(words="Plain words.", script="app.alert(1)"),
    "an attachment": a_pdf(words="Plain words.", attached=SECRET),
    "a page behind the file": a_pdf(words="Plain words.") + b"<script>alert(1)</script>",
}


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_of_a_report_only_the_words_on_its_pages_are_read(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)

    assert [p.text for p in read_passages(path)] == ["Plain words."]


@pytest.mark.skipif(os.name != "posix", reason="pipes are made as POSIX has them")
def test_a_report_that_is_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(InvalidInputError):
        read_passages(tmp_path / "a.txt")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.pdf", lambda: bomb(400_000_000)),
        ("a.pdf", lambda: a_pdf(words="words", pages=6_000)),
        ("a.docx", lambda: word(paragraph("a") * 1_000_000)),
        ("a.txt", lambda: b"a " * 110_000_000),
        ("a.txt", lambda: b"a\n\n" * 6_000_000),
    ],
    ids=["a PDF stream of 400 MB", "6,000 pages", "paragraphs", "220 MB of text", "lines"],
)
def test_an_absurd_report_is_refused_soon_and_in_small_memory(
    name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    root = a_dossier(
        tmp_path,
        {
            f"reports/{name}": make(),
            "reports/reports.yaml": f"- {{report_id: a, title: A, year: 2021, path: {name}}}\n",
        },
    )

    assert_soon_and_small(measured("recs", "scan", str(root), cwd=tmp_path), "REP01")


def test_the_archive_builder_makes_what_its_name_says() -> None:
    with zipfile.ZipFile(io.BytesIO(word(paragraph("words")))) as package:
        assert b"words" in package.read("word/document.xml")


def crowded() -> bytes:
    """Return a PDF of one page with 60,000 little boxes and a word in each corner."""
    pdf = pikepdf.open(io.BytesIO(a_pdf(words="Plain words.")))
    boxes = b" ".join(b"%d %d 3 3 re f" % (i % 600, i % 790) for i in range(60_000))
    pdf.pages[0].contents_add(pdf.make_stream(boxes))
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def endless_outline() -> bytes:
    """Return a PDF whose bookmark is followed by itself."""
    with pikepdf.open(io.BytesIO(a_pdf(words="Plain words."))) as pdf:
        entry = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("Again")))
        entry.Next = entry
        entry.First = entry
        pdf.Root.Outlines = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Outlines, First=entry, Last=entry, Count=9)
        )
        stream = io.BytesIO()
        pdf.save(stream)
        return stream.getvalue()


@pytest.mark.parametrize("make", [crowded, endless_outline])
def test_drawings_and_bookmarks_without_end_leave_the_words(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make())

    assert [p.text for p in read_passages(path)] == ["Plain words."]


NESTED = "<w:r><w:txbxContent>" * 400 + "</w:txbxContent></w:r>" * 400
HOSTILE_WORD = {
    "boxes 400 deep": word(f"<w:p>{NESTED}</w:p>"),
    "tables 300 deep": word("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300),
}


@pytest.mark.parametrize("data", HOSTILE_WORD.values(), ids=HOSTILE_WORD)
def test_parts_within_each_other_without_end_are_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(InvalidInputError) as refused:
        read_passages(path)
    assert {p.code for p in refused.value.problems} <= {"REP010", "REP012"}


LINES = {
    "dots": "." * 200_000,
    "numbers": "Recommendations " + "1, " * 70_000 + "x",
    "marks": "(a)\n" * 40_000,
    "cells": "a     " * 30_000,
    "contents": "Contents\n" + "a 1\n" * 30_000,
    "hyphens": "ab-\n" * 40_000,
    "accents": "a" + "\u0301" * 200_000,
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_lines_made_to_be_slow_are_not(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    assert read_passages(path)
    assert time.process_time() - began < 6
