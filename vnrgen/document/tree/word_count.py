"""How many words a document has, counted in one way, and whether that is too many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from vnrgen.document.blocks import Block, Contents, Document, NoteList, Section
from vnrgen.document.language.spaceless import words_in
from vnrgen.document.outline import Outline
from vnrgen.document.tree.words import words
from vnrgen.problems import Problem, Severity


def count_words(document: Document, without: Collection[str] = ()) -> int:
    """Return the number of words of the body; ``without`` are ids of sections not counted.

    Headings, paragraphs, lists, tables, titles of figures and people's own words count; the cover
    or band, running heads, contents, notes and the data behind figures do not, as in reports to the
    Universal Periodic Review. Words are what stands between spaces, where a letter or digit is in
    it; where a script puts no spaces between words, characters stand for them (``spaceless``).
    """
    body = replace(document, blocks=tuple(_body(document.blocks, without)))
    found = words(body, data_tables=False)
    return sum(map(words_in, found))


def check_length(document: Document, outline: Outline) -> list[Problem]:
    """Return a warning where a document has more words than its outline allows (OUT005)."""
    limit = outline.word_limit
    if limit is None:
        return []
    count = count_words(document)
    if count <= limit.most:
        return []
    sure = "" if limit.verified else " (not verified at its source)"
    what = f"{count} words; {limit.most} are allowed by {limit.source}{sure}"
    fix = f"shorten the prose by {count - limit.most} words, or drop a section in dossier.yaml"
    return [Problem("OUT005", outline.where, what, fix, Severity.WARNING)]


def too_long(outline: Outline) -> Problem:
    """Return the warning that nothing more can be left out (OUT006)."""
    return Problem(
        "OUT006",
        outline.where,
        f"this does not fit {outline.pages} pages though all that may be left out is left out",
        "drop a section in dossier.yaml, or shorten the titles of sources",
        Severity.WARNING,
    )


def _body(blocks: Iterable[Block], without: Collection[str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Contents | NoteList) or block.block_id in without:
            continue
        if isinstance(block, Section):
            yield replace(block, number="", blocks=tuple(_body(block.blocks, without)))
        else:
            yield block
