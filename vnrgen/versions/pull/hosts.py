"""Where each printed paragraph comes from: prose, a story, a row of a table, a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from vnrgen.render.docx.source_map import MapEntry
from vnrgen.versions.pull.leaves import Leaf, line
from vnrgen.versions.pull.outlines import QUESTION, TITLE
from vnrgen.versions.pull.prose_file import ProseFile, read_prose
from vnrgen.versions.pull.rewording import Anatomy, Hole, anatomy

_NOTE = "/note/footnote/"
_ALIKE = 20  # letters with which a note begins that is known although it is printed otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Where the words of a paragraph come from.

    ``kind`` is ``prose`` (``path`` and the ``number`` of its paragraph there), ``title`` of a
    story, ``row`` (of the table ``path``: row ``number``, or the recommendation ``key``),
    ``outline`` (the ``key`` of the section ``block``), ``template`` or ``generated``. ``block``
    names the block, ``story`` whose words they are.
    """

    kind: str
    block: str = ""
    path: str = ""
    number: int = 0
    key: str = ""
    story: str = ""


GENERATED = Host(kind="generated")
Read = Callable[[str], bytes | None]


@dataclass(slots=True)
class Hosts:
    """The hosts of today's paragraphs, and the files of prose among them."""

    leaves: list[Leaf]
    entries: Mapping[str, MapEntry]
    read: Read
    outline: str = ""
    files: dict[str, ProseFile] = field(default_factory=dict)
    of: list[Host] = field(default_factory=list)
    anatomies: dict[int, Anatomy] = field(default_factory=dict)
    _stories: dict[str, str] = field(default_factory=dict)

    def find(self) -> None:
        """Find the host of every paragraph, and take those of prose apart."""
        for entry in self.entries.values():
            if entry.origin is not None and entry.origin.kind in {"narrative", "story"}:
                self._open(entry.origin.path, story=entry.origin.kind == "story")
            if entry.kind == "Story" and entry.origin is not None:
                self._stories[entry.block_id.rsplit("/", maxsplit=1)[-1]] = entry.origin.path
        for leaf in self.leaves:
            host = self._host(leaf)
            if host.kind == "prose":
                source = self.files[host.path].leaves[host.number]
                found = anatomy(line(leaf.pieces), source)
                if found is None and not host.story:
                    host = Host(kind="generated", block=host.block)
                elif found is not None:
                    self.anatomies[leaf.number] = found
            self.of.append(host)

    def holes(self) -> dict[str, Hole]:
        """Return the calls of all prose by the bookmarks of what is printed for them."""
        return {
            mark: hole
            for found in self.anatomies.values()
            for hole in found.holes
            for mark in hole.marks
        }

    def number_of(self, path: str, number: int) -> int | None:
        """Return which printed paragraph a paragraph of a file is."""
        wanted = [n for n, h in enumerate(self.of) if h.kind == "prose" and h.path == path]
        return next((n for n in wanted if self.of[n].number == number), None)

    def _open(self, path: str, *, story: bool) -> None:
        if path and path not in self.files:
            data = self.read(path)
            if data is not None:
                self.files[path] = read_prose(path, data, story=story)

    def open_new(self, path: str, data: bytes) -> None:
        """Open a file of prose that is not there yet, or that nothing is printed from."""
        self.files[path] = read_prose(path, data)

    def _entries(self, names: Iterable[str]) -> list[MapEntry]:
        return [self.entries[name] for name in names if name in self.entries]

    def _host(self, leaf: Leaf) -> Host:
        around = self._entries((*leaf.open, *leaf.starts))
        starting = self._entries(leaf.starts)
        for entry in starting:
            found = self._by_entry(entry)
            if found is not None:
                return found
        if leaf.form.cell is not None or leaf.form.style == "caption":
            return self._in_table(leaf, around)
        for entry in starting:
            found = self._first_of(entry, leaf)
            if found is not None:
                return found
        block = around[-1].block_id if around else ""
        return Host(kind="generated", block=block)

    def _by_entry(self, entry: MapEntry) -> Host | None:
        origin, block = entry.origin, entry.block_id
        match entry.kind:
            case "Note":
                return self._note(entry)
            case "RecommendationEntry":
                key = entry.part.removeprefix("entry/")
                return Host(kind="row", block=block, path="recommendations.csv", key=key)
            case "Detail":
                key = entry.part.split("/", maxsplit=2)[1]
                return Host(kind="row", block=block, path="recommendations.csv", key=key)
            case "Paragraph" | "Section" if origin is not None:
                if origin.kind == "narrative":
                    return self._prose(origin.path, origin.first_line, block)
                if origin.kind == "story":
                    return self._told(entry)
                if origin.kind == "template":
                    return Host(kind="template", block=block, path=origin.path)
                if origin.kind == "table" and origin.first_line:
                    row = origin.first_line
                    return Host(kind="row", block=block, path=origin.path, number=row)
                return Host(kind="generated", block=block)
            case "Paragraph" | "Section":
                return self._of_outline(entry) or Host(kind="generated", block=block)
            case _:
                return None

    def _of_outline(self, entry: MapEntry) -> Host | None:
        """Return the host of the title or the question of a section of the outline."""
        section, _slash, rest = entry.block_id.partition("/")
        key = {("Section", ""): TITLE, ("Paragraph", QUESTION): QUESTION}.get((entry.kind, rest))
        if key is None or not self.outline or entry.part:
            return None
        return Host(kind="outline", block=section, path=self.outline, key=key)

    def _first_of(self, entry: MapEntry, leaf: Leaf) -> Host | None:
        """Return the host of the first paragraph of a block: its title."""
        origin = entry.origin
        if entry.kind == "Callout" and origin is not None and origin.kind == "narrative":
            return self._prose(origin.path, origin.first_line, entry.block_id, title=True)
        if entry.kind == "Story" and origin is not None and leaf.form.style == "story title":
            return Host(kind="title", block=entry.block_id, path=origin.path)
        return None

    def _prose(self, path: str, first: int, block: str, *, title: bool = False) -> Host | None:
        file = self.files.get(path)
        number = file.at_line(first, title=title) if file is not None else None
        if number is None:
            return None
        return Host(kind="prose", block=block, path=path, number=number)

    def _told(self, entry: MapEntry) -> Host:
        """Return the host of a paragraph of somebody's own words."""
        person = entry.block_id.split("/", maxsplit=2)[1] if "/" in entry.block_id else ""
        path = self._stories.get(person, "")
        first = entry.origin.first_line if entry.origin is not None else 0
        found = self._prose(path, first, entry.block_id)
        if found is None:
            return Host(kind="generated", block=entry.block_id)
        return Host(
            kind="prose", block=entry.block_id, path=path, number=found.number, story=person
        )

    def _note(self, entry: MapEntry) -> Host | None:
        if _NOTE not in entry.block_id:
            return Host(kind="generated", block=entry.block_id)
        label = entry.block_id.split(_NOTE, maxsplit=1)[1]
        found = [
            (_fits(entry.words, source.content), path, number)
            for path, file in self.files.items()
            for number, source in enumerate(file.leaves)
            if source.kind == "note" and source.key == label
        ]
        if not any(fits for fits, _path, _number in found) and entry.words.split():
            return Host(kind="generated", block=entry.block_id)
        best = max(found, key=lambda one: one[0], default=None)
        if best is None:
            return Host(kind="generated", block=entry.block_id)
        return Host(kind="prose", block=entry.block_id, path=best[1], number=best[2])

    def _in_table(self, leaf: Leaf, around: list[MapEntry]) -> Host:
        tables = [e for e in around if e.kind == "Table" and e.part == ""]
        block = around[-1].block_id if around else ""
        table = tables[-1] if tables else None
        if table is None or table.origin is None:
            return Host(kind="generated", block=block)
        file = self.files.get(table.origin.path)
        if table.origin.kind != "narrative" or file is None:
            return Host(kind="generated", block=table.block_id)
        number = _cell_of(file, table.origin.first_line, leaf)
        if number is None:
            return Host(kind="generated", block=table.block_id)
        return Host(kind="prose", block=table.block_id, path=table.origin.path, number=number)


def _fits(printed: str, source: str) -> int:
    """Return how much of a source a printed note begins with, up to its first call; 0 for none.

    Notes of several sections may have one label, and words that begin alike.
    """
    letters = "".join(c for c in source.partition("{{")[0] if c.isalnum())
    said = "".join(c for c in printed if c.isalnum())
    if letters in said:
        return len(letters) + 1
    return _ALIKE if letters[:_ALIKE] in said else 0


def _cell_of(file: ProseFile, first: int, leaf: Leaf) -> int | None:
    """Return which paragraph of a file a cell, or the title, of the table at a line is."""
    head = next((n for n, s in enumerate(file.leaves) if s.cell and s.first == first), None)
    if head is None:
        return None
    if leaf.form.cell is None:
        return head - 1 if head and file.leaves[head - 1].kind == "caption" else None
    table = (file.leaves[head].cell or (0, 0, 0))[0]
    wanted = (table, leaf.form.cell[1], leaf.form.cell[2])
    return next((n for n, s in enumerate(file.leaves) if s.cell == wanted), None)
