"""Hostile words in every cell, title and story are words in every format, and nothing else."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest
from defusedxml.ElementTree import fromstring

from vnrgen.build import BuildRequest, build
from vnrgen.dossier.scaffold import new_dossier

EVIL = (
    "\"'></style></script></text>]]><script>alert(1)</script><img src=x onerror=alert(1)>"
    " $\\frac{$ ${7*7} {{7*7}} {% x %} &lt;b&gt; javascript:alert(1) \\input{x} %s {0} "
    "\u202e12\u202c \x0b =cmd|'/c calc'!A1"
)
COLUMNS = re.compile(
    r"(label|title|text|definition|identification_method|producer|method|finding|quote|"
    r"attribution|criterion|service|reason|suggestion|addressee|theme|body|budget|status|period_text|"
    r"organiser|organisation|note|unit_label|licence|official_citizen_note)(_[a-z]{2})?"
)
BOUND = {("policies", "status"), ("consultations", "method"), ("qualitative", "method")}


def spoiled(path: Path) -> None:
    """Write the hostile words into the free texts of a table."""
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        if "finding_id" in row:
            continue  # a quote is Markdown, in which HTML is refused; tests/attacks/test_markdown
        for column, value in row.items():
            free = (
                not str(column).endswith("_id")
                and COLUMNS.fullmatch(column or "")
                and (path.stem, column) not in BOUND
            )
            if free and value:
                row[column] = f"{value} {EVIL}"
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0].keys() if rows else ["a"])
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evil")
    root = folder / "dossier"
    new_dossier(root)
    for path in sorted(root.glob("*.csv")):
        spoiled(path)
    settings = (root / "dossier.yaml").read_text(encoding="utf-8")
    for key in ("title", "subtitle", "coalition", "contact"):
        words = EVIL.replace("\\", "\\\\").replace('"', '\\"').replace("\x0b", "")
        settings = re.sub(rf"(?m)^{key}:.*$", lambda _m, k=key, w=words: f'{k}: "{w}"', settings)
    (root / "dossier.yaml").write_text(settings, encoding="utf-8")
    build(BuildRequest(dossier=root, output=folder / "output"))
    return folder / "output"


class Elements(HTMLParser):
    """Gathers elements and attributes as a browser sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


def test_the_page_runs_nothing_and_loads_nothing(output: Path) -> None:
    page = Elements()
    page.feed((output / "chapter.html").read_text(encoding="utf-8"))

    assert not page.tags & {"script", "iframe", "object", "embed", "base", "form", "meta-refresh"}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    for name, value in page.attributes:
        if name in {"href", "src", "xlink:href", "action", "data"}:
            assert value.startswith(
                ("#", "https://", "http://", "mailto:", "data:image/", "data:font/")
            ), value
    assert ("src", "x") not in page.attributes


def test_the_words_are_there_as_words(output: Path) -> None:
    text = (output / "chapter.html").read_text(encoding="utf-8")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{7*7}}" in text
    assert "{% x %}" in text


def test_the_word_file_is_sound_and_leads_only_to_the_web(output: Path) -> None:
    with zipfile.ZipFile(output / "chapter.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".svg")):
            root = fromstring(data)
            for node in root.iter():
                if node.get("TargetMode") == "External":
                    assert str(node.get("Target")).startswith(("https://", "http://", "mailto:"))
                if node.tag.endswith("}instrText"):
                    assert (node.text or "").split()[0] in {
                        "TOC",
                        "SEQ",
                        "REF",
                        "PAGEREF",
                        "PAGE",
                        "HYPERLINK",
                        "NUMPAGES",
                        "STYLEREF",
                    }
    assert not [n for n in parts if re.search(r"vba|embed|ole|activeX|altChunk", n, re.IGNORECASE)]


def test_the_pdf_has_no_action_but_links(output: Path) -> None:
    with pikepdf.open(output / "chapter.pdf") as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary):
                assert not {"/JS", "/OpenAction", "/AA", "/Launch"} & set(item.keys())
                if item.get("/S") == "/URI":
                    assert str(item["/URI"]).startswith(("https://", "http://", "mailto:"))


def test_no_cell_of_the_data_is_a_formula(output: Path) -> None:
    for path in (output / "data").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream):
                assert not [c for c in row if c.startswith(("=", "+", "@", "\t"))]


def test_no_character_that_turns_or_hides_is_in_any_output(output: Path) -> None:
    for path in sorted(output.rglob("*")):
        if path.suffix in {".html", ".json", ".csv"}:
            found = re.findall(
                r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]",
                path.read_text(encoding="utf-8-sig"),
            )
            assert found == [], path.name
