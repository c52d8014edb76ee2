"""Accepting and rejecting tracked changes in raw WordprocessingML, as ECMA-376 part 1 defines them.

It knows nothing of how the changes were written: what it gives is compared with the Word file of
each document alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NEW = {f"{W}ins", f"{W}moveTo"}
_OLD = {f"{W}del", f"{W}moveFrom"}
_FORMER = {f"{W}{name}" for name in ("pPrChange", "tblPrChange", "tcPrChange")}
_RANGES = {f"{W}{kind}Range{end}" for kind in ("moveFrom", "moveTo") for end in ("Start", "End")}

Element = Any


def body_of(docx: bytes, part: str = "word/document.xml") -> Element:
    """Return the body of a Word file (or the root of another part) with relations resolved."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root = etree.fromstring(package.read(part))
        folder, _, name = part.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        if relations in package.namelist():
            targets = {
                one.get("Id"): one.get("Target")
                for one in etree.fromstring(package.read(relations))
            }
            for element in root.iter():
                for key, value in list(element.attrib.items()):
                    if key.startswith(R):
                        element.set(key, targets[value])
    found = root.find(f"{W}body")
    return root if found is None else found


def accepted(body: Element) -> Element:
    """Accept all changes, in place."""
    return _taken(body, gone=_OLD, come=_NEW, former=False)


def rejected(body: Element) -> Element:
    """Reject all changes, in place."""
    return _taken(body, gone=_NEW, come=_OLD, former=True)


def _taken(body: Element, *, gone: set[str], come: set[str], former: bool) -> Element:
    _properties(body, former=former)
    _rows(body, gone, come)
    _runs(body, gone, come)
    _ends(body, gone, come)
    for element in list(body.iter(*_RANGES)):
        element.getparent().remove(element)
    for table in list(body.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    return body


def _properties(body: Element, *, former: bool) -> None:
    for change in list(body.iter(*_FORMER)):
        now = change.getparent()
        if not former:
            now.remove(change)
            continue
        before = change[0]
        kept = [e for e in now if e.tag in {f"{W}rPr", f"{W}sectPr"} and now.tag == f"{W}pPr"]
        for element in list(now):
            now.remove(element)
        now.extend([*before, *kept])


def _rows(body: Element, gone: set[str], come: set[str]) -> None:
    for row in list(body.iter(f"{W}tr")):
        marks = [e for e in row.iterfind(f"{W}trPr/*") if e.tag in gone | come]
        if any(mark.tag in gone for mark in marks):
            row.getparent().remove(row)
        for mark in marks:
            mark.getparent().remove(mark)


def _runs(body: Element, gone: set[str], come: set[str]) -> None:
    for element in list(body.iter(*gone, *come)):
        parent = element.getparent()
        if parent is None or parent.tag in {f"{W}rPr", f"{W}trPr"}:
            continue
        if element.tag in come:
            for child in list(element):
                element.addprevious(child)
        parent.remove(element)
    for deleted in list(body.iter(f"{W}delText", f"{W}delInstrText")):
        deleted.tag = f"{W}t" if deleted.tag.endswith("delText") else f"{W}instrText"
    for link in list(body.iter(f"{W}hyperlink")):
        if not [child for child in link if child.tag == f"{W}r"]:
            for child in list(link):
                link.addprevious(child)
            link.getparent().remove(link)


def _ends(body: Element, gone: set[str], come: set[str]) -> None:
    """Take away the ends of paragraphs that are gone: what is left runs into the next."""
    for paragraph in list(body.iter(f"{W}p")):
        marks = [e for e in paragraph.iterfind(f"{W}pPr/{W}rPr/*") if e.tag in gone | come]
        is_gone = any(mark.tag in gone for mark in marks)
        for mark in marks:
            mark.getparent().remove(mark)
        if not is_gone:
            continue
        rest = [child for child in paragraph if child.tag != f"{W}pPr"]
        following = paragraph.getnext()
        while following is not None and following.tag not in {f"{W}p", f"{W}tbl"}:
            following = following.getnext()
        if following is not None and following.tag == f"{W}p":
            at = 1 if following.find(f"{W}pPr") is not None else 0
            for child in reversed(rest):
                following.insert(at, child)
        else:
            assert not [child for child in rest if child.tag in {f"{W}r", f"{W}hyperlink"}]
        paragraph.getparent().remove(paragraph)


# --- what a reader sees ------------------------------------------------------------------------


def seen(body: Element) -> list[object]:
    """Return what a body consists of: words with their look, fields, pictures, tables."""
    kinds = {f"{W}p", f"{W}tbl"}
    parts = [_paragraph(e) if e.tag == f"{W}p" else _table(e) for e in body if e.tag in kinds]
    return [part for part in parts if part is not None]


def _paragraph(paragraph: Element) -> object:
    properties = paragraph.find(f"{W}pPr")
    said: list[tuple[str, str, str]] = []
    for run in paragraph.iter(f"{W}r"):
        if run.getparent().tag not in {f"{W}p", f"{W}hyperlink"}:
            continue
        link = run.getparent() if run.getparent().tag == f"{W}hyperlink" else None
        where = "" if link is None else (link.get(f"{W}anchor") or link.get(f"{R}id") or "")
        look = _plain(run.find(f"{W}rPr"))
        content = "".join(_content(child) for child in run if child.tag != f"{W}rPr")
        if said and said[-1][:2] == (where, look):
            content = said.pop()[2] + content
        said.append((where, look, content))
    said = [
        (where, look, cleaned)
        for where, look, content in said
        if (cleaned := re.sub(r"\{fld:begin\} TOC .*?\{fld:separate\}|^\{fld:end\}$", "", content))
    ]
    style = properties.find(f"{W}pStyle") if properties is not None else None
    name = "" if style is None else style.get(f"{W}val")
    if name == "Separator" and not said:
        return None
    return _plain(properties), tuple(said)


def _content(child: Element) -> str:
    if child.tag in {f"{W}t", f"{W}instrText"}:
        return child.text or ""
    if child.tag == f"{W}fldChar":
        return f"{{fld:{child.get(f'{W}fldCharType')}}}"
    return _plain(child)


def _table(table: Element) -> object:
    rows = []
    for row in table.iterfind(f"{W}tr"):
        cells = [
            (_plain(cell.find(f"{W}tcPr")), tuple(_paragraph(p) for p in cell.iterfind(f"{W}p")))
            for cell in row.iterfind(f"{W}tc")
        ]
        rows.append((_plain(row.find(f"{W}trPr")), tuple(cells)))
    return _plain(table.find(f"{W}tblPr")), tuple(rows)


def _plain(element: Element | None) -> str:
    """Return XML without namespaces, ids that only count, widths, and what holds nothing."""
    if element is None:
        return ""
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    xml = re.sub(r' xmlns:\w+="[^"]*"', "", xml)
    xml = re.sub(r'(<(?:wp:docPr|pic:cNvPr) )id="\d+" name="[^"]*"', r"\1", xml)
    xml = re.sub(r"<w:(tcW|numId) [^>]*/>", "", xml)
    return re.sub(r"<w:(rPr|pPr|trPr)/>|<w:(rPr|pPr|trPr)></w:\2>", "", xml)
