"""A Markdown file of the dossier being edited: what is not touched keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vnrgen.document.markdown.sources import SourceLeaf, continuation, source_leaves
from vnrgen.dossier.files.encoding import decode
from vnrgen.versions.pull.markdown_out import folded, guarded

_FENCE = "---"
_BOX = re.compile(r"(?:\s{0,3}>\s?)*")
_CAPTION = re.compile(r"Table:\s*")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBlock:
    """A paragraph, heading, list item or table to be put in; ``markdown`` is on one line.

    ``rows`` are the lines of a table. ``depth`` counts from 0.
    """

    markdown: str = ""
    heading: int = 0
    item: str = ""
    depth: int = 0
    boxed: bool = False
    rows: tuple[str, ...] = ()


@dataclass(slots=True)
class ProseFile:
    """The paragraphs of a file by number, and what is to become of them.

    ``new_words`` has Markdown on one line by paragraph, ``deleted`` the numbers of those to leave
    out, ``inserted`` what comes after each (-1: before the first), ``new_rows`` the cells of rows
    that come after a row of a table, by the number of a cell in it. ``notes`` are new ones by their
    labels, ``carried`` those of paragraphs that came from another file, with their numbers there.
    """

    path: str
    data: bytes
    leaves: tuple[SourceLeaf, ...]
    lines: list[str]
    body: int = 0
    new_words: dict[int, str] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    inserted: dict[int, list[NewBlock]] = field(default_factory=dict)
    new_rows: dict[int, list[tuple[str, ...]]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    carried: dict[str, tuple[ProseFile, int]] = field(default_factory=dict)
    title: str | None = None

    @property
    def is_changed(self) -> bool:
        """Whether anything is to become of it."""
        parts = (
            self.new_words,
            self.levels,
            self.deleted,
            self.inserted,
            self.notes,
            self.new_rows,
        )
        return any(parts) or self.title is not None

    def at_line(self, line: int, *, title: bool = False) -> int | None:
        """Return the number of the paragraph that begins at a line of the text."""
        return next(
            (
                number
                for number, leaf in enumerate(self.leaves)
                if leaf.first == line and leaf.cell is None and leaf.title >= title
            ),
            None,
        )

    def note(self, label: str) -> int | None:
        """Return the number of a note of this file."""
        found = (
            n for n, leaf in enumerate(self.leaves) if (leaf.kind, leaf.key) == ("note", label)
        )
        return next(found, None)

    def words_of(self, number: int) -> str:
        """Return what a paragraph is to say, on one line."""
        return self.new_words.get(number, " ".join(self.leaves[number].content.split()))

    def is_title_of_table(self, number: int) -> bool:
        """Whether a paragraph is the title of the table right after it, and stays."""
        is_title = number >= 0 and self.leaves[number].kind == "caption"
        return is_title and number not in self.deleted

    def rule_of(self, cell: SourceLeaf, fresh: str) -> str:
        """Return the line under the head of a table, which says how columns stand.

        Args:
            cell: A cell of the table.
            fresh: A new line, if the table has other columns now.
        """
        table = (cell.cell or (0, 0, 0))[0]
        head = next(leaf.first for leaf in self.leaves if leaf.cell and leaf.cell[0] == table)
        rule = self.lines[self.body + head].strip(" >")
        return rule if rule.strip("|").count("|") == fresh.strip("|").count("|") else fresh

    def written_title(self) -> str:
        """Return the title in the front matter of a story, without quotation marks."""
        for each in self.lines[: self.body]:
            found = re.match(r"title\s*:\s*(.*?)\s*$", each)
            if found:
                text = found[1]
                quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
                return " ".join((text[1:-1] if quoted else text).split())
        return ""

    # --- writing -------------------------------------------------------------------------------

    def result(self) -> bytes:
        """Return the file after all edits, in the encoding and with the line ends it has."""
        if not self.is_changed:
            return self.data
        decoded = decode(self.data)
        end = "\r\n" if "\r\n" in decoded.text else "\n"
        text = "\n".join([*self._front(), *self._written()])
        if self.data and not text.endswith("\n") and decoded.text.endswith(("\n", "\r")):
            text += "\n"
        mark = next((m for m in _MARKS if self.data.startswith(m)), b"")
        text = text.replace("\n", end)
        try:
            return mark + text.encode(decoded.encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8-sig")  # the encoding it has lacks a letter that was typed

    def _front(self) -> list[str]:
        front = self.lines[: self.body]
        if self.title is None:
            return front
        quoted = '"' + self.title.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return _with_title(front, quoted)

    def _written(self) -> list[str]:
        out: list[str] = []
        lines = self.lines[self.body :]
        at = 0
        tables = self._tables()
        self._insert(out, -1, lines, 0)
        for number, leaf in enumerate(self.leaves):
            if leaf.cell is not None:
                at = self._table_row(out, number, tables, lines, at)
                continue
            first, last = leaf.first - 1, leaf.last
            out += lines[at:first]
            at = max(at, last)
            if number in self.deleted:
                if out and not out[-1].strip(" >") and at < len(lines) and not lines[at].strip():
                    out.pop()
            elif number in self.new_words or number in self.levels:
                out += self._reworded(number, leaf)
            else:
                out += lines[first:last]
            self._insert(out, number, lines, at)
        out += lines[at:]
        return self._with_notes(out)

    def _reworded(self, number: int, leaf: SourceLeaf) -> list[str]:
        words = self.new_words.get(number, " ".join(leaf.content.split("\n")))
        prefix = leaf.prefix
        if number in self.levels:
            prefix = "#" * self.levels[number] + " "
        if leaf.kind in {"heading", "note"}:
            return [prefix + words]
        return _block(words, prefix, leaf.rest, self._width())

    def _width(self) -> int:
        """Return how long the lines of this file are; 0 where paragraphs are not folded."""
        folded_ones = [leaf for leaf in self.leaves if leaf.last > leaf.first]
        if not folded_ones:
            return 0
        body = self.lines[self.body :]
        longest = max(len(body[n]) for f in folded_ones for n in range(f.first - 1, f.last))
        return min(max(longest, 60), 120)

    def _tables(self) -> dict[int, tuple[int, int]]:
        """Return for every table the numbers of its first and last cells."""
        found: dict[int, tuple[int, int]] = {}
        for number, leaf in enumerate(self.leaves):
            if leaf.cell is not None:
                table = leaf.cell[0]
                found[table] = (found.get(table, (number, number))[0], number)
        return found

    def _table_row(
        self,
        out: list[str],
        number: int,
        tables: dict[int, tuple[int, int]],
        lines: list[str],
        at: int,
    ) -> int:
        """Write a table when its last cell comes; the cells before wait for it."""
        leaf = self.leaves[number]
        first, last = tables[leaf.cell[0] if leaf.cell else 0]
        if number != last:
            return at
        begin, end = self.leaves[first].first - 1, leaf.last
        out += lines[at:begin]
        cells = range(first, last + 1)
        if self._is_gone(cells):
            if out and not out[-1].strip(" >") and end < len(lines) and not lines[end].strip():
                out.pop()
        else:
            rows = lines[begin:end]
            for n in cells:
                if n in self.new_words:
                    row = self.leaves[n].first - 1 - begin
                    column = (self.leaves[n].cell or (0, 0, 0))[2]
                    rows[row] = with_cell(rows[row], column, self.new_words[n])
            out += self._with_other_rows(rows, begin, cells)
        for n in cells:
            self._insert(out, n, lines, end)
        return end

    def _is_gone(self, cells: Sequence[int]) -> bool:
        """Whether all of a table was deleted; an empty cell goes with the others."""
        kept = [n for n in cells if n not in self.deleted]
        is_bare = all(not self.leaves[n].content.strip() for n in kept)
        return len(kept) < len(cells) and is_bare and not any(n in self.new_rows for n in cells)

    def _with_other_rows(self, rows: list[str], begin: int, cells: Iterable[int]) -> list[str]:
        """Return the lines of a table without rows that are gone, and with those that are new."""
        gone: dict[int, bool] = {}
        after: dict[int, list[str]] = {}
        for n in cells:
            leaf = self.leaves[n]
            line = leaf.first - 1 - begin
            is_out = n in self.deleted or not leaf.content.strip()
            gone[line] = gone.get(line, True) and is_out
            below = line + 1 if (leaf.cell or (0, 1, 0))[1] == 0 else line  # the head has a rule
            after.setdefault(below, []).extend(
                "| " + " | ".join(row) + " |" for row in self.new_rows.get(n, [])
            )
        touched = {self.leaves[n].first - 1 - begin for n in cells if n in self.deleted}
        made: list[str] = []
        for number, row in enumerate(rows):
            if not (gone.get(number, False) and number in touched):
                made.append(row)
            made += after.get(number, [])
        return made

    def _insert(self, out: list[str], number: int, lines: list[str], at: int) -> None:
        blocks = self.inserted.get(number, [])
        if not blocks:
            return
        context = self._context(number)
        for block in blocks:
            prefix = self._prefix(block, context)
            touches = bool(block.item and context is not None and context.item)
            if out and out[-1].strip() and not touches:
                both = bool(block.boxed and context is not None and context.boxed)
                out.append(">" if both else "")
            if block.rows:
                out += block.rows
            else:
                out += _block(block.markdown, prefix, continuation(prefix), self._width())
            context = _as_leaf(block, prefix)
        following = lines[at] if at < len(lines) else ""
        goes_on = bool(context and context.item and re.match(r"\s*([-*+]|\d+[.)])\s", following))
        if following.strip() and not goes_on:
            out.append("")

    def _context(self, number: int) -> SourceLeaf | None:
        while number >= 0:
            if number not in self.deleted and self.leaves[number].kind != "note":
                return self.leaves[number]
            number -= 1
        return None

    def _prefix(self, block: NewBlock, context: SourceLeaf | None) -> str:
        if block.heading:
            return "#" * block.heading + " "
        box = "> " if block.boxed else ""
        if not block.item:
            return box
        marker = "- " if block.item == "bullet" else "1. "
        same = self._item_above(block, context)
        if same is None or context is None:
            return box + marker
        boxes = _BOX.match(same.prefix)
        head = boxes[0] if boxes else ""
        indent = len(same.prefix[len(head) :]) - len(same.prefix[len(head) :].lstrip())
        if same.depth < block.depth:
            return continuation(same.prefix) + marker
        if same.item == block.item:
            marker = same.prefix[len(head) :].lstrip() or marker
        return head + " " * indent + marker

    def _item_above(self, block: NewBlock, context: SourceLeaf | None) -> SourceLeaf | None:
        """Return the item that a new one follows, or stands under."""
        if context is None or not context.item:
            return None
        if context.depth <= block.depth or context not in self.leaves:
            return context
        for leaf in reversed(self.leaves[: self.leaves.index(context)]):
            if leaf.item and leaf.depth <= block.depth:
                return leaf
        return context

    def _with_notes(self, out: list[str]) -> list[str]:
        came = {label: file.words_of(number) for label, (file, number) in self.carried.items()}
        told = {**self.notes, **came}
        fresh = {label: text for label, text in told.items() if self.note(label) is None}
        if not fresh:
            return out
        while out and not out[-1].strip():
            out.pop()
        made = [*out, ""]
        for label, text in fresh.items():
            made += [f"[^{label}]: {text}", ""]
        return made


def read_prose(path: str, data: bytes, *, story: bool = False) -> ProseFile:
    """Return a Markdown file; of a story what stands below its front matter."""
    text = decode(data).text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    body = 0
    if story:
        ends = [n for n, line in enumerate(lines) if line.rstrip() == _FENCE]
        body = ends[1] + 1 if len(ends) > 1 else 0
        while body < len(lines) and not lines[body].strip():
            body += 1
    told = "\n".join(lines[body:])
    found = source_leaves(told, with_calls=not story)
    leaves = tuple(
        _caption(leaf) if after is not None and after.cell is not None else leaf
        for leaf, after in zip(found, (*found[1:], None), strict=False)
    )
    return ProseFile(path, data, leaves, lines, body)


def _caption(leaf: SourceLeaf) -> SourceLeaf:
    """Take the word that makes a title of a table out of its words."""
    found = _CAPTION.match(leaf.content)
    if found is None or leaf.kind != "paragraph" or not leaf.parts or not leaf.parts[0].text:
        return leaf
    first = replace(leaf.parts[0], text=_CAPTION.sub("", leaf.parts[0].text, count=1))
    return replace(
        leaf,
        prefix=leaf.prefix + found[0],
        content=leaf.content[found.end() :],
        parts=(first, *leaf.parts[1:]),
        kind="caption",
    )


def _block(words: str, prefix: str, rest: str, width: int) -> list[str]:
    is_bare = not prefix.strip() or prefix.strip(" >") == ""
    text = guarded(words) if is_bare else words
    lines = folded(text, max(0, width - len(prefix)) if width else 0)
    return [(prefix if n == 0 else rest) + each for n, each in enumerate(lines)] or [prefix]


def _as_leaf(block: NewBlock, prefix: str) -> SourceLeaf:
    return SourceLeaf(
        kind="paragraph",
        first=0,
        last=0,
        content="",
        parts=(),
        prefix=prefix,
        item=block.item,
        depth=block.depth,
        boxed=block.boxed,
    )


def with_cell(row: str, column: int, words: str) -> str:
    """Return a row of a Markdown table with other words in one cell.

    >>> with_cell("| a | b |", 1, "c")
    '| a | c |'
    """
    bars = [m.start() for m in re.finditer(r"(?<!\\)\|", row)]
    if not row.lstrip().startswith("|"):
        bars.insert(0, -1)
    if column >= len(bars):
        return row
    start = bars[column] + 1
    end = bars[column + 1] if column + 1 < len(bars) else len(row)
    return f"{row[:start]} {words} {row[end:]}".rstrip()


def _with_title(front: Sequence[str], quoted: str) -> list[str]:
    """Return front matter with another title; a title over several lines becomes one."""
    made: list[str] = []
    skipping = False
    for line in front:
        if skipping and line[:1].isspace():
            continue
        skipping = re.match(r"title\s*:", line) is not None
        made.append(f"title: {quoted}" if skipping else line)
    return made


def table_rows(cells: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return rows of Markdown cells as the lines of a table; the first row is its head."""
    rows = [list(row) for row in cells]
    width = max(len(row) for row in rows)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in padded]
    return (lines[0], "|" + " --- |" * width, *lines[1:])
