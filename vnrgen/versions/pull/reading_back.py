"""The edited file beside the chapter as it is now → edits of the sources, and what has no place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vnrgen.versions.changes.pictures import Picture
from vnrgen.versions.pull.between import Between, is_part
from vnrgen.versions.pull.bindings import unbound
from vnrgen.versions.pull.comparing import Comparison
from vnrgen.versions.pull.deletions import Deletions
from vnrgen.versions.pull.editions import Edition
from vnrgen.versions.pull.hosts import Host, Read
from vnrgen.versions.pull.leaves import Leaf, Line, line
from vnrgen.versions.pull.markdown_out import markdown_of
from vnrgen.versions.pull.merge import Step, three_way, two_way
from vnrgen.versions.pull.moving import moved
from vnrgen.versions.pull.new_words import NewWords, within
from vnrgen.versions.pull.other_sources import OtherSources
from vnrgen.versions.pull.outcome import Kind, Outcome, Refusal, Taken, Why
from vnrgen.versions.pull.prose_file import NewBlock, table_rows
from vnrgen.versions.pull.rewording import Anatomy, Hole, Reworded, plain_anatomy, reworded
from vnrgen.versions.pull.rows_since import Since
from vnrgen.versions.pull.slots import Slots
from vnrgen.versions.pull.telling import (
    keep_comments,
    tell_open,
    tell_pictures,
    tell_running,
    tell_what_has_no_like,
)
from vnrgen.versions.pull.whole_tables import WholeTable, titles_alone, whole_tables


@dataclass(slots=True)
class ReadingBack:
    """Every edit of one file finds its source, or is told.

    ``refused`` are edits that an earlier try has shown not to hold, by their numbers, and why.
    With ``list_open``, tracked changes that nobody has decided on are told too; ``pictures`` are
    those of the file.
    """

    now: Comparison
    read: Read
    edition: Edition
    slots: Slots
    refused: Mapping[int, Refusal] = field(default_factory=dict)
    list_open: bool = False
    pictures: Sequence[Picture] = ()
    _new_words: NewWords = field(init=False)
    _sources: OtherSources = field(init=False)
    _tables: tuple[WholeTable, ...] = field(init=False, default=())
    _moved_tables: dict[int, WholeTable] = field(init=False, default_factory=dict)
    _titles_alone: frozenset[int] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        """Prepare what takes new words, and what takes those of tables and templates."""
        self._sources = OtherSources(self.now, self.read, self.edition)
        between = Between(self.now, self.read, self.edition, self.slots, self._sources)
        self._new_words = NewWords(self.now, between)

    def run(self) -> Outcome:
        """Return every edit, taken or not; nothing is written."""
        Deletions(self.now, self._sources, self.refused).run()
        self._tables = whole_tables(self.now)
        self._titles_alone = titles_alone(self.now, self._tables)
        moving = moved(self.now, self._tables)
        tables = [table for table in self._tables if table.lead in moving]
        self._moved_tables = {n: table for table in tables for n in table.numbers}
        self.now.moving = moving | {*self._moved_tables}
        for leaf in self.now.edited.leaves:
            table = self._moved_tables.get(leaf.number)
            if table is None:
                self._leaf(leaf)
            else:
                self._table(leaf, table)
            if self.list_open and leaf.tracked:
                tell_open(self.now, leaf)
        self._new_words.tell_copies()
        self._tell_moved()
        tell_running(self.now, self.edition)
        tell_what_has_no_like(self.now)
        tell_pictures(self.now, self.pictures)
        keep_comments(self.now)
        outcome, hosts = self.now.outcome, self.now.hosts
        for path, file in sorted(hosts.files.items()):
            if file.is_changed:
                outcome.files[self.edition.own_prose(path)] = file.result()
        outcome.taken = [self._placed(taken) for taken in outcome.taken]
        outcome.not_taken += unbound(
            hosts, self.now.pairs, self.now.written, self.now.edited.leaves
        )
        outcome.files |= self._sources.result()
        return outcome

    def _placed(self, taken: Taken) -> Taken:
        """Return an edit with the file that is written: not that of another language."""
        path, colon, line_number = taken.place.partition(":")
        return replace(taken, place=self.edition.own_prose(path) + colon + line_number)

    # --- moved ---------------------------------------------------------------------------------

    def _tell_moved(self) -> None:
        """Tell of what vnrgen places and a writer has moved: it is printed where it was."""
        for number in sorted(moved(self.now, self._tables, prose=False)):
            leaf = self.now.edited.leaves[number]
            host = self.now.hosts.of[self.now.pairs.today[number]]
            reason = "it was moved; its place is that of its call in the template of the section"
            self.now.refuse(Why.GENERATED, self.now.place(host), "", leaf.words, reason)

    # --- each paragraph ------------------------------------------------------------------------

    def _leaf(self, leaf: Leaf) -> None:
        number = self.now.pairs.today.get(leaf.number)
        if self._is_settled(leaf, number) or self._is_untouched(leaf, number):
            return
        refusal = self.refused.get(leaf.number)
        if refusal is not None:
            old = self.now.today.leaves[number].words if number is not None else ""
            place = self.now.near(leaf.number)
            words = leaf.words if number is not None else self._new_words.all_of(leaf)
            self.now.refuse(refusal.why, place, old, words, refusal.reason)
            return
        if number is None:
            if leaf.words and not leaf.form.style.startswith("toc"):
                self._new_words.unknown(leaf)
            return
        today, host = self.now.today.leaves[number], self.now.hosts.of[number]
        if host.kind != "prose" or host.story:
            leaf = self._without_new_notes(leaf, host)
        if host.kind == "prose":
            self._prose(leaf, today, host, is_moved=leaf.number in self.now.moving)
        elif host.kind in {"row", "title", "outline"}:
            self._sources.cell(leaf, today, host)
        elif not self._is_as_today(leaf, today):
            self._made_by_vnrgen(leaf, today, host)
        if leaf.label != today.label and leaf.label and not _is_numbering(leaf.label):
            self.now.refuse(Why.GENERATED, self.now.place(host), today.label, leaf.label)

    def _table(self, leaf: Leaf, table: WholeTable) -> None:
        """Put a table that was moved, with its title, where it stands in Word."""
        if leaf.number != table.first:
            return  # it came with its first paragraph
        words = table.words(self.now.edited.leaves)
        host = self.now.hosts.of[self.now.pairs.today[table.lead]]
        refusal = self.refused.get(leaf.number)
        if refusal is not None:
            self.now.refuse(refusal.why, self.now.place(host), "", words, refusal.reason)
            return
        if any(n in self.now.since.edited for n in table.numbers):
            reason = "the table was moved in Word, and its source has changed since"
            self.now.refuse(Why.BOTH, self.now.place(host), "", words, reason)
            return
        texts = {n: self._as_it_is(self.now.edited.leaves[n]) for n in sorted(table.numbers)}
        head, *rows = table_rows([[texts[cell.number] for cell in row] for row in table.edited])
        source = self.now.hosts.files[host.path].leaves[host.number]
        rule = self.now.hosts.files[host.path].rule_of(source, rows[0])
        lines = (head, rule, *rows[1:])
        title = () if table.title is None else (f"Table: {texts[table.title]}", "")
        if not self._new_words.place_block(leaf, NewBlock(rows=(*title, *lines)), Kind.MOVED, ""):
            return
        self._new_words.goes_on(leaf, table.numbers)
        self.now.written |= texts
        titles = () if table.today_title is None else (table.today_title,)
        own = {one.number for row in table.today for one in row} | {*titles}
        self.now.hosts.files[host.path].deleted |= {self.now.hosts.of[n].number for n in own}

    def _as_it_is(self, leaf: Leaf) -> str:
        """Return a cell or the title of a table as Markdown, with its edits and its calls."""
        number = self.now.pairs.today.get(leaf.number)
        if number is None:
            return self._new_words.in_cell(leaf)
        today, host = self.now.today.leaves[number], self.now.hosts.of[number]
        made = self._reworded(leaf, today, host)
        words = None if made is None else self._markdown(made, leaf, host)
        source = self.now.hosts.files[host.path].leaves[host.number]
        return words if words is not None else " ".join(source.content.split())

    def _is_as_today(self, leaf: Leaf, today: Leaf) -> bool:
        """Whether words of vnrgen are those of today; a cover has another date every day."""
        is_dated = not leaf.starts and not today.starts
        return (
            leaf.words == today.words
            or leaf.form.style.startswith("toc")
            or (is_dated and self.edition.is_same_but_dated(today.words, leaf.words))
        )

    def _without_new_notes(self, leaf: Leaf, host: Host) -> Leaf:
        """Return a paragraph without notes made in Word, which only prose has; tell of them."""
        for piece in leaf.pieces:
            if piece.look.note:
                note = f"note: {piece.look.note} ({leaf.words})"
                self.now.refuse(Why.NO_LIKE, self.now.place(host), "", note)
        return replace(leaf, pieces=tuple(p for p in leaf.pieces if not p.look.note))

    def _is_untouched(self, leaf: Leaf, number: int | None) -> bool:
        """Whether vnrgen wrote a paragraph like this, so that only the data have changed since."""
        if number is None:
            return self.now.then.is_stale(leaf)
        is_untouched = leaf.number in self.now.then.untouched
        return is_untouched and self.now.hosts.of[number].kind == "generated"

    def _is_settled(self, leaf: Leaf, number: int | None) -> bool:
        """Whether a cell is no edit, the source having changed, or is told to be in both."""
        since = self.now.since.edited.get(leaf.number)
        if since is Since.UNSURE:
            if number is None and leaf.number in self.now.since.edited_rows:
                words = self.now.since.edited_rows[leaf.number]
                self.now.refuse(Why.BOTH, self.now.near(leaf.number), "", words)
            elif number is not None and self.now.today.leaves[number].words != leaf.words:
                today = self.now.today.leaves[number].words
                place = self.now.place(self.now.hosts.of[number])
                self.now.refuse(Why.BOTH, place, today, leaf.words)
        return since in {Since.UNSURE, Since.SOURCE}

    def _made_by_vnrgen(self, leaf: Leaf, today: Leaf, host: Host) -> None:
        base = self.now.base(leaf, today)
        if base is not None and base.text == line(leaf.pieces).text:
            return  # the data have changed, not the words in Word
        if host.kind == "template":
            self._sources.template(leaf, today, host)
            return
        self.now.refuse(Why.GENERATED, host.block or "-", today.words, leaf.words)

    def _prose(self, leaf: Leaf, today: Leaf, host: Host, *, is_moved: bool) -> None:
        is_edit = leaf.words != today.words
        if host.story and is_edit and self._sources.is_of_all(host, today, leaf.words):
            return
        made = self._reworded(leaf, today, host)
        made_words = None if made is None else self._markdown(made, leaf, host)
        shaped = self._shape_changed(leaf, today, host) or leaf.number in self._titles_alone
        file = self.now.hosts.files[host.path]
        if is_moved or (shaped and not _both_headings(leaf, today)):
            if self._new_words.leaves_story(leaf, host.path if host.story else ""):
                reason = "people's own words stay in their story"
                self.now.refuse(
                    Why.GENERATED, self.now.place(host), today.words, leaf.words, reason
                )
                return
            source = file.leaves[host.number]
            words = made_words if made_words is not None else " ".join(source.content.split("\n"))
            kind = Kind.MOVED if is_moved else Kind.SHAPED
            if self._new_words.insert(leaf, words, kind, today.words):
                file.deleted.add(host.number)
            return
        if made_words is not None:
            file.new_words[host.number] = made_words
            self.now.written[leaf.number] = made_words
            is_whole = self._base_is(leaf, today)
            self.now.take(
                Kind.REWORDED, host, today.words, leaf.words, leaf.number, watched=is_whole
            )
        if shaped:
            source = file.leaves[host.number]
            file.levels[host.number] = within(source.level + leaf.form.heading - today.form.heading)
            self.now.take(Kind.SHAPED, host, today.words, leaf.words, leaf.number)

    def _shape_changed(self, leaf: Leaf, today: Leaf, host: Host) -> bool:
        if leaf.form.cell is not None or today.form.cell is not None:
            return False
        level, printed = leaf.form.heading, today.form.heading
        if level and printed and level < printed and (printed <= 2 or is_part(host.path)):
            level = printed  # no heading of prose can stand as high
        now = (level, leaf.form.item, leaf.form.depth)
        return now != (printed, today.form.item, today.form.depth)

    def _reworded(self, leaf: Leaf, today: Leaf, host: Host) -> Reworded | None:
        """Return the paragraph after its edit; None where it has none, or cannot have it."""
        ours, theirs = line(today.pieces), line(leaf.pieces)
        base = self.now.base(leaf, today) or ours
        same_words = ours.text == theirs.text
        if same_words and not (base.text == ours.text and _looks_differ(ours, theirs)):
            return None
        if base.text == theirs.text and base.text != ours.text:
            return None
        of = self._anatomy(leaf, today, host)
        if of is None:
            return None
        if base.text == ours.text:
            steps: Sequence[Step] | None = two_way(ours, theirs)
        else:
            steps = three_way(base, ours, theirs)
        if steps is None:
            self.now.refuse(Why.BOTH, self.now.place(host), today.words, leaf.words)
            return None
        made = reworded(of, steps, theirs, self.now.pool, looks=base.text == ours.text)
        for number in made.numbers:
            self.now.refuse(
                Why.NUMBER, self.now.place(host), number.printed, f"{number.typed} ← {leaf.words}"
            )
        if made.numbers and _only_numbers(of.today, made, of.holes):
            return None
        return made

    def _anatomy(self, leaf: Leaf, today: Leaf, host: Host) -> Anatomy | None:
        """Return what a paragraph is made of; None, and told, where it cannot be edited."""
        of = self.now.hosts.anatomies.get(today.number)
        why = None
        are_new = self.now.pairs.are_new(leaf.number, today.number)
        if are_new or self.now.is_changed_unseen(leaf, today):
            why = Why.BOTH
        elif of is None and not host.story:
            why = Why.NO_PLACE
        elif of is None:
            of = plain_anatomy(line(today.pieces))
            why = None if self._is_printed_as_written(host, of.today) else Why.BOTH
        if why is not None:
            self.now.refuse(why, self.now.place(host), today.words, leaf.words)
            return None
        return of

    def _base_is(self, leaf: Leaf, today: Leaf) -> bool:
        """Whether the source says what it said when the file was made."""
        base = self.now.base(leaf, today)
        return base is None or base.text == line(today.pieces).text

    def _is_printed_as_written(self, host: Host, ours: Line) -> bool:
        source = self.now.hosts.files[host.path].leaves[host.number]
        return "".join("".join(p.text or "" for p in source.parts).split()) == "".join(
            ours.text.split()
        )

    def _markdown(self, made: Reworded, leaf: Leaf, host: Host) -> str | None:
        file = self.now.hosts.files[host.path]
        source = file.leaves[host.number]
        words = made.words
        if source.title:
            words = [replace(w, strong=True) for w in words]
        elif source.kind == "heading" or (source.cell is not None and source.cell[1] == 0):
            words = [replace(w, strong=False) for w in words]
        text, kept = markdown_of(words, in_cell=source.cell is not None)
        if not kept:
            self.now.outcome.notices.append(leaf.words)
        self._new_words.add_notes(file, leaf)
        unchanged = " ".join(source.content.split())
        return None if " ".join(text.split()) == unchanged else text


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


def _is_numbering(label: str) -> bool:
    """Whether a label is a number that Word or vnrgen counts."""
    return any(character.isdigit() for character in label) or label in {"•", "-"}
