"""The edited file beside the chapter as it is now: what both say, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vnrgen.render.docx.source_map import NOTE_SIGN, MapEntry, words_digest
from vnrgen.versions.pull.align import Alignment, align, likeness, own_names
from vnrgen.versions.pull.bindings import lost_holes
from vnrgen.versions.pull.hosts import Host, Hosts, Read
from vnrgen.versions.pull.leaves import Leaf, Line, Look, Piece, line, plain_line
from vnrgen.versions.pull.made_then import SINGLE, MadeThen
from vnrgen.versions.pull.outcome import Kind, NotTaken, Outcome, Taken, Why
from vnrgen.versions.pull.prose_tables import (
    TablePair,
    one_to_a_cell,
    pair_rows,
    prose_tables,
)
from vnrgen.versions.pull.rewording import Pool
from vnrgen.versions.pull.rows_since import RowsSince, Since, rows_since
from vnrgen.versions.pull.section_order import in_the_order_of
from vnrgen.versions.pull.word import WordFile


@dataclass(slots=True)
class Comparison:
    """Both files, which paragraph is which, and what came of it so far.

    ``before`` has what each bookmark held when the edited file was made; ``moving`` the numbers of
    edited paragraphs that stand elsewhere now. ``since`` tells of the rows of tables whose source
    has changed; ``written`` is the Markdown that was made of edited paragraphs, by their numbers;
    ``then`` tells what vnrgen wrote when the file was made; ``tables`` are those of prose.
    """

    edited: WordFile
    today: WordFile
    hosts: Hosts
    before: Mapping[str, MapEntry]
    pairs: Alignment
    pool: Pool
    outcome: Outcome = field(default_factory=Outcome)
    moving: frozenset[int] = frozenset()
    since: RowsSince = field(default_factory=RowsSince)
    written: dict[int, str] = field(default_factory=dict)
    then: MadeThen = field(default_factory=lambda: MadeThen({}, {}))
    tables: Sequence[TablePair] = ()

    # --- when the file was made ----------------------------------------------------------------

    def base(self, leaf: Leaf, today: Leaf) -> Line | None:
        """Return what the paragraph said when the file was made; None where that is not known."""
        if leaf.number in self.since.bases:
            words = self.since.bases[leaf.number]
            return line(today.pieces) if words == today.words else plain_line(words)
        own = [self.before[n] for n in leaf.starts or today.starts if n in self.before]
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

    def is_changed_unseen(self, leaf: Leaf, today: Leaf) -> bool:
        """Whether words whose digest alone is known were changed on both sides since."""
        known = [
            entry.digest
            for name in leaf.starts or today.starts
            if name in today.starts
            and (entry := self.before.get(name)) is not None
            and entry.digest
            and not entry.words
            and entry.kind in SINGLE
        ]
        digests = {words_digest(leaf.spoken), words_digest(today.spoken)}
        return bool(known) and not digests & set(known)

    def block_changed(self, today: Leaf) -> bool:
        """Whether a block that begins with a paragraph says something else than it did then."""
        pairs = ((self.before.get(n), self.hosts.entries.get(n)) for n in today.starts)
        return any(was and now and not now.part and was.digest != now.digest for was, now in pairs)

    def was_there(self, today: Leaf) -> bool:
        """Whether the edited file, when it was made, had this paragraph."""
        if not self.before:
            return True
        if today.number in self.since.today:
            return self.since.today[today.number] is Since.WORD
        if any(name in self.before for name in today.starts):
            return True
        if today.form.cell is not None and self._table_is_as_it_was(today):
            return True
        marks = (*today.open, *today.starts)
        if marks and self.hosts.of[today.number].kind == "generated":
            return any(name in self.before for name in marks)
        return any(e.words == today.words for e in self.before.values() if e.words)

    def _table_is_as_it_was(self, today: Leaf) -> bool:
        """Whether the table that a cell stands in said the same when the file was made."""
        for name in (*today.open, *today.starts):
            now, was = self.hosts.entries.get(name), self.before.get(name)
            if now is not None and was is not None and (now.kind, now.part) == ("Table", ""):
                return now.digest == was.digest
        return False

    def changed_since(self, today: Leaf) -> bool:
        """Whether the source says something else than when the edited file was made."""
        for name in today.starts:
            entry = self.before.get(name)
            if entry is not None and entry.words:
                return entry.words != today.words
        return False

    # --- telling -------------------------------------------------------------------------------

    def place(self, host: Host) -> str:
        """Return the file and line, or row, that a host is."""
        if host.kind == "prose":
            file = self.hosts.files[host.path]
            return f"{host.path}:{file.leaves[host.number].first + file.body}"
        if host.kind == "row":
            return f"{host.path}:{host.key or host.number}"
        return host.path or host.block or "-"

    def near(self, number: int) -> str:
        """Return the block before an edited paragraph, a dash where there is none."""
        for place in range(number - 1, -1, -1):
            today = self.pairs.today.get(place)
            if today is not None and self.hosts.of[today].block:
                return self.hosts.of[today].block
        return "-"

    def story_of(self, path: str) -> str:
        """Return a path if it is that of somebody's story."""
        return path if path.startswith("stories/") else ""

    def take(
        self, kind: Kind, host: Host, old: str, new: str, edit: int, *, watched: bool = False
    ) -> None:
        """Keep that an edit went into a source.

        Args:
            kind: What the writer did.
            host: The source.
            old: What was printed.
            new: What stands in Word.
            edit: The number of the edit.
            watched: Whether the chapter must print the new words for the edit to hold.
        """
        self.outcome.taken.append(
            Taken(
                kind=kind,
                place=self.place(host),
                old=old,
                new=new,
                story=host.story,
                edit=edit,
                printed=new if watched else "",
            )
        )

    def refuse(self, why: Why, place: str, dossier: str, word: str, reason: str = "") -> None:
        """Keep that an edit did not go into a source, with both texts."""
        told = NotTaken(why=why, place=place, dossier=dossier, word=word, reason=reason)
        self.outcome.not_taken.append(told)


