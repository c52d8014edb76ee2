"""The edited file beside the chapter as it is now → edits of the sources, and what has no place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from vnrgen.render.docx.source_map import NOTE_SIGN, MapEntry, words_digest
from vnrgen.versions.pull.align import Alignment, align, in_order, likeness, own_names
from vnrgen.versions.pull.bindings import lost_holes, unbound
from vnrgen.versions.pull.cells import with_words
from vnrgen.versions.pull.hosts import Host, Hosts, Read
from vnrgen.versions.pull.leaves import Leaf, Line, Look, Piece, line, plain_line, said
from vnrgen.versions.pull.markdown_out import Word, markdown_of
from vnrgen.versions.pull.merge import Step, three_way, two_way
from vnrgen.versions.pull.outcome import Kind, NotTaken, Outcome, Taken, Why
from vnrgen.versions.pull.prose_file import NewBlock, ProseFile, table_rows
from vnrgen.versions.pull.rewording import (
    Hole,
    Pool,
    Reworded,
    note_label,
    plain_anatomy,
    reworded,
)
from vnrgen.versions.pull.templates import with_message
from vnrgen.versions.pull.word import WordFile

_BOXED: Final = ("callout", "caution", "method")
_QUIET: Final = frozenset({"separator", "table end", "toc heading", "picture", "story photo"})


@dataclass(slots=True)
class ReadingBack:
    """One edited file being compared with the chapter as it is now."""

    edited: WordFile
    today: WordFile
    read: Read
    language: str
    translate: Callable[[str], str] | None = None
    refused: frozenset[int] = frozenset()
    list_open: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    hosts: Hosts = field(init=False)
    pairs: Alignment = field(init=False)
    before: dict[str, MapEntry] = field(init=False)
    _pool: Pool = field(init=False)
    _moving: frozenset[int] = frozenset()
    _after: dict[int, tuple[str, int]] = field(default_factory=dict)
    _others: dict[str, bytes] = field(default_factory=dict)

    def run(self) -> Outcome:
        """Return every edit, taken or not; nothing is written."""
        self.hosts = Hosts(
            self.today.leaves, {e.bookmark: e for e in self.today.entries}, self.read
        )
        self.hosts.find()
        self.before = {e.bookmark: _comparable(e) for e in self.edited.entries}
        self.outcome.lost_map = not self.before
        self._know_notes()
        words = {name: e.words for name, e in self.before.items() if e.words}
        owned = own_names((*self.today.entries, *self.edited.entries))
        self.pairs = align(self.edited.leaves, self.today.leaves, owned, words)
        self._pool = Pool(
            self.hosts.holes(), lost_holes(self.hosts, self.pairs, self.edited.leaves)
        )
        self._deletions()
        self._moving = self._moved()
        for leaf in self.edited.leaves:
            self._leaf(leaf)
            if self.list_open and leaf.tracked:
                changes = [text for text in leaf.tracked if text != "¶"] or ["¶"]
                self._refuse(Why.OPEN, self._near(leaf.number + 1), leaf.words, " | ".join(changes))
        self._comments()
        for path, file in sorted(self.hosts.files.items()):
            if file.is_changed:
                self.outcome.files[path] = file.result()
        self.outcome.not_taken += unbound(self.hosts, self.outcome.files, self.edited.leaves)
        self.outcome.files |= dict(sorted(self._others.items()))
        return self.outcome

    # --- what is known before ------------------------------------------------------------------

    def _know_notes(self) -> None:
        """Let a note made in Word, once it is a note of the chapter, be that note."""
        known = {
            leaf.words: (leaf.label, name)
            for leaf in self.today.leaves
            for name in leaf.starts
            if name in self.hosts.entries and self.hosts.entries[name].kind == "Note"
        }
        for number, leaf in enumerate(self.edited.leaves):
            if any(p.look.note for p in leaf.pieces):
                pieces = tuple(_known_note(piece, known) for piece in leaf.pieces)
                self.edited.leaves[number] = replace(leaf, pieces=pieces)

    def _base(self, leaf: Leaf, today: Leaf) -> Line | None:
        """Return what the paragraph said when the file was made; None where that is not known."""
        own = [self.before[n] for n in leaf.starts if n in self.before]
        shared = [e for e in own if e.bookmark in today.starts]
        for entry in [*shared, *own]:
            if entry.words and likeness(entry.words, today.words) > 0.2:
                is_same = entry.words == today.words
                return line(today.pieces) if is_same else plain_line(entry.words)
        for entry in shared:
            if entry.digest and not entry.part.startswith(("row/", "number/")):
                if entry.digest == words_digest(today.spoken):
                    return line(today.pieces)
                if entry.digest == words_digest(leaf.spoken):
                    return line(leaf.pieces)
        return None

    def _was_there(self, today: Leaf) -> bool:
        """Whether the edited file, when it was made, had this paragraph."""
        if not self.before:
            return True
        if any(name in self.before for name in today.starts):
            return True
        return any(e.words == today.words for e in self.before.values() if e.words)

    def _changed_since(self, today: Leaf) -> bool:
        """Whether the source says something else than when the edited file was made."""
        for name in today.starts:
            entry = self.before.get(name)
            if entry is not None and entry.words:
                return entry.words != today.words
        return False

    # --- deleted -------------------------------------------------------------------------------

    def _deletions(self) -> None:
        gone: dict[str, list[str]] = {}
        for today, host in zip(self.today.leaves, self.hosts.of, strict=True):
            if today.number in self.pairs.edited or not self._was_there(today):
                continue
            if not today.words or today.form.style in _QUIET:
                continue
            if host.kind == "prose" and (host.story == "" or today.form.style != "story title"):
                self._delete(today, host)
            elif host.kind != "generated" or today.form.style.startswith("toc"):
                if not today.form.style.startswith("toc"):
                    self._refuse(Why.GENERATED, host.block, today.words, "")
            else:
                gone.setdefault(host.block, []).append(today.words)
        for block, words in gone.items():
            self._refuse(Why.GENERATED, block, " | ".join(words), "")

    def _delete(self, today: Leaf, host: Host) -> None:
        if self._changed_since(today):
            self._refuse(Why.BOTH, self._place(host), today.words, "")
            return
        file = self.hosts.files[host.path]
        if file.leaves[host.number].cell is not None and not self._table_is_gone(host):
            file.new_words[host.number] = ""
        else:
            file.deleted.add(host.number)
        self._take(Kind.DELETED, host, today.words, "")

    def _table_is_gone(self, host: Host) -> bool:
        table = {
            n
            for n, h in enumerate(self.hosts.of)
            if h.path == host.path and h.block == host.block and h.kind == "prose"
        }
        return not any(n in self.pairs.edited for n in table)

    # --- moved ---------------------------------------------------------------------------------

    def _moved(self) -> frozenset[int]:
        """Return which edited paragraphs of prose stand elsewhere than when the file was made."""
        order = {e.bookmark: n for n, e in enumerate(self.edited.entries)}
        pairs = [
            (i, j)
            for i, j in sorted(self.pairs.today.items())
            if self.hosts.of[j].kind == "prose" and self.edited.leaves[i].words
        ]
        was = [(i, self._order(i, j, order)) for i, j in pairs]
        known = [(i, place) for i, place in was if place is not None]
        still = {i for i, _place in in_order(known)}
        now = {i for i, _j in in_order(pairs)}
        return frozenset(i for i, _place in known if i not in still and i not in now)

    def _order(self, edited: int, today: int, order: dict[str, int]) -> int | None:
        if not order:
            return today
        for names in (self.today.leaves[today].starts, self.edited.leaves[edited].starts):
            places = [order[n] for n in names if n in order]
            if places:
                return min(places)
        return None

    # --- each paragraph ------------------------------------------------------------------------

    def _leaf(self, leaf: Leaf) -> None:
        number = self.pairs.today.get(leaf.number)
        if leaf.number in self.refused:
            old = self.today.leaves[number].words if number is not None else ""
            self._refuse(Why.NOT_PRINTED, self._near(leaf.number), old, leaf.words)
            return
        if number is None:
            if leaf.words and not leaf.form.style.startswith("toc"):
                self._unknown(leaf)
            return
        today, host = self.today.leaves[number], self.hosts.of[number]
        if host.kind == "prose":
            self._prose(leaf, today, host, is_moved=leaf.number in self._moving)
        elif host.kind in {"row", "title"}:
            self._cell(leaf, today, host)
        elif leaf.words != today.words and not leaf.form.style.startswith("toc"):
            self._made_by_vnrgen(leaf, today, host)
        if leaf.label != today.label and leaf.label and not _is_numbering(leaf.label):
            self._refuse(Why.GENERATED, self._place(host), today.label, leaf.label)

    def _made_by_vnrgen(self, leaf: Leaf, today: Leaf, host: Host) -> None:
        base = self._base(leaf, today)
        if base is not None and base.text == line(leaf.pieces).text:
            return  # the data have changed, not the words in Word
        if host.kind == "template" and (base is None or base.text == line(today.pieces).text):
            self._template(leaf, today, host)
            return
        self._refuse(Why.GENERATED, host.block or "-", today.words, leaf.words)

    def _prose(self, leaf: Leaf, today: Leaf, host: Host, *, is_moved: bool) -> None:
        made = self._reworded(leaf, today, host)
        made_words = None if made is None else self._markdown(made, leaf, host)
        shaped = self._shape_changed(leaf, today)
        file = self.hosts.files[host.path]
        if is_moved or (shaped and not _both_headings(leaf, today)):
            source = file.leaves[host.number]
            words = made_words if made_words is not None else " ".join(source.content.split("\n"))
            kind = Kind.MOVED if is_moved else Kind.SHAPED
            file.deleted.add(host.number)
            self._insert(leaf, words, kind, today.words)
            return
        if made_words is not None:
            file.new_words[host.number] = made_words
            is_whole = self._base_is(leaf, today)
            number = leaf.number if is_whole else -1
            self._take(Kind.REWORDED, host, today.words, leaf.words, number)
        if shaped:
            source = file.leaves[host.number]
            file.levels[host.number] = _within(
                source.level + leaf.form.heading - today.form.heading
            )
            self._take(Kind.SHAPED, host, today.words, leaf.words)

    def _shape_changed(self, leaf: Leaf, today: Leaf) -> bool:
        if leaf.form.cell is not None or today.form.cell is not None:
            return False
        now = (leaf.form.heading, leaf.form.item, leaf.form.depth)
        return now != (today.form.heading, today.form.item, today.form.depth)

    def _reworded(self, leaf: Leaf, today: Leaf, host: Host) -> Reworded | None:
        """Return the paragraph after its edit; None where it has none, or cannot have it."""
        ours, theirs = line(today.pieces), line(leaf.pieces)
        base = self._base(leaf, today) or ours
        same_words = ours.text == theirs.text
        if same_words and not (base.text == ours.text and _looks_differ(ours, theirs)):
            return None
        if base.text == theirs.text and base.text != ours.text:
            return None
        of = self.hosts.anatomies.get(today.number)
        if of is None:
            if not host.story:
                self._refuse(Why.NO_PLACE, self._place(host), today.words, leaf.words)
                return None
            of = plain_anatomy(ours)
            if not self._is_printed_as_written(host, ours):
                self._refuse(Why.BOTH, self._place(host), today.words, leaf.words)
                return None
        if base.text == ours.text:
            steps: Sequence[Step] | None = two_way(ours, theirs)
        else:
            steps = three_way(base, ours, theirs)
        if steps is None:
            self._refuse(Why.BOTH, self._place(host), today.words, leaf.words)
            return None
        made = reworded(of, steps, theirs, self._pool, looks=base.text == ours.text)
        for number in made.numbers:
            self._refuse(
                Why.NUMBER, self._place(host), number.printed, f"{number.typed} ← {leaf.words}"
            )
        if made.numbers and _only_numbers(of.today, made, of.holes):
            return None
        return made

    def _base_is(self, leaf: Leaf, today: Leaf) -> bool:
        """Whether the source says what it said when the file was made."""
        base = self._base(leaf, today)
        return base is None or base.text == line(today.pieces).text

    def _is_printed_as_written(self, host: Host, ours: Line) -> bool:
        source = self.hosts.files[host.path].leaves[host.number]
        return "".join("".join(p.text or "" for p in source.parts).split()) == "".join(
            ours.text.split()
        )

    def _markdown(self, made: Reworded, leaf: Leaf, host: Host) -> str | None:
        file = self.hosts.files[host.path]
        source = file.leaves[host.number]
        words = made.words
        if source.title:
            words = [replace(w, strong=True) for w in words]
        elif source.kind == "heading" or (source.cell is not None and source.cell[1] == 0):
            words = [replace(w, strong=False) for w in words]
        text, kept = markdown_of(words, in_cell=source.cell is not None)
        if not kept:
            self.outcome.notices.append(leaf.words)
        self._add_notes(file, leaf)
        unchanged = " ".join(source.content.split())
        return None if " ".join(text.split()) == unchanged else text

    def _add_notes(self, file: ProseFile, leaf: Leaf) -> None:
        for piece in leaf.pieces:
            if piece.look.note:
                words = markdown_of(_plain_words(piece.look.note))[0]
                file.notes[note_label(piece.look.note)] = words

    # --- rows of tables, titles of stories -----------------------------------------------------

    def _cell(self, leaf: Leaf, today: Leaf, host: Host) -> None:
        if leaf.words == today.words:
            return
        base = self._base(leaf, today)
        if base is not None and base.text == line(leaf.pieces).text:
            return
        if base is not None and base.text != line(today.pieces).text:
            self._refuse(Why.BOTH, self._place(host), today.words, leaf.words)
            return
        if host.kind == "title":
            self._title(leaf, today, host)
            return
        path = self._table_path(host.path)
        data = self._others.get(path) or self.read(path)
        old, new = _unmarked(today.pieces), _unmarked(leaf.pieces)
        if old == new or data is None:
            self._refuse(Why.GENERATED, self._place(host), today.words, leaf.words)
            return
        made = with_words(data, Path(path).stem, host.key or host.number, old, new)
        if made is None:
            self._refuse(Why.GENERATED, self._place(host), today.words, leaf.words)
            return
        self._others[path] = made
        self._take(Kind.REWORDED, host, old, new, leaf.number)

    def _table_path(self, path: str) -> str:
        """Return the table as it lies there: a register may be a workbook."""
        workbook = path.removesuffix(".csv") + ".xlsx"
        return workbook if self.read(path) is None and self.read(workbook) is not None else path

    def _title(self, leaf: Leaf, today: Leaf, host: Host) -> None:
        file = self.hosts.files[host.path]
        if file.written_title() != today.words:  # a name in it was withheld
            self._refuse(Why.BOTH, self._place(host), today.words, leaf.words)
            return
        file.title = leaf.words
        self._take(Kind.REWORDED, replace(host, story=host.path), today.words, leaf.words)

    def _template(self, leaf: Leaf, today: Leaf, host: Host) -> None:
        """Reword a message in the dossier's own copy of a section's template."""
        data = self._others.get(host.path) or self.read(host.path)
        if self.translate is None or data is None:
            self._refuse(Why.GENERATED, host.path, today.words, leaf.words)
            return
        text = data.decode("utf-8", errors="replace")
        made = with_message(text, line(today.pieces), line(leaf.pieces), self.translate)
        if made is None:
            self._refuse(Why.GENERATED, host.path, today.words, leaf.words)
            return
        self._others[host.path] = made.encode()
        self._take(Kind.REWORDED, host, today.words, leaf.words, leaf.number)

    # --- new -----------------------------------------------------------------------------------

    def _unknown(self, leaf: Leaf) -> None:
        """Take a new paragraph; one that the source has dropped since is not new."""
        own = [self.before[n] for n in leaf.starts if n in self.before]
        gone = [e for e in own if e.words and e.bookmark not in self._names_today]
        if not gone:
            self._new(leaf)
        elif all(entry.words != leaf.words for entry in gone):
            self._refuse(Why.BOTH, gone[0].block_id, "", leaf.words)

    @property
    def _names_today(self) -> Mapping[str, MapEntry]:
        return self.hosts.entries

    def _new(self, leaf: Leaf) -> None:
        if leaf.form.cell is not None:
            self._new_cell(leaf)
            return
        made = reworded(
            plain_anatomy(Line("", ())),
            two_way(Line("", ()), line(leaf.pieces)),
            line(leaf.pieces),
            self._pool,
            looks=True,
        )
        words = made.words
        if leaf.form.heading:
            words = [replace(w, strong=False, emphasis=False) for w in words]
        text, kept = markdown_of(words)
        if not kept:
            self.outcome.notices.append(leaf.words)
        self._insert(leaf, text, Kind.ADDED, "")

    def _new_cell(self, leaf: Leaf) -> None:
        """Gather the cells of a new table of prose; a cell in a table of vnrgen has no place."""
        table = [c for c in self.edited.leaves if _table(c) == _table(leaf)]
        if any(c.number in self.pairs.today for c in table if c.words):
            self._refuse(Why.GENERATED, self._near(leaf.number), "", leaf.words)
            return
        if leaf.number != next(c.number for c in table if c.words):
            return
        rows: dict[int, dict[int, list[str]]] = {}
        for cell in table:
            _t, row, column = cell.form.cell or (0, 0, 0)
            looks = [Piece(p.text, replace(p.look, strong=False)) for p in cell.pieces]
            made = reworded(
                plain_anatomy(Line("", ())),
                two_way(Line("", ()), line(looks)),
                line(looks),
                self._pool,
                looks=True,
            )
            words = markdown_of(made.words, in_cell=True)[0]
            rows.setdefault(row, {}).setdefault(column, []).append(words)
        widths = max(max(columns) for columns in rows.values()) + 1
        cells = [
            [" ".join(row.get(n, [])) for n in range(widths)] for _r, row in sorted(rows.items())
        ]
        block = NewBlock(rows=table_rows(cells))
        self._place_block(leaf, block, Kind.ADDED, "")

    def _insert(self, leaf: Leaf, markdown: str, kind: Kind, old: str) -> None:
        form = leaf.form
        boxed = form.style.startswith(_BOXED) and not form.heading
        block = NewBlock(
            markdown=markdown,
            heading=form.heading,
            item=form.item,
            depth=form.depth,
            boxed=boxed,
        )
        self._place_block(leaf, block, kind, old)

    def _place_block(self, leaf: Leaf, block: NewBlock, kind: Kind, old: str) -> None:
        path, number = self._spot(leaf)
        if not path:
            self._refuse(Why.NO_PLACE, self._near(leaf.number), old, leaf.words)
            return
        file = self.hosts.files[path]
        if block.heading:
            block = replace(block, heading=self._level(file, leaf))
        file.inserted.setdefault(number, []).append(block)
        self._add_notes(file, leaf)
        self._after[leaf.number] = (path, number)
        words = " | ".join(block.rows) if block.rows else leaf.words
        self.outcome.taken.append(
            Taken(
                kind=kind,
                place=path,
                old=old,
                new=words,
                story=self._story_of(path),
                leaf=leaf.number,
                printed="" if block.rows else leaf.words,
            )
        )

    def _spot(self, leaf: Leaf) -> tuple[str, int]:
        """Return the file and the paragraph after which words belong that had no place before."""
        before = self._neighbour(range(leaf.number - 1, -1, -1))
        if before is not None and self._takes(before[0], leaf):
            return before
        after = self._neighbour(range(leaf.number + 1, len(self.edited.leaves)))
        if after is not None and self._takes(after[0], leaf):
            return after[0], after[1] - 1
        return self._own_section(leaf)

    def _neighbour(self, numbers: Iterable[int]) -> tuple[str, int] | None:
        """Return where the nearest paragraph stands; None if it is not prose."""
        for number in numbers:
            leaf = self.edited.leaves[number]
            if number in self._after:
                return self._after[number]
            today = self.pairs.today.get(number)
            if today is None or not leaf.words or number in self._moving:
                continue
            host = self.hosts.of[today]
            if (
                host.kind != "prose"
                or self.hosts.files[host.path].leaves[host.number].kind == "note"
            ):
                return None
            return host.path, host.number
        return None

    def _takes(self, path: str, leaf: Leaf) -> bool:
        """Whether a file takes new words: somebody's own story takes only what stands in it."""
        return not path.startswith("stories/") or leaf.form.style.startswith("story")

    def _own_section(self, leaf: Leaf) -> tuple[str, int]:
        """Return the end of the coalition's prose of the section in which words stand."""
        for number in range(leaf.number - 1, -1, -1):
            today = self.pairs.today.get(number)
            if today is None or not self.hosts.of[today].block:
                continue
            section = self.hosts.of[today].block.split("/", maxsplit=1)[0]
            path = f"narrative/{self.language}/{section}.md"
            if path not in self.hosts.files:
                data = self.read(path)
                if data is None and section not in self.sections:
                    return "", 0
                self.hosts.open_new(path, data or b"")
            self.outcome.moved_aside.append((path, leaf.words))
            body = [n for n, s in enumerate(self.hosts.files[path].leaves) if s.kind != "note"]
            return path, body[-1] if body else -1
        return "", 0

    @property
    def sections(self) -> frozenset[str]:
        """The sections of the chapter, which may have prose of their own."""
        return frozenset(
            e.block_id for e in self.today.entries if e.kind == "Section" and "/" not in e.block_id
        )

    def _level(self, file: ProseFile, leaf: Leaf) -> int:
        """Return how many signs make a heading of this level in this file."""
        for number, host in enumerate(self.hosts.of):
            if host.path == file.path and host.kind == "prose":
                source = file.leaves[host.number]
                if source.kind == "heading":
                    return _within(
                        source.level + leaf.form.heading - self.today.leaves[number].form.heading
                    )
        return _within(leaf.form.heading)

    def _near(self, number: int) -> str:
        for place in range(number - 1, -1, -1):
            today = self.pairs.today.get(place)
            if today is not None and self.hosts.of[today].block:
                return self.hosts.of[today].block
        return "-"

    # --- telling -------------------------------------------------------------------------------

    def _comments(self) -> None:
        for comment in self.edited.comments:
            number = self.pairs.today.get(comment.leaf)
            block = self.hosts.of[number].block if number is not None else self._near(comment.leaf)
            self.outcome.comments.append((comment, block or self._near(comment.leaf)))

    def _place(self, host: Host) -> str:
        if host.kind == "prose":
            file = self.hosts.files[host.path]
            return f"{host.path}:{file.leaves[host.number].first + file.body}"
        if host.kind == "row":
            return f"{host.path}:{host.key or host.number}"
        return host.path or host.block or "-"

    def _story_of(self, path: str) -> str:
        return path if path.startswith("stories/") else ""

    def _take(self, kind: Kind, host: Host, old: str, new: str, leaf: int = -1) -> None:
        self.outcome.taken.append(
            Taken(
                kind=kind,
                place=self._place(host),
                old=old,
                new=new,
                story=host.story,
                leaf=leaf,
                printed=new if leaf >= 0 else "",
            )
        )

    def _refuse(self, why: Why, place: str, dossier: str, word: str) -> None:
        self.outcome.not_taken.append(NotTaken(why=why, place=place, dossier=dossier, word=word))


