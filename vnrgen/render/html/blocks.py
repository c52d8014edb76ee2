"""Blocks as markup: one function per kind, the same for the screen and for the printed page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup

from vnrgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Contents,
    ContentsEntry,
    CoverageMatrix,
    Divided,
    KeyFigures,
    Layout,
    Marked,
    Note,
    NoteList,
    PageBreak,
    Paragraph,
    QualityCard,
    Quote,
    RecommendationTable,
    Revised,
    Section,
    Story,
    Table,
)
from vnrgen.document.markdown.testimony import testimony_blocks
from vnrgen.document.tree.walk import every_block
from vnrgen.render.html.inlines import NOTHING, inlines, mark_anchor
from vnrgen.render.html.medium import Page, anchor
from vnrgen.render.html.panels import (
    card_markup,
    chart_markup,
    goal_class,
    key_figures_markup,
    quote_markup,
    recommendations_markup,
    story_markup,
)
from vnrgen.render.html.tables import matrix_markup, table_markup


def blocks_markup(blocks: Iterable[Block], page: Page) -> Markup:
    """Return blocks one after the other."""
    return Markup("\n").join(_block(block, page) for block in blocks)


def _block(block: Block, page: Page) -> Markup:  # noqa: C901, PLR0912 - one case per kind of block
    match block:
        case Paragraph():
            return _paragraph(block, page)
        case Section():
            return _section(block, page)
        case BulletList():
            return _list(block, page)
        case Table():
            return table_markup(block, page)
        case Chart():
            return chart_markup(block, page)
        case KeyFigures():
            return key_figures_markup(block, page)
        case Story():
            return story_markup(block, _told(block, page), page)
        case Quote():
            return quote_markup(block, _told(block, page), page)
        case RecommendationTable():
            return recommendations_markup(block, page)
        case CoverageMatrix():
            return matrix_markup(block, page)
        case QualityCard():
            return card_markup(block, page)
        case Callout():
            return _callout(block, page)
        case NoteList():
            return _notes(block, page)
        case Contents():
            return contents_markup(block, page)
        case PageBreak():
            return Markup('<div class="page-break"></div>')
        case Marked():
            return _marked(block, page)
        case Revised():
            return blocks_markup((block.block,), page)
        case Divided():
            return blocks_markup(block.parts, page)
        case _:
            assert_never(block)


def _told(block: Story | Quote, page: Page) -> Markup:
    testimony = page.testimony(block.testimony_id)
    return NOTHING if testimony is None else blocks_markup(testimony_blocks(testimony), page)


def _paragraph(paragraph: Paragraph, page: Page) -> Markup:
    return Markup('<p class="{}" id="{}">{}</p>').format(
        paragraph.role, anchor(paragraph.block_id), inlines(paragraph.content, page)
    )


def _section(section: Section, page: Page) -> Markup:
    rank = section.level + 1  # the title of the document is the one h1
    number, numbered = NOTHING, NOTHING
    if section.number:
        number = Markup('<span class="section-number">{}</span> ').format(section.number)
        numbered = Markup("numbered")
    opening = Markup(' data-head="{}"').format(page.document.metadata.running_head)
    of_chapter = page.document.metadata.layout is Layout.CHAPTER
    opens = section.starts_page and of_chapter and not page.on_screen
    heading = Markup(
        '<h{0} class="{1}{2}{3}" id="{4}"{5}>{6}<span class="heading-words">{7}</span></h{0}>'
    ).format(
        rank,
        numbered,
        " opening" if opens else "",
        goal_class(section.goal),
        anchor(f"{section.block_id}/heading"),
        opening if opens else "",
        number,
        inlines(section.title, page),
    )
    return Markup(
        '<section class="level-{}{}" id="{}" aria-labelledby="{}">{}\n{}</section>'
    ).format(
        section.level,
        " starts-page" if section.starts_page else "",
        anchor(section.block_id),
        anchor(f"{section.block_id}/heading"),
        heading,
        blocks_markup(section.blocks, page),
    )


def _list(listing: BulletList, page: Page) -> Markup:
    items = NOTHING.join(
        Markup("<li>{}</li>").format(blocks_markup(item.blocks, page)) for item in listing.items
    )
    kind = "ol" if listing.ordered else "ul"
    return Markup('<{0} class="listing" id="{1}">{2}</{0}>').format(
        kind, anchor(listing.block_id), items
    )


def _callout(callout: Callout, page: Page) -> Markup:
    title, named = NOTHING, NOTHING
    if callout.title:
        title_id = anchor(f"{callout.block_id}/title")
        named = Markup(' aria-labelledby="{}"').format(title_id)
        title = Markup('<p class="callout-title" id="{}">{}</p>').format(
            title_id, inlines(callout.title, page)
        )
    return Markup('<section class="callout {}" id="{}"{}>{}{}</section>').format(
        callout.tone,
        anchor(callout.block_id),
        named,
        title,
        blocks_markup(callout.blocks, page),
    )


def _notes(listing: NoteList, page: Page) -> Markup:
    """Return the notes of a section, named after it: every section's are called the same."""
    title = anchor(f"{listing.block_id}/title")
    home = _home(listing, page)
    names = f"{title} {anchor(f'{home}/heading')}" if home else title
    notes = NOTHING.join(_note(note, page) for note in listing.notes)
    return Markup(
        '<section class="endnotes" role="doc-endnotes" id="{}" aria-labelledby="{}">'
        '<p class="endnotes-title" id="{}">{}</p><ul role="list">{}</ul></section>'
    ).format(anchor(listing.block_id), names, title, inlines(listing.title, page), notes)