def compared(edited: WordFile, today: WordFile, read: Read, outline: str) -> Comparison:
    """Find which paragraph of the edited file is which of today's, and where those come from.

    Args:
        edited: What the writer gave back; its notes become those of the chapter where they are.
        today: What the dossier prints now.
        read: Gives the bytes of a source, None where there is none.
        outline: The path of the outline that the chapter follows.
    """
    hosts = Hosts(today.leaves, {e.bookmark: e for e in today.entries}, read, outline)
    hosts.find()
    before = {e.bookmark: _comparable(e) for e in edited.entries}
    moved = in_the_order_of(edited, today, hosts.entries)
    _know_notes(edited, today, hosts.entries)
    words = {name: e.words for name, e in before.items() if e.words}
    owned = own_names((*today.entries, *edited.entries))
    tables = prose_tables(edited.leaves, today.leaves, hosts.entries)
    if one_to_a_cell(edited, tables):
        tables = prose_tables(edited.leaves, today.leaves, hosts.entries)
    pairs = Alignment()
    if before:
        pairs.new_edited = _typed(edited.leaves, before)
        pairs.new_today = _come_since(today.leaves, hosts.entries, before)
    pair_rows(pairs, tables)
    align(edited.leaves, today.leaves, owned, words, pairs)
    since = rows_since(tables, pairs, hosts.entries, before)
    pool = Pool(hosts.holes(), lost_holes(hosts, pairs, edited.leaves))
    is_marked = any(n in hosts.entries for leaf in edited.leaves for n in leaf.starts)
    outcome = Outcome(lost_map=not before or not is_marked)
    then = MadeThen(before, hosts.entries)
    then.look(edited.leaves)
    for title in moved:
        reason = "the order of the sections stands in dossier.yaml, under sections: order"
        outcome.not_taken.append(
            NotTaken(why=Why.GENERATED, place="dossier.yaml", dossier="", word=title, reason=reason)
        )
    return Comparison(
        edited, today, hosts, before, pairs, pool, outcome, since=since, then=then, tables=tables
    )


def _typed(edited: Sequence[Leaf], before: Mapping[str, MapEntry]) -> frozenset[int]:
    """Return the paragraphs that have no mark of their own: somebody typed them."""
    return frozenset(
        leaf.number
        for leaf in edited
        if leaf.form.cell is None
        and not any(n in before and before[n].kind in SINGLE for n in leaf.starts)
    )


def _come_since(
    today: Sequence[Leaf], entries: Mapping[str, MapEntry], before: Mapping[str, MapEntry]
) -> frozenset[int]:
    """Return paragraphs of prose that were not there when the file was made."""
    told = {" ".join(entry.words.split()) for entry in before.values() if entry.words}
    return frozenset(
        leaf.number
        for leaf in today
        if leaf.words not in told
        and any(_is_prose(entries.get(n)) for n in leaf.starts)
        and not any(n in before for n in leaf.starts)
    )


def _is_prose(entry: MapEntry | None) -> bool:
    is_one = entry is not None and entry.kind in {"Paragraph", "Section"}
    return is_one and entry is not None and bool(entry.origin and entry.origin.kind == "narrative")


def _know_notes(edited: WordFile, today: WordFile, entries: Mapping[str, MapEntry]) -> None:
    """Let a note made in Word, once it is a note of the chapter, be that note."""
    known = {
        leaf.words: (leaf.label, name)
        for leaf in today.leaves
        for name in leaf.starts
        if name in entries and entries[name].kind == "Note"
    }
    for number, leaf in enumerate(edited.leaves):
        if any(p.look.note for p in leaf.pieces):
            pieces = tuple(_known_note(piece, known) for piece in leaf.pieces)
            edited.leaves[number] = replace(leaf, pieces=pieces)


def _comparable(entry: MapEntry) -> MapEntry:
    """Return an entry whose words leave out the number of a note, which is not written."""
    if entry.kind != "Note" or not entry.words:
        return entry
    return replace(entry, words=entry.words.partition(" ")[2])


def _known_note(piece: Piece, known: dict[str, tuple[str, str]]) -> Piece:
    found = known.get(" ".join(piece.look.note.split())) if piece.look.note else None
    return Piece(NOTE_SIGN, Look(mark=found[1]), found[0]) if found else piece