def _comparable(entry: MapEntry) -> MapEntry:
    """Return an entry whose words leave out the number of a note, which is not written."""
    if entry.kind != "Note" or not entry.words:
        return entry
    return replace(entry, words=entry.words.partition(" ")[2])


def _unmarked(pieces: Iterable[Piece]) -> str:
    """Return words without the marks of the notes that vnrgen puts behind them."""
    return said(p.text for p in pieces if not p.look.label and not p.look.mark)


def _known_note(piece: Piece, known: dict[str, tuple[str, str]]) -> Piece:
    found = known.get(" ".join(piece.look.note.split())) if piece.look.note else None
    return Piece(NOTE_SIGN, Look(mark=found[1]), found[0]) if found else piece


def _plain_words(text: str) -> list[Word]:
    return [Word(character) for character in text]


def _looks_differ(one: Line, other: Line) -> bool:
    pairs = zip(one.text, one.looks, other.looks, strict=True)
    return any(c != " " and a.written != b.written for c, a, b in pairs)


def _only_numbers(today: Line, made: Reworded, holes: Sequence[Hole]) -> bool:
    """Whether the overwritten numbers were all that was edited."""
    texts = {hole.source: hole.text for hole in holes}
    return (
        "".join(texts.get(w.source, "") if w.source else w.text for w in made.words) == today.text
    )


def _both_headings(leaf: Leaf, today: Leaf) -> bool:
    return leaf.form.heading > 0 and today.form.heading > 0


def _within(level: int) -> int:
    return min(max(level, 1), 6)


def _table(leaf: Leaf) -> int:
    return leaf.form.cell[0] if leaf.form.cell else 0


def _is_numbering(label: str) -> bool:
    """Whether a label is a number that Word or vnrgen counts."""
    return any(character.isdigit() for character in label) or label in {"•", "-"}
