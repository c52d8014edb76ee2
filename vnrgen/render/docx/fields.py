"""Fields and links within the document: numbered captions, cross-references, the contents."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from vnrgen.document.blocks import CrossReference
from vnrgen.render.docx.markup import attribute, words
from vnrgen.render.docx.source_map import bookmark_name
from vnrgen.render.docx.writer import Setting, Writer

_LAST_NUMBER: Final = re.compile(r"^(.*?)(\d+)(\D*)$", re.DOTALL)


def anchor(bookmark: str, content: str, tooltip: str = "") -> str:
    """Return runs as a link to a bookmark; ``tooltip`` says where it leads."""
    tip = f' w:tooltip="{attribute(tooltip)}"' if tooltip else ""
    return f'<w:hyperlink w:anchor="{bookmark}"{tip} w:history="1">{content}</w:hyperlink>'


def field_start(writer: Writer, instruction: str, setting: Setting) -> str:
    """Return the runs of a field up to its cached result."""
    code = f'<w:instrText xml:space="preserve"> {words(instruction)} </w:instrText>'
    return (
        writer.raw_run('<w:fldChar w:fldCharType="begin"/>', setting)
        + writer.raw_run(code, setting)
        + writer.raw_run('<w:fldChar w:fldCharType="separate"/>', setting)
    )


def field_end(writer: Writer, setting: Setting) -> str:
    """Return the run that ends a field."""
    return writer.raw_run('<w:fldChar w:fldCharType="end"/>', setting)


def label_xml(writer: Writer, label: str, kind: str, setting: Setting) -> str:
    """Return a label such as "Figure 3" with its number as a SEQ field, in a bookmark.

    The sequence is named after the label's word where Word allows that name, else after
    ``kind``. Where the number is not the next of its sequence, the field sets it.
    """
    mark = writer.begin(setting.block_id, kind, "label")
    inner = replace(setting, style="Caption label")
    found = _LAST_NUMBER.match(label)
    if found is None:
        content = writer.run(label, inner)
    else:
        before, number, after = found.groups()
        instruction = _sequence(writer, before, int(number), kind)
        content = (
            writer.run(before, inner)
            + field_start(writer, instruction, inner)
            + writer.run(number, inner)
            + field_end(writer, inner)
            + writer.run(after, inner)
        )
    return mark.start + content + writer.end(mark)


def _sequence(writer: Writer, before: str, number: int, kind: str) -> str:
    name = "".join(re.findall(r"[A-Za-z0-9]", before))
    name = name if name[:1].isalpha() else kind
    expected = writer.sequences[name] + 1
    writer.sequences[name] = number
    reset = "" if number == expected else f" \\r {number}"
    return f"SEQ {name} \\* ARABIC{reset}"


def reference(writer: Writer, cross: CrossReference, setting: Setting) -> str:
    """Return a cross-reference: a REF field where it prints a label, a link to other blocks."""
    if cross.target_id not in writer.labels:
        return writer.run(cross.text, setting)
    inner = replace(setting, style="Cross-reference")
    if cross.text == writer.labels[cross.target_id]:
        instruction = f"REF {bookmark_name(cross.target_id, 'label')} \\h"
        return (
            field_start(writer, instruction, inner)
            + writer.run(cross.text, inner)
            + field_end(writer, inner)
        )
    if setting.linked:
        return writer.run(cross.text, setting)
    return anchor(bookmark_name(cross.target_id), writer.run(cross.text, inner))
