"""Blocks that stand out from the running text: figures, stories, quotes, cards and boxes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from markupsafe import Markup

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import (
    Chart,
    Inlines,
    KeyFigure,
    KeyFigures,
    QualityCard,
    QualityCriterion,
    Quote,
    RecommendationEntry,
    RecommendationTable,
    Story,
)
from vnrgen.render.html.inlines import NOTHING, inlines, plain, spoken, unbroken
from vnrgen.render.html.medium import Asset, Page, anchor
from vnrgen.render.html.tables import caption_markup, notes_markup, table_markup


def chart_markup(chart: Chart, page: Page) -> Markup:
    """Return a chart: finding, subtitle, drawing, notes, source and the data drawn."""
    caption = Markup(
        '<figcaption><p class="finding-title">{}</p><p class="subtitle">{}</p></figcaption>'
    ).format(caption_markup(chart.label, chart.title, page), inlines(chart.subtitle, page))
    data = table_markup(chart.table, page, belongs_to=chart.label) if chart.table.rows else NOTHING
    if page.on_screen and data:
        data = Markup("<details><summary>{}</summary>{}</details>").format(
            page.furniture("data_behind_chart"), data
        )
    return Markup(
        '<figure class="chart" id="{}"><div class="drawn">{}{}{}</div>{}</figure>'
    ).format(
        anchor(chart.block_id),
        caption,
        _drawing(chart, page),
        notes_markup(chart.notes, chart.source, page),
        Markup('<div class="behind">{}</div>').format(data) if data else NOTHING,
    )


def key_figures_markup(strip: KeyFigures, page: Page) -> Markup:
    """Return a strip of key figures."""
    figures = NOTHING.join(_key_figure(figure, page) for figure in strip.figures)
    return Markup('<ul class="key-figures" role="list" id="{}">{}</ul>').format(
        anchor(strip.block_id), figures
    )


def story_markup(story: Story, told: Markup, page: Page) -> Markup:
    """Return a story panel: title, the person's own words, then place, date and consent.

    ``told`` are the words as markup; nothing where the testimony was withdrawn.
    """
    testimony = page.testimony(story.testimony_id)
    if testimony is not None:
        told = Markup('<div class="told"{}>{}{}</div>').format(
            spoken(testimony.language),
            _photo(testimony, story.title, page),
            told,
        )
    beside = NOTHING.join(_key_figure(figure, page) for figure in story.beside)
    if beside:
        beside = Markup('<ul class="beside" role="list">{}</ul>').format(beside)
    title = anchor(f"{story.block_id}/title")
    return Markup(
        '<section class="story{}" id="{}" aria-labelledby="{}">'
        '<p class="story-title" id="{}">{}</p>{}<p class="meta">{}</p>{}</section>'
    ).format(
        " accompanied" if story.beside else "",
        anchor(story.block_id),
        title,
        title,
        inlines(story.title, page),
        told,
        inlines(story.meta, page),
        beside,
    )


def quote_markup(quote: Quote, told: Markup, page: Page) -> Markup:
    """Return somebody's words, as markup in ``told``, and who said them."""
    testimony = page.testimony(quote.testimony_id)
    if testimony is not None:
        told = Markup("<div{}>{}</div>").format(spoken(testimony.language), told)
    return Markup(
        '<blockquote class="said" id="{}">{}<p class="attribution">{}</p></blockquote>'
    ).format(anchor(quote.block_id), told, inlines(quote.attribution, page))


def recommendations_markup(table: RecommendationTable, page: Page) -> Markup:
    """Return recommendations one under the other, each with its id beside it."""
    entries = NOTHING.join(_recommendation(entry, page) for entry in table.entries)
    return Markup(
        '<div class="recommendations" id="{}"><p class="caption">{}</p>'
        '<ul class="entries" role="list">{}</ul></div>'
    ).format(anchor(table.block_id), caption_markup(table.label, table.caption, page), entries)


def card_markup(card: QualityCard, page: Page) -> Markup:
    """Return the quality card of a source."""
    title = anchor(f"{card.block_id}/title")
    criteria = NOTHING.join(_criterion(criterion) for criterion in card.criteria)
    return Markup(
        '<section class="card" id="{}" aria-labelledby="{}"><p class="badge">{}</p>'
        '<p class="card-title" id="{}">{}</p>{}'
        '<ul class="criteria" role="list">{}</ul></section>'
    ).format(
        anchor(card.block_id),
        title,
        card.badge,
        title,
        inlines(card.title, page),
        _facts(card.facts, page),
        criteria,
    )


def goal_class(goal: int | None) -> Markup:
    """Return the class that draws the number of a goal in its colour, or nothing."""
    return Markup(" goal goal-{}").format(goal) if goal else NOTHING


def _drawing(chart: Chart, page: Page) -> Markup:
    asset = Asset(partial(page.pictures.__getitem__, chart.block_id), "image/svg+xml")
    picture = _image(asset, chart.alternative, "drawing", page)
    narrow = page.narrow.get(chart.block_id)
    if narrow is None:
        return picture
    # The sheet shows one of the two at a time, to eyes and to screen readers alike; without the
    # sheet, and on paper, it is the wide one. (A browser does not choose anew among the sources of
    # a picture when it prints.)
    phone = Asset(lambda: narrow, "image/svg+xml")
    return picture + Markup('<img class="drawing narrow" alt="{}" src="{}" hidden>').format(
        chart.alternative, page.address(phone)
    )


def _key_figure(figure: KeyFigure, page: Page) -> Markup:
    detail = NOTHING
    if figure.detail:
        detail = Markup('<p class="detail">{}</p>').format(inlines(figure.detail, page))
    return Markup(
        '<li class="key-figure{}"><p class="value">{}</p><p class="about">{}</p>{}</li>'
    ).format(
        goal_class(figure.goal),
        inlines(figure.value, page),
        inlines(figure.label, page),
        detail,
    )


def _recommendation(entry: RecommendationEntry, page: Page) -> Markup:
    return Markup(
        '<li class="recommendation{}"><p class="rec-id">{}</p><div class="asked">'
        '<p class="rec-text">{}</p>{}</div></li>'
    ).format(
        goal_class(entry.goal),
        unbroken(entry.rec_id),
        inlines(entry.text, page),
        _facts(entry.details, page),
    )


def _facts(facts: Iterable[tuple[str, Inlines]], page: Page) -> Markup:
    items = NOTHING.join(
        Markup('<li><span class="term">{}</span> <span>{}</span></li>').format(
            label, inlines(content, page)
        )
        for label, content in facts
    )
    return Markup('<ul class="facts" role="list">{}</ul>').format(items) if items else NOTHING


def _criterion(criterion: QualityCriterion) -> Markup:
    return Markup(
        '<li class="criterion {}"><span>{}</span> <span class="verdict">{}</span></li>'
    ).format(criterion.mark, criterion.label, criterion.mark_label)


def _photo(testimony: Testimony, title: Inlines, page: Page) -> Markup:
    photo = testimony.photo
    if photo is None:
        return NOTHING
    alternative = testimony.photo_alternative or plain(title)
    return _image(Asset(lambda: photo, "image/jpeg"), alternative, "photo", page)


def _image(asset: Asset, alternative: str, role: str, page: Page) -> Markup:
    return Markup('<img class="{}" alt="{}" src="{}">').format(
        role, alternative, page.address(asset)
    )
