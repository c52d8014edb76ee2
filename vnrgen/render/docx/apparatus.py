"""Contents and notes: what leads a reader through the document."""

from __future__ import annotations

from dataclasses import replace

from vnrgen.document.blocks import Contents, ContentsEntry, Note, NoteList
from vnrgen.render.docx.fields import anchor, field_end, field_start
from vnrgen.render.docx.inlines import inlines_xml
from vnrgen.render.docx.source_map import bookmark_name
from vnrgen.render.docx.writer import Setting, Writer

_TAB = "<w:tab/>"


def write_contents(writer: Writer, contents: Contents, setting: Setting) -> None:
    """Write the contents as a TOC field whose cached result is the entries, each a link.

    Page numbers are known to Word alone. Each entry ends in a tab without dots and a field for its
    own, without a stored result: nothing shows until the page numbers, or all of it, are updated.
    In a comparison the field begins and ends outside the entries, which may come and go.
    """
    here = setting.within(contents.block_id)
    mark = writer.begin(contents.block_id, "Contents")
    writer.open(mark)
    deepest = max((entry.level for entry in contents.entries), default=1)
    start = field_start(writer, f'TOC \\o "1-{deepest}" \\h \\z \\u', here)
    end = field_end(writer, here)
    apart = writer.comparing
    if contents.title or apart:
        title = inlines_xml(writer, contents.title, here)
        writer.add(writer.paragraph("TOC Heading", title + (start if apart else "")))
    for number, entry in enumerate(contents.entries, start=1):
        before = start if number == 1 and not apart else ""
        after = end if number == len(contents.entries) and not apart else ""
        line = before + _entry(writer, entry, here) + after
        following = contents.entries[number : number + 1]
        together = any(later.level > 1 for later in following)  # a chapter with its sections
        writer.add(writer.paragraph(f"toc {entry.level}", line, keep_next=together))
    if apart:
        writer.add(writer.paragraph("Separator", end))
    writer.close(mark)


def _entry(writer: Writer, entry: ContentsEntry, setting: Setting) -> str:
    number = ""
    if entry.number:
        number = writer.run(entry.number, setting) + writer.raw_run(_TAB, setting)
        writer.spoken.append(" ")
    target = bookmark_name(entry.target_id)
    page = (
        writer.raw_run(_TAB, setting)
        + field_start(writer, f"PAGEREF {target} \\h", setting)
        + field_end(writer, setting)
    )
    return anchor(target, number + writer.run(entry.title, setting) + page)


def write_notes(writer: Writer, notes: NoteList, setting: Setting) -> None:
    """Write the notes of a section; each number leads back to where the note is called."""
    here = setting.within(notes.block_id)
    mark = writer.begin(notes.block_id, "NoteList")
    writer.open(mark)
    if notes.title:
        title = inlines_xml(writer, notes.title, here)
        writer.add(writer.paragraph("Notes heading", title))
    for note in notes.notes:
        writer.add(_note(writer, note, here))
    writer.close(mark)


def _note(writer: Writer, note: Note, setting: Setting) -> str:
    here = setting.within(note.note_id)
    place = writer.begin(note.note_id, "Note", "note")
    number = writer.run(note.label, replace(here, style="Note number"))
    back = f"{writer.document.furniture.get('back_to_text', '')} {note.label}".strip()
    number = anchor(bookmark_name(note.note_id, "mark"), number, back)
    writer.spoken.append(" ")
    words = inlines_xml(writer, note.content, here) + writer.end(place)
    tab = writer.raw_run(_TAB, here)
    return writer.paragraph("Note text", place.start + number + tab + words)
