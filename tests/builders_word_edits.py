"""A Word file edited in its raw XML, the way Word leaves it, for tests of what is read back."""

from __future__ import annotations

import copy
import hashlib
import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock
from xml.sax.saxutils import escape

from lxml import etree

from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.document.blocks import Document
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.render.docx import render_docx
from vnrgen.versions.pull import pulling
from vnrgen.versions.pull.pulling import Pulled, PullRequest, blank_pictures, pull, write
from vnrgen.versions.pull.trying import Trials
from vnrgen.versions.pull.word import Tracked, WordFile, read_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W[1:-1]}
BODY = "word/document.xml"

SHORTENED = """
sections:
  drop: [at_a_glance, why, doing, figures, earlier_recommendations, measuring, annexes]
"""

PROSE = """\
We counted {{ count("groups") }} groups in the hills. Nobody had *asked* them before.[^why]

Every second family walked for an hour to reach a clinic, and came back without help.

## What we saw

The third paragraph stands under a heading and has a [link](https://example.org/a).

- first thing that was said
- second thing that was said
- third thing that was said

> **A box**
>
> Words that stand in the box.

The last paragraph of the section closes it.

[^why]: The census left them out.
"""


def a_dossier(folder: Path, prose: str = PROSE, section: str = "who") -> Path:
    """Return a small dossier with prose for one section, of four sections and few tables."""
    root = folder / "dossier"
    new_dossier(root)
    settings = root / "dossier.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + SHORTENED, encoding="utf-8")
    path = root / "narrative" / "en" / f"{section}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(prose, encoding="utf-8")
    return root


_COMPOSED: dict[str, Document] = {}
_BUILT: dict[str, bytes] = {}
_PRINTED: dict[int, WordFile] = {}  # of documents that are kept


def composed(root: Path, language: str | None = None) -> Document:
    """Return the chapter of a dossier; the same dossier is composed once for all tests."""
    key = f"{_digest(root)} {language}"
    if key not in _COMPOSED:
        request = BuildRequest(dossier=root, output=Path(), language=language)
        _COMPOSED[key] = compose_dossier(request).document
    return _COMPOSED[key]


def _digest(root: Path) -> str:
    """Return what a dossier says, whatever lies in its folder for reviewers."""
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name = path.relative_to(root).as_posix()
        if not name.startswith("reviews/"):
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def built(root: Path, language: str | None = None) -> bytes:
    """Return the Word file of a dossier, with blank pictures."""
    key = f"{_digest(root)} {language}"
    if key not in _BUILT:
        _BUILT[key] = render_docx(composed(root, language), *blank_pictures())
    return _BUILT[key]


def _printed(document: Document, _options: object = None) -> WordFile:
    """Return a document as its Word file says it; that of one document is read once."""
    key = id(document)
    if key not in _PRINTED:
        _PRINTED[key] = read_word(render_docx(document, *blank_pictures()))
    return _PRINTED[key]


def pulled(
    root: Path,
    docx: bytes,
    tracked: Tracked = Tracked.ACCEPTED,
    *,
    keep: bool = True,
    language: str | None = None,
) -> Pulled:
    """Read an edited file back into a dossier; ``keep`` writes what came of it."""
    path = root.parent / "edited.docx"
    path.write_bytes(docx)
    with mock.patch.object(pulling, "printed", _printed):
        request = PullRequest(edited=path, dossier=root, tracked=tracked)
        made = pull(request, partial(composed, language=language))
    if keep:
        write(made, root)
    return made


def pulled_untried(
    root: Path,
    docx: bytes,
    tracked: Tracked = Tracked.ACCEPTED,
    *,
    keep: bool = True,
    language: str | None = None,
) -> Pulled:
    """Read an edited file back without trying on a copy whether the chapter still builds."""
    with mock.patch.object(Trials, "_not_printed", return_value=[]):
        return pulled(root, docx, tracked, keep=keep, language=language)


def prose(root: Path, section: str = "who") -> str:
    """Return the prose of a section."""
    return (root / "narrative" / "en" / f"{section}.md").read_text(encoding="utf-8")


