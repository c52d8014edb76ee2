"""New paragraphs and tables of a writer: which file they go to, and after which words of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from vnrgen.render.docx.source_map import MapEntry
from vnrgen.versions.pull.between import Between, Spot, is_part
from vnrgen.versions.pull.comparing import Comparison
from vnrgen.versions.pull.leaves import Leaf, Line, Piece, line
from vnrgen.versions.pull.made_then import is_of_people
from vnrgen.versions.pull.markdown_out import Word, markdown_of
from vnrgen.versions.pull.merge import two_way
from vnrgen.versions.pull.outcome import Kind, Taken, Why
from vnrgen.versions.pull.prose_file import NewBlock, ProseFile, table_rows
from vnrgen.versions.pull.rewording import note_label, plain_anatomy, reworded

_LABEL: Final = re.compile(r"[^\W\d_]+[\s\u00a0]\d+[\s\u00a0]*[.:\u2013\u2014-][\s\u00a0]*(?=\S)")
_NOTES: Final = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_TO_NOTES: Final = frozenset({"Note", "NoteMark"})
_BOXED: Final = ("callout", "caution", "method")


@dataclass(slots=True)
class NewWords:
    """Puts what had no place before into the files of prose."""

    now: Comparison
    between: Between
    _after: dict[int, Spot | None] = field(default_factory=dict)
    _copies: dict[str, list[str]] = field(default_factory=dict)

    def unknown(self, leaf: Leaf) -> None:
        """Take a new paragraph; what vnrgen made then, or makes today, is not new."""
        own = [self.now.before[n] for n in leaf.starts if n in self.now.before]
        gone = [e for e in own if e.words and e.bookmark not in self._names_today]
        made = self.now.then.gone(leaf)
        if gone and all(entry.words != leaf.words for entry in gone):
            self.now.refuse(Why.BOTH, gone[0].block_id, "", leaf.words)
        elif made is not None and not gone:
            self._of_then(leaf, made)
        elif not gone and not self._is_there(leaf) and not self._is_copy(leaf):
            self._new(leaf)

    def _of_then(self, leaf: Leaf, made: MapEntry) -> None:
        """Tell of words in what vnrgen made when the file was made, and prints no more."""
        if is_of_people(made):
            reason = "it is not printed any more, so its words are not kept"
            self.now.refuse(Why.BOTH, made.block_id, "", "", reason)
        else:
            self.now.refuse(Why.BOTH, made.block_id, "", leaf.words)

    def _is_there(self, leaf: Leaf) -> bool:
        """Whether the same words have come into the prose since, as from an earlier pull."""
        for today, host in zip(self.now.today.leaves, self.now.hosts.of, strict=True):
            is_free = today.number not in self.now.pairs.edited and host.kind == "prose"
            if is_free and today.words == leaf.words and not self.now.was_there(today):
                self.now.pairs.pair(leaf.number, today.number)
                return True
        return False

    def _is_copy(self, leaf: Leaf) -> bool:
        """Whether it copies what vnrgen prints, or somebody's own words; keep it to tell."""
        if leaf.form.cell is not None:
            words = [c.words for c in self.now.edited.leaves if _table(c) == _table(leaf)]
            if words in self._tables_today():
                self._copies.setdefault("-", []).append(leaf.words)
                return True
            return False
        for today, host in zip(self.now.today.leaves, self.now.hosts.of, strict=True):
            same = (today.words, today.form.style) == (leaf.words, leaf.form.style)
            if same and (host.kind != "prose" or host.story):
                self._copies.setdefault(self.now.place(host), []).append(leaf.words)
                return True
        return False

    def _tables_today(self) -> list[list[str]]:
        tables: dict[int, list[str]] = {}
        for leaf, host in zip(self.now.today.leaves, self.now.hosts.of, strict=True):
            if leaf.form.cell is not None and host.kind != "prose":
                tables.setdefault(_table(leaf), []).append(leaf.words)
        return list(tables.values())

    def tell_copies(self) -> None:
        """Tell of copies of what vnrgen prints, which would be stale with the next figures."""
        for place, words in self._copies.items():
            reason = "a copy of what is printed elsewhere"
            self.now.refuse(Why.GENERATED, place, "", " | ".join(words), reason)

    @property
    def _names_today(self) -> Mapping[str, MapEntry]:
        return self.now.hosts.entries

    def _new(self, leaf: Leaf) -> None:
        if leaf.form.cell is not None:
            self._new_cell(leaf)
            return
        if self._titles_new_table(leaf):
            return  # it comes with the first cell of its table
        made = reworded(
            plain_anatomy(Line("", ())),
            two_way(Line("", ()), line(leaf.pieces)),
            line(leaf.pieces),
            self.now.pool,
            looks=True,
        )
        words = made.words
        if leaf.form.heading:
            words = [replace(w, strong=False, emphasis=False) for w in words]
        text, kept = markdown_of(words)
        if not kept:
            self.now.outcome.notices.append(leaf.words)
        self.insert(leaf, text, Kind.ADDED, "")

    def _new_cell(self, leaf: Leaf) -> None:
        """Gather the cells of a new table of prose; a cell in a table of vnrgen has no place."""
        table = [c for c in self.now.edited.leaves if _table(c) == _table(leaf)]
        if any(c.number in self.now.pairs.today for c in table if c.words):
            if self._new_row(leaf, table):
                return
            reason = "a cell that is no cell of this table"
            self.now.refuse(Why.GENERATED, self.now.near(leaf.number), "", leaf.words, reason)
            return
        if leaf.number != next(c.number for c in table if c.words):
            return
        title = self._title_of(table[0])
        rows: dict[int, dict[int, list[str]]] = {}
        for cell in table:
            _t, row, column = cell.form.cell or (0, 0, 0)
            rows.setdefault(row, {}).setdefault(column, []).append(self.in_cell(cell))
        widths = max(max(columns) for columns in rows.values()) + 1
        cells = [
            [" ".join(row.get(n, [])) for n in range(widths)] for _r, row in sorted(rows.items())
        ]
        lines = table_rows(cells)
        if title is not None:
            lines = (f"Table: {_without_label(self.in_cell(title))}", "", *lines)
        if self.place_block(leaf, NewBlock(rows=lines), Kind.ADDED, ""):
            path = (self._after[leaf.number] or ("", 0))[0]
            for cell in (*table, *(() if title is None else (title,))):
                self.add_notes(self.now.hosts.files[path], cell)

    def _is_of_new_table(self, cell: Leaf) -> bool:
        table = (c for c in self.now.edited.leaves if _table(c) == _table(cell))
        return not any(c.number in self.now.pairs.today for c in table if c.words)

    def _titles_new_table(self, leaf: Leaf) -> bool:
        """Whether a new paragraph is the title of a new table right below it."""
        below = (other for other in self.now.edited.leaves[leaf.number + 1 :] if other.words)
        cell = next(below, None) if leaf.form.style == "caption" else None
        return cell is not None and cell.form.cell is not None and self._is_of_new_table(cell)

    def _title_of(self, cell: Leaf) -> Leaf | None:
        """Return the new title above the first cell of a new table."""
        above = (self.now.edited.leaves[n] for n in range(cell.number - 1, -1, -1))
        leaf = next((other for other in above if other.words), None)
        is_title = leaf is not None and leaf.form.cell is None and leaf.form.style == "caption"
        return leaf if is_title and leaf and leaf.number not in self.now.pairs.today else None

    def all_of(self, leaf: Leaf) -> str:
        """Return all words that come, or stay out, with a new paragraph: those of its table."""
        if leaf.form.cell is None:
            return leaf.words
        table = [c for c in self.now.edited.leaves if _table(c) == _table(leaf)]
        if self._is_of_new_table(leaf):
            title = self._title_of(table[0])
            table = table if title is None else [title, *table]
        else:
            table = [c for c in table if c.form.cell and leaf.form.cell[1] == c.form.cell[1]]
        return " | ".join(c.words for c in table if c.words)

    def goes_on(self, leaf: Leaf, numbers: Iterable[int]) -> None:
        """Let what follows a moved table be put after it."""
        self._after |= dict.fromkeys(numbers, self._after[leaf.number])

    def in_cell(self, cell: Leaf) -> str:
        """Return what stands in a new cell as Markdown."""
        looks = [Piece(p.text, replace(p.look, strong=False)) for p in cell.pieces]
        made = reworded(
            plain_anatomy(Line("", ())),
            two_way(Line("", ()), line(looks)),
            line(looks),
            self.now.pool,
            looks=True,
        )
        return markdown_of(made.words, in_cell=True)[0]

    def _new_row(self, leaf: Leaf, table: Sequence[Leaf]) -> bool:
        """Put a whole new row into a table of prose; False where it is none, or has no place."""
        number = (leaf.form.cell or (0, 0, 0))[1]
        row = [c for c in table if (c.form.cell or (0, 0, 0))[1] == number]
        if any(c.number in self.now.pairs.today for c in row if c.words):
            return False
        spot = self._row_above(number, table)
        columns = [(c.form.cell or (0, 0, 0))[2] for c in row]
        if spot is None or columns != list(range(spot[2])):
            return False
        if leaf.number != next(c.number for c in row if c.words):
            return True  # it came with the first cell of its row
        path, above, _width = spot
        cells = tuple(self.in_cell(c) for c in row)
        file = self.now.hosts.files[path]
        file.new_rows.setdefault(above, []).append(cells)
        for cell in row:
            self.add_notes(file, cell)
        self.now.written |= {c.number: words for c, words in zip(row, cells, strict=True)}
        self.now.outcome.taken.append(
            Taken(
                kind=Kind.ADDED,
                place=path,
                new=" | ".join(c.words for c in row),
                story=self.now.story_of(path),
                edit=leaf.number,
            )
        )
        return True

    def _row_above(self, number: int, table: Sequence[Leaf]) -> tuple[str, int, int] | None:
        """Return file, a cell and the width of the row that a new row of a table follows."""
        for cell in reversed([c for c in table if (c.form.cell or (0, 0, 0))[1] < number]):
            today = self.now.pairs.today.get(cell.number)
            if today is None or not cell.words:
                continue
            host = self.now.hosts.of[today]
            source = self.now.hosts.files[host.path].leaves if host.kind == "prose" else ()
            where = source[host.number].cell if source else None
            if where is None:
                return None
            width = sum(leaf.cell is not None and leaf.cell[:2] == where[:2] for leaf in source)
            return host.path, host.number, width
        return None

    def leaves_story(self, leaf: Leaf, story: str) -> bool:
        """Whether a paragraph of somebody's story would stand elsewhere, out of its consent."""
        spot = self._spot(leaf)
        return bool(story) and (spot is None or spot[0] != story)

    def insert(self, leaf: Leaf, markdown: str, kind: Kind, old: str) -> bool:
        """Put a paragraph where it stands in Word; return whether there is a place for it."""
        form = leaf.form
        boxed = form.style.startswith(_BOXED) and not form.heading
        block = NewBlock(
            markdown=markdown,
            heading=form.heading,
            item=form.item,
            depth=form.depth,
            boxed=boxed,
        )
        return self.place_block(leaf, block, kind, old)

    def place_block(self, leaf: Leaf, block: NewBlock, kind: Kind, old: str) -> bool:
        """Put a block where a paragraph stands in Word; return whether there is a place for it."""
        spot = self._spot(leaf)
        is_between = spot is None or is_part(spot[0])
        is_between &= not self.now.outcome.lost_map
        if block.heading and is_between and self._heading(leaf, kind, old):
            return True
        if not self.now.outcome.lost_map:  # else it may be what vnrgen made of other data
            spot = spot or self.between.spot(leaf)
        if spot is None:
            words = " | ".join(block.rows) if block.rows else leaf.words
            self.now.refuse(Why.NO_PLACE, self.now.near(leaf.number), old, words)
            return False
        path, number = spot
        file = self.now.hosts.files[path]
        if file.is_title_of_table(number):
            number -= 1  # a title and its table are not parted
        if block.heading:
            block = replace(block, heading=self._level(file, leaf))
        block = self._with_notes(leaf, file, block)
        file.inserted.setdefault(number, []).append(block)
        self.add_notes(file, leaf)
        self._after[leaf.number] = (path, number)
        self.now.written[leaf.number] = " | ".join(block.rows) or block.markdown
        words = " | ".join(block.rows) if block.rows else leaf.words
        self.now.outcome.taken.append(
            Taken(
                kind=kind,
                place=path,
                old=old,
                new=words,
                story=self.now.story_of(path),
                edit=leaf.number,
                printed="" if block.rows else leaf.words,
            )
        )
        return True

    def _with_notes(self, leaf: Leaf, file: ProseFile, block: NewBlock) -> NewBlock:
        """Let notes come along into another file; a label that is taken there becomes another."""
        used = {*_NOTES.findall("\n".join((block.markdown, *block.rows)))}
        labels: dict[str, str] = {}
        for label, (own, number) in (self._notes_in(leaf) if used else {}).items():
            if own is file or label not in used:
                continue
            taken = file.note(label) is not None or file.carried.get(label, (own,))[0] is not own
            labels[label] = note_label(f"{own.path} {label}") if taken else label
            file.carried[labels[label]] = (own, number)
            is_moved = leaf.number in self.now.moving  # else it still stands where it was
            if is_moved and sum(one.content.count(f"[^{label}]") for one in own.leaves) == 1:
                own.deleted.add(number)

        def renamed(text: str) -> str:
            return _NOTES.sub(lambda found: f"[^{labels.get(found[1], found[1])}]", text)

        return replace(
            block, markdown=renamed(block.markdown), rows=tuple(map(renamed, block.rows))
        )

    def _notes_in(self, leaf: Leaf) -> dict[str, tuple[ProseFile, int]]:
        """Return the notes of prose that a paragraph or its table leads to, by their labels."""
        leaves = self.now.edited.leaves
        tables = {_table(one) for one in leaves[leaf.number : leaf.number + 2]} - {0}
        inside = [leaf, *(one for one in leaves if _table(one) in tables)]
        entries = self.now.hosts.entries
        marks = {piece.look.mark for one in inside for piece in one.pieces} & entries.keys()
        wanted = {entries[mark].block_id for mark in marks if entries[mark].kind in _TO_NOTES}
        found = {}
        for host in self.now.hosts.of if wanted else ():
            if host.kind == "prose" and host.block in wanted:
                file = self.now.hosts.files[host.path]
                source = file.leaves[host.number]
                if source.kind == "note":
                    found[source.key] = (file, host.number)
        return found

    def _heading(self, leaf: Leaf, kind: Kind, old: str) -> bool:
        """Put a heading that closes a part of the template into that template."""
        place = self.between.heading(leaf)
        if place:
            self._after[leaf.number] = None
            self.now.outcome.taken.append(
                Taken(
                    kind=kind,
                    place=place,
                    old=old,
                    new=leaf.words,
                    edit=leaf.number,
                    printed=leaf.words,
                )
            )
        return bool(place)

    def _spot(self, leaf: Leaf) -> Spot | None:
        """Return the prose beside new words, and after which of its paragraphs they belong."""
        before = self._neighbour(range(leaf.number - 1, -1, -1))
        if before is not None and self._takes(before[0], leaf):
            return before
        after = self._neighbour(range(leaf.number + 1, len(self.now.edited.leaves)))
        if after is not None and self._takes(after[0], leaf):
            return after[0], after[1] - 1
        return None

    def _neighbour(self, numbers: Iterable[int]) -> Spot | None:
        """Return where the nearest paragraph stands; None if it is not prose."""
        for number in numbers:
            leaf = self.now.edited.leaves[number]
            if number in self._after:
                return self._after[number]
            today = self.now.pairs.today.get(number)
            if today is None or not leaf.words or number in self.now.moving:
                continue
            host = self.now.hosts.of[today]
            if (
                host.kind != "prose"
                or self.now.hosts.files[host.path].leaves[host.number].kind == "note"
            ):
                return None
            return host.path, host.number
        return None

    def _takes(self, path: str, leaf: Leaf) -> bool:
        """Whether a file takes new words: somebody's own story takes only what stands in it."""
        return not path.startswith("stories/") or leaf.form.style.startswith("story")

    def _level(self, file: ProseFile, leaf: Leaf) -> int:
        """Return how many signs make a heading of this level in this file."""
        for number, host in enumerate(self.now.hosts.of):
            if host.path == file.path and host.kind == "prose":
                source = file.leaves[host.number]
                if source.kind == "heading":
                    return within(
                        source.level
                        + leaf.form.heading
                        - self.now.today.leaves[number].form.heading
                    )
        return within(leaf.form.heading)

    def add_notes(self, file: ProseFile, leaf: Leaf) -> None:
        """Let a file have the notes that a writer made in Word."""
        for piece in leaf.pieces:
            if piece.look.note:
                words = markdown_of(_plain_words(piece.look.note))[0]
                file.notes[note_label(piece.look.note)] = words


def _plain_words(text: str) -> list[Word]:
    return [Word(character) for character in text]


def _table(leaf: Leaf) -> int:
    return leaf.form.cell[0] if leaf.form.cell else 0


def _without_label(title: str) -> str:
    """Return a title without the number that Word counted: vnrgen counts its tables itself."""
    return _LABEL.sub("", title, count=1)


def within(level: int) -> int:
    """Return the nearest level that a heading of prose can have."""
    return min(max(level, 1), 6)
