"""Words that come from a row of a table, the title of a story or a template: edited there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from vnrgen.versions.pull.cells import with_words
from vnrgen.versions.pull.comparing import Comparison
from vnrgen.versions.pull.editions import Edition
from vnrgen.versions.pull.hosts import Host, Read
from vnrgen.versions.pull.leaves import Leaf, Piece, line, said
from vnrgen.versions.pull.merge import merged_text
from vnrgen.versions.pull.outcome import Kind, Why, deletion
from vnrgen.versions.pull.outlines import with_section_words
from vnrgen.versions.pull.slots import with_lines
from vnrgen.versions.pull.templates import Printed, with_message, without_message


@dataclass(slots=True)
class OtherSources:
    """Edits of what is not prose; ``files`` are those that change, by path."""

    now: Comparison
    read: Read
    edition: Edition
    files: dict[str, bytes] = field(default_factory=dict)
    _done: set[int] = field(default_factory=set)
    _placed: dict[str, dict[int, list[str]]] = field(default_factory=dict)

    def result(self) -> dict[str, bytes]:
        """Return the files that change."""
        made = dict(self.files)
        for own, lines in sorted(self._placed.items()):
            made[own] = with_lines(made[own].decode(), lines).encode()
        return dict(sorted(made.items()))

    def place(self, template: str, line: int, fresh: str) -> str:
        """Put a line of its own into a template, before one of its lines; return where it is."""
        host = Host(kind="template", path=template)
        own = self.edition.own_template(template)
        self.files.setdefault(own, self._template_text(host).encode())
        self._placed.setdefault(own, {}).setdefault(line, []).append(fresh)
        return own

    def is_of_all(self, host: Host, today: Leaf, word: str) -> bool:
        """Whether words are the same in every edition and of another language; tell of the edit.

        A row or a story that somebody translates in one edition would be lost in the others.
        """
        path = host.path if host.kind == "title" else host.story and host.path
        is_row = host.kind == "row" and not self.edition.is_first
        if not is_row and not (path and self._is_told_otherwise(path)):
            return False
        reason = "every edition prints these words, in the language they are written in"
        self.now.refuse(Why.GENERATED, self.now.place(host), today.words, word, reason)
        return True

    def _is_told_otherwise(self, path: str) -> bool:
        """Whether a story is told in another language than that of the edition."""
        file = self.now.hosts.files[path]
        found = (re.match(r"language\s*:\s*[\"']?([\w-]+)", n) for n in file.lines[: file.body])
        tag = next((each[1] for each in found if each), "")
        return not self.edition.is_only and not self.edition.speaks(tag)

    def cell(self, leaf: Leaf, today: Leaf, host: Host) -> None:
        """Reword what a row of a table, or the title of a story, says."""
        if leaf.words == today.words or self.is_of_all(host, today, leaf.words):
            return
        if self.now.is_changed_unseen(leaf, today):
            self.now.refuse(Why.BOTH, self.now.place(host), today.words, leaf.words)
            return
        both = self._merged(leaf, today, host)
        if both is not None and both.words != today.words:
            self._write(host, today, both)

    def _merged(self, leaf: Leaf, today: Leaf, host: Host) -> Leaf | None:
        """Return an edit together with what became of its source; None where they meet."""
        base, ours, theirs = self.now.base(leaf, today), line(today.pieces), line(leaf.pieces)
        if base is None or base.text == ours.text:
            return leaf
        both = merged_text(base, ours, theirs)
        if both is None:
            self.now.refuse(Why.BOTH, self.now.place(host), today.words, leaf.words)
            return None
        return replace(leaf, pieces=(Piece(both),))

    def _write(self, host: Host, today: Leaf, leaf: Leaf) -> None:
        """Write new words where those of today come from."""
        if host.kind == "outline":
            self._of_outline(leaf, today, host)
            return
        if host.kind == "title":
            self._title(leaf, today, host)
            return
        path = self._table_path(host.path)
        data = self.files.get(path) or self.read(path)
        old, new = _unmarked(today.pieces), _unmarked(leaf.pieces)
        if old == new or data is None:
            self.now.refuse(Why.GENERATED, self.now.place(host), today.words, leaf.words)
            return
        made = with_words(data, Path(path).stem, host.key or host.number, old, new)
        if made is None:
            self.now.refuse(Why.GENERATED, self.now.place(host), today.words, leaf.words)
            return
        self.files[path] = made
        self.now.take(Kind.REWORDED, host, old, new, leaf.number, watched=True)

    def _table_path(self, path: str) -> str:
        """Return the table as it lies there: a register may be a workbook."""
        workbook = path.removesuffix(".csv") + ".xlsx"
        return workbook if self.read(path) is None and self.read(workbook) is not None else path

    def _title(self, leaf: Leaf, today: Leaf, host: Host) -> None:
        file = self.now.hosts.files[host.path]
        if file.written_title() != today.words or self.now.block_changed(today):
            # a name in it was withheld, or nobody can tell what the title was
            self.now.refuse(Why.BOTH, self.now.place(host), today.words, leaf.words)
            return
        file.title = leaf.words
        self.now.take(
            Kind.REWORDED, replace(host, story=host.path), today.words, leaf.words, leaf.number
        )

    def _of_outline(self, leaf: Leaf, today: Leaf, host: Host) -> None:
        """Reword the title or the question of a section in the dossier's own outline."""
        data = self.files.get(host.path) or self.read(host.path)
        made = None
        if self.edition.is_only and data is not None:
            text = data.decode("utf-8", errors="replace")
            made = with_section_words(text, host.block, host.key, leaf.words)
        if made is None:
            self.now.refuse(Why.GENERATED, f"{host.block}/{host.key}", today.words, leaf.words)
            return
        self.files[host.path] = made.encode()
        self.now.take(Kind.REWORDED, host, today.words, leaf.words, leaf.number, watched=True)

    def template(self, leaf: Leaf, today: Leaf, host: Host) -> None:
        """Reword a message in the dossier's own copy of a section's template."""
        text = self._template_text(host)
        both = self._merged(leaf, today, host)
        if both is None or both.words == today.words:
            return
        old, new = self._printed(today, host), line(both.pieces)
        made = with_message(text, old, new, self.edition.translate)
        if made is None:
            self.now.refuse(Why.GENERATED, host.path, today.words, leaf.words)
            return
        host = self._keep_template(made, today, host)
        self.now.take(Kind.REWORDED, host, today.words, both.words, leaf.number, watched=True)

    def without(self, today: Leaf, host: Host) -> bool:
        """Leave a message out of the dossier's own copy of a template; whether that can be done."""
        text = self._template_text(host)
        made = without_message(text, self._printed(today, host), self.edition.translate)
        if made is None:
            return False
        host = self._keep_template(made, today, host)
        self.now.take(Kind.DELETED, host, today.words, "", deletion(today.number))
        return True

    def _template_text(self, host: Host) -> str:
        own = self.edition.own_template(host.path)
        data = self.files.get(own) or self.read(host.path)
        return (data or b"").decode("utf-8-sig", errors="replace")

    def _keep_template(self, text: str, today: Leaf, host: Host) -> Host:
        """Keep what a template is to say; return it as the place of the edit."""
        own = self.edition.own_template(host.path)
        self.files[own] = text.encode()
        self._done.add(today.number)
        return replace(host, path=own)

    def _printed(self, today: Leaf, host: Host) -> Printed:
        """Return a paragraph as one of those that still say the same in this template."""
        same = [
            number
            for number, other in enumerate(self.now.hosts.of)
            if (other.kind, other.path) == (host.kind, host.path)
            and self.now.today.leaves[number].words == today.words
            and number not in self._done
        ]
        return Printed(line(today.pieces), same.index(today.number), len(same))


def _unmarked(pieces: Iterable[Piece]) -> str:
    """Return words without the marks of the notes that vnrgen puts behind them."""
    return said(p.text for p in pieces if not p.look.label and not p.look.mark)