def edited(docx: bytes, *edits: Callable[[Any], None], part: str = BODY) -> bytes:
    """Return a Word file after edits of the tree of one of its parts."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as archive,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as fresh,
    ):
        for name in archive.namelist():
            data = archive.read(name)
            if name == part:
                tree = etree.fromstring(data)
                for edit in edits:
                    edit(tree)
                data = etree.tostring(tree)
            fresh.writestr(name, data)
    return stream.getvalue()


def said(paragraph: Any) -> str:
    """Return the words of a paragraph."""
    return "".join(t.text or "" for t in paragraph.iter(f"{W}t"))


def find(tree: Any, words: str) -> Any:
    """Return the paragraph of the body that holds some words."""
    for paragraph in tree.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        is_contents = style is not None and style.get(f"{W}val", "").casefold().startswith("toc")
        if words in said(paragraph) and not is_contents:
            return paragraph
    raise LookupError(words)


def replace(old: str, new: str) -> Callable[[Any], None]:
    """Type other words in place of some that stand in one run."""

    def edit(tree: Any) -> None:
        paragraph = find(tree, old)
        for text in paragraph.iter(f"{W}t"):
            if old in (text.text or ""):
                text.text = text.text.replace(old, new)
                return
        raise LookupError(old)

    return edit


def run(text: str, properties: str = "") -> Any:
    """Return a run of words."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    text = escape(text)
    return etree.fromstring(
        f'<w:r xmlns:w="{W[1:-1]}">{rpr}<w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def new_paragraph(text: str, style: str = "", properties: str = "") -> Any:
    """Return a paragraph as a writer types it: no bookmark, a style or none."""
    ppr = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    paragraph = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{ppr}</w:p>')
    paragraph.append(run(text, properties))
    return paragraph


def insert_after(words: str, text: str, style: str = "") -> Callable[[Any], None]:
    """Type a new paragraph after the one that holds some words."""

    def edit(tree: Any) -> None:
        find(tree, words).addnext(new_paragraph(text, style))

    return edit


def like_it(words: str, text: str) -> Callable[[Any], None]:
    """Press Enter at the end of a paragraph and type: the new one has its style and list."""

    def edit(tree: Any) -> None:
        above = find(tree, words)
        made = new_paragraph(text)
        ppr = above.find(f"{W}pPr")
        if ppr is not None:
            made.insert(0, copy.deepcopy(ppr))
        above.addnext(made)

    return edit


def delete(words: str) -> Callable[[Any], None]:
    """Delete a paragraph with its bookmarks."""

    def edit(tree: Any) -> None:
        paragraph = find(tree, words)
        paragraph.getparent().remove(paragraph)

    return edit


def move(words: str, after: str) -> Callable[[Any], None]:
    """Cut a paragraph and paste it after another one."""

    def edit(tree: Any) -> None:
        paragraph = find(tree, words)
        find(tree, after).addnext(paragraph)

    return edit


def split(before: str, after: str) -> Callable[[Any], None]:
    """Press Enter in a paragraph, between words that stand in one run."""

    def edit(tree: Any) -> None:
        paragraph = find(tree, before + after)
        rest = new_paragraph("")
        ppr = paragraph.find(f"{W}pPr")
        rest.remove(rest.find(f"{W}r"))
        rest.insert(0, copy.deepcopy(ppr))
        going = False
        for child in list(paragraph):
            text = next(child.iter(f"{W}t"), None)
            if going and child.tag != f"{W}pPr":
                rest.append(child)
            elif text is not None and before + after in (text.text or ""):
                head, tail = text.text.split(before + after)
                text.text = head + before
                rest.append(run(after + tail))
                going = True
        paragraph.addnext(rest)

    return edit


def join(first: str, second: str) -> Callable[[Any], None]:
    """Delete the end of a paragraph: the next one goes on in it."""

    def edit(tree: Any) -> None:
        above, below = find(tree, first), find(tree, second)
        above.append(run(" "))
        for child in list(below):
            if child.tag != f"{W}pPr":
                above.append(child)
        below.getparent().remove(below)

    return edit


EDITS: dict[str, Any] = {
    "reworded": (
        (replace("walked for an hour", "walked for two hours"),),
        PROSE.replace("walked for an hour", "walked for two hours"),
    ),
    "beside a number": (
        (replace(" groups in the hills", " peoples in the hills"),),
        PROSE.replace("groups in the hills", "peoples in the hills"),
    ),
    "heading": ((replace("What we saw", "What we heard"),), PROSE.replace("we saw", "we heard")),
    "item": ((replace("second thing", "another thing"),), PROSE.replace("second t", "another t")),
    "box": ((replace("A box", "The box"),), PROSE.replace("A box", "The box")),
    "note": ((replace("census left", "count left"),), PROSE.replace("census left", "count left")),
    "new": (
        (insert_after("Every second family", "A new paragraph of words."),),
        PROSE.replace("without help.\n", "without help.\n\nA new paragraph of words.\n"),
    ),
    "new first": (
        (like_it("without help", "Zoe *was* here_too."),),
        PROSE.replace("without help.\n", "without help.\n\nZoe \\*was\\* here\\_too.\n"),
    ),
    "new heading": (
        (insert_after("The last paragraph", "A new part", "Heading2"),),
        PROSE.replace("closes it.\n", "closes it.\n\n## A new part\n"),
    ),
    "new item": (
        (like_it("second thing", "between the two"),),
        PROSE.replace("- third", "- between the two\n- third"),
    ),
    "deleted": (
        (delete("Every second family"),),
        PROSE.replace("Every second family walked for an hour to reach a clinic, and came back "
                      "without help.\n\n", ""),
    ),
    "deleted item": (
        (delete("second thing"),), PROSE.replace("- second thing that was said\n", "")
    ),
    "moved": (
        (move("Every second family", "The last paragraph"),),
        PROSE.replace("Every second family walked for an hour to reach a clinic, and came back "
                      "without help.\n\n", "").replace(
            "closes it.\n",
            "closes it.\n\nEvery second family walked for an hour to reach a clinic, and came "
            "back without help.\n",
        ),
    ),
    "split": (
        (split("reach a clinic, ", "and came back"),),
        PROSE.replace("a clinic, and came", "a clinic,\n\nand came"),
    ),
    "joined": (
        (join("Every second family", "The last paragraph"),),
        PROSE.replace("without help.\n", "without help. The last paragraph of the section closes "
                      "it.\n").replace("The last paragraph of the section closes it.\n\n[^", "[^"),
    ),
    "split between a number and its words": (
        (split(" groups in the ", "hills"),),
        PROSE.replace("groups in the hills", "groups in the\n\nhills"),
    ),
}  # fmt: skip