def _home(listing: NoteList, page: Page) -> str:
    """Return the id of the innermost section that holds a list of notes, or nothing."""
    homes = (
        block.block_id
        for block in every_block(page.document.blocks)
        if isinstance(block, Section)
        and any(inner.block_id == listing.block_id for inner in every_block(block.blocks))
    )
    return next(reversed(tuple(homes)), "")


def _note(note: Note, page: Page) -> Markup:
    """Return a note; its number leads back to its first mark, letters after its words to each.

    On paper a note that a whole chapter calls would end in a row of letters: there the number is
    enough.
    """
    calls = page.calls[note.note_id]
    label = Markup('<span class="note-label">{}</span>').format(
        _back(note, 1, note.label, note.label, page) if calls else note.label
    )
    return Markup('<li id="{}">{} <span>{}</span>{}</li>').format(
        anchor(note.note_id),
        label,
        inlines(note.content, page),
        _backs(note, calls, page) if page.on_screen and calls > 1 else NOTHING,
    )


def _backs(note: Note, calls: int, page: Page) -> Markup:
    """Return the letters that lead back to the marks of a note, a to z at most."""
    letters = [chr(ord("a") + call) for call in range(min(calls, 26))]
    links = (
        _back(note, call, letter, f"{note.label} ({letter})", page)
        for call, letter in enumerate(letters, start=1)
    )
    return Markup(' <span class="back">{}</span>').format(Markup(" ").join(links))


def _back(note: Note, call: int, words: str, spoken: str, page: Page) -> Markup:
    name = f"{page.furniture('back_to_text')} {spoken}"
    return Markup('<a role="doc-backlink" href="#{}" aria-label="{}">{}</a>').format(
        mark_anchor(note.note_id, call), name, words
    )


def contents_markup(contents: Contents, page: Page) -> Markup:
    """Return the table of contents; on paper each line ends in its page number."""
    title = anchor(f"{contents.block_id}/title")
    entries = NOTHING.join(_entry(entry, page) for entry in contents.entries)
    heading = Markup('<h2 id="{}">{}</h2>').format(title, inlines(contents.title, page))
    listing = Markup('<ul role="list">{}</ul>').format(entries)
    if page.on_screen:
        # a phone shows the text first; beside the text the style sheet holds the list open
        listing = Markup("<details><summary>{}</summary>{}</details>").format(heading, listing)
    else:
        listing = heading + listing
    return Markup('<nav class="contents" id="{}" aria-labelledby="{}">{}</nav>').format(
        anchor(contents.block_id), title, listing
    )


def _entry(entry: ContentsEntry, page: Page) -> Markup:
    target = anchor(entry.target_id)
    number = NOTHING
    if entry.number:
        number = Markup('<span class="entry-number">{}</span> ').format(entry.number)
    line = Markup('<span class="entry"><a href="#{}">{}</a></span>').format(target, entry.title)
    if not page.on_screen:
        # a sibling: a page number inside the link would nest links in the tagged file
        line += Markup(
            '<span class="dots"></span><span class="folio" data-ref="#{}"></span>'
        ).format(target)
    return Markup('<li class="entry-{}">{}{}</li>').format(entry.level, number, line)


def _marked(marked: Marked, page: Page) -> Markup:
    within = blocks_markup((marked.block,), page)
    element = "del" if marked.mark.kind.is_old else "ins"
    return Markup('<{0} class="changed {1}">{2}</{0}>').format(element, marked.mark.kind, within)
