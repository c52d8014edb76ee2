"""What a writer deleted in Word: left out of its source, or told because it is printed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vnrgen.versions.pull.comparing import Comparison
from vnrgen.versions.pull.hosts import Host
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.other_sources import OtherSources
from vnrgen.versions.pull.outcome import Kind, Refusal, Why, deletion
from vnrgen.versions.pull.rows_since import Since

_QUIET: Final = frozenset({"separator", "table end", "toc heading", "picture", "story photo"})


@dataclass(frozen=True, slots=True)
class Deletions:
    """The deletions of one file; ``refused`` are those that an earlier try has shown not to hold.

    ``sources`` takes those of templates.
    """

    now: Comparison
    sources: OtherSources
    refused: Mapping[int, Refusal]

    def run(self) -> None:
        """Take every deletion, or tell of it."""
        gone: dict[str, list[str]] = {}
        for today, host in zip(self.now.today.leaves, self.now.hosts.of, strict=True):
            if today.number in self.now.pairs.edited:
                continue
            if self.now.since.today.get(today.number) is Since.UNSURE:
                self._tell_row(today, host)
            style = today.form.style
            if not self.now.was_there(today) or not today.words or style in _QUIET:
                continue
            if host.kind != "generated":
                self._one(today, host)
            elif not style.startswith("toc") and not self._is_of_intact(today):
                gone.setdefault(host.block, []).append(today.words)
        for block, words in gone.items():
            self.now.refuse(Why.GENERATED, block, " | ".join(words), "")
        self._tell_bare_headings()

    def _is_of_intact(self, today: Leaf) -> bool:
        """Whether it stands in a block of which nothing was deleted: it has come since."""
        return any(name in self.now.then.intact for name in (*today.open, *today.starts))

    def _one(self, today: Leaf, host: Host) -> None:
        if host.kind == "prose" and (host.story == "" or today.form.style != "story title"):
            self._delete(today, host)
        elif host.kind == "template":
            self._leave_out(today, host)
        else:
            self.now.refuse(Why.GENERATED, host.block, today.words, "")

    def _is_refused(self, today: Leaf, host: Host) -> bool:
        refusal = self.refused.get(deletion(today.number))
        if refusal is not None:
            place = self.now.place(host)
            self.now.refuse(refusal.why, place, today.words, "", refusal.reason)
        return refusal is not None

    def _leave_out(self, today: Leaf, host: Host) -> None:
        """Leave words of a template out; a heading stays where something below it must stay."""
        if self._is_refused(today, host):
            return
        if self.now.changed_since(today):
            self.now.refuse(Why.BOTH, self.now.place(host), today.words, "")
        elif self._keeps_what_is_below(today) or not self.sources.without(today, host):
            self.now.refuse(Why.GENERATED, host.block, today.words, "")

    def _keeps_what_is_below(self, today: Leaf) -> bool:
        """Whether what vnrgen makes below a heading was deleted in Word, and is printed again."""
        return any(
            leaf.words
            and leaf.number not in self.now.pairs.edited
            and self.now.hosts.of[leaf.number].kind not in {"template", "prose"}
            for leaf in self._below(today)
        )

    def _below(self, today: Leaf) -> Iterator[Leaf]:
        """Yield what stands below a heading."""
        level = today.form.heading
        for leaf in self.now.today.leaves[today.number + 1 :] if level else ():
            if 0 < leaf.form.heading <= level:
                return
            yield leaf

    def _tell_bare_headings(self) -> None:
        """Tell of headings of templates that are not printed, since nothing is left below them."""
        left_out = {edit.edit for edit in self.now.outcome.taken if edit.kind is Kind.DELETED}
        for today, host in zip(self.now.today.leaves, self.now.hosts.of, strict=True):
            if host.kind != "template" or today.number not in self.now.pairs.edited:
                continue
            below = [leaf for leaf in self._below(today) if leaf.words]
            if below and all(deletion(leaf.number) in left_out for leaf in below):
                reason = "nothing stands below this heading any more"
                words = today.words
                self.now.refuse(Why.NOT_PRINTED, self.now.place(host), words, words, reason)

    def _delete(self, today: Leaf, host: Host) -> None:
        if self._is_refused(today, host) or self.sources.is_of_all(host, today, ""):
            return
        if self.now.changed_since(today) or self._is_title_of_kept(today):
            self.now.refuse(Why.BOTH, self.now.place(host), today.words, "")
            return
        file = self.now.hosts.files[host.path]
        cell = file.leaves[host.number].cell
        is_alone = cell is not None and not (self._row_is_gone(host) or self._table_is_gone(host))
        if is_alone and self._row_has_others(host):
            reason = "cells of its row were merged or divided"
            self.now.refuse(Why.GENERATED, self.now.place(host), today.words, "", reason)
            return
        if is_alone:
            file.new_words[host.number] = ""
        else:
            file.deleted.add(host.number)
        self.now.take(Kind.DELETED, host, today.words, "", deletion(today.number))

    def _is_title_of_kept(self, today: Leaf) -> bool:
        """Whether it is the title of a table that stays, its source having changed since."""
        head = self.now.since.today.get(today.number + 1)
        return today.form.style == "caption" and head is Since.UNSURE

    def _tell_row(self, today: Leaf, host: Host) -> None:
        """Tell, once, of a row that is not in Word and was perhaps deleted there."""
        words = self.now.since.today_rows.get(today.number)
        if words:
            self.now.refuse(Why.BOTH, self.now.place(host), words, "")

    def _row_of(self, host: Host) -> list[int]:
        """Return today's cells of the row of a table of prose that a cell stands in."""
        file = self.now.hosts.files[host.path]
        wanted = (file.leaves[host.number].cell or (0, 0, 0))[:2]
        return [
            n
            for n, h in enumerate(self.now.hosts.of)
            if h.kind == "prose"
            and h.path == host.path
            and (file.leaves[h.number].cell or (-1, 0, 0))[:2] == wanted
        ]

    def _row_is_gone(self, host: Host) -> bool:
        """Whether no cell of a row of a table of prose, its head aside, is left in Word."""
        cell = self.now.hosts.files[host.path].leaves[host.number].cell or (0, 0, 0)
        return cell[1] > 0 and not any(n in self.now.pairs.edited for n in self._row_of(host))

    def _row_has_others(self, host: Host) -> bool:
        """Whether words stand in the same row of Word that are those of no cell of today's."""
        edited = self.now.edited.leaves
        kept = [self.now.pairs.edited[n] for n in self._row_of(host) if n in self.now.pairs.edited]
        rows = {cell[:2] for n in kept if (cell := edited[n].form.cell) is not None}
        return any(
            leaf.words and leaf.form.cell is not None and leaf.form.cell[:2] in rows
            for leaf in edited
            if leaf.number not in self.now.pairs.today
        )

    def _table_is_gone(self, host: Host) -> bool:
        """Whether no cell of a table is left in Word, whatever became of its title."""
        table = {
            n
            for n, h in enumerate(self.now.hosts.of)
            if h.path == host.path
            and h.block == host.block
            and h.kind == "prose"
            and self.now.today.leaves[n].form.cell is not None
        }
        return not any(n in self.now.pairs.edited for n in table)
