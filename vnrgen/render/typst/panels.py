"""Blocks that stand out from the running text as data: charts, stories, quotes, cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from vnrgen.document.blocks import (
    Chart,
    Inlines,
    KeyFigure,
    KeyFigures,
    QualityCard,
    Quote,
    RecommendationEntry,
    RecommendationTable,
    Story,
)
from vnrgen.render.html.inlines import plain
from vnrgen.render.typst.inlines import run
from vnrgen.render.typst.setting import Setting
from vnrgen.render.typst.tables import table_data

Data = dict[str, Any]
_BOX = re.compile(rb'viewBox="\S+ \S+ ([0-9.]+) ([0-9.]+)"')


def chart_data(chart: Chart, setting: Setting) -> Data:
    """Return a chart: finding, subtitle, drawing with its alternative, sources, data drawn."""
    svg = setting.pictures[chart.block_id]
    printed = bool(chart.table.rows)
    return {
        "kind": "chart",
        **setting.place(chart.block_id),
        "label": setting.words(chart.label),
        "title": run(chart.title, setting),
        "subtitle": run(chart.subtitle, setting),
        "svg": svg.decode(),
        "ratio": _ratio(svg),
        "alternative": setting.words(chart.alternative),
        "notes": [run(note, setting) for note in chart.notes],
        "source": run(chart.source, setting),
        "table": table_data(chart.table, setting, belongs_to=chart.label) if printed else None,
    }


def key_figures_data(strip: KeyFigures, setting: Setting) -> Data:
    """Return a strip of key figures."""
    figures = [_key_figure(figure, setting) for figure in strip.figures]
    return {"kind": "key-figures", **setting.place(strip.block_id), "figures": figures}


def story_data(story: Story, told: Callable[[], list[Data]], setting: Setting) -> Data:
    """Return a story; ``told`` makes the words, none where the testimony was withdrawn.

    They are made after the title: links are counted in the order in which they are printed.
    """
    testimony = setting.testimony(story.testimony_id)
    photo = None if testimony is None else testimony.photo
    alternative = "" if testimony is None else testimony.photo_alternative
    return {
        "kind": "story",
        **setting.place(story.block_id),
        "title": run(story.title, setting),
        "told": told(),
        "language": _language(story.testimony_id, setting),
        "photo": None if photo is None else list(photo),
        "photo-alternative": setting.words(alternative or plain(story.title)),
        "meta": run(story.meta, setting),
        "beside": [_key_figure(figure, setting) for figure in story.beside],
    }


def quote_data(quote: Quote, told: list[Data], setting: Setting) -> Data:
    """Return somebody's words, as blocks in ``told``, and who said them."""
    return {
        "kind": "quote",
        **setting.place(quote.block_id),
        "told": told,
        "language": _language(quote.testimony_id, setting),
        "attribution": run(quote.attribution, setting),
    }


def recommendations_data(table: RecommendationTable, setting: Setting) -> Data:
    """Return recommendations one under the other."""
    return {
        "kind": "recommendations",
        **setting.place(table.block_id),
        "label": setting.words(table.label),
        "caption": run(table.caption, setting),
        "entries": [_recommendation(entry, setting) for entry in table.entries],
    }


def card_data(card: QualityCard, setting: Setting) -> Data:
    """Return the quality card of a source."""
    return {
        "kind": "card",
        **setting.place(card.block_id),
        "badge": setting.words(card.badge),
        "title": run(card.title, setting),
        "facts": _facts(card.facts, setting),
        "criteria": [
            {
                "mark": criterion.mark,
                "label": setting.words(criterion.label),
                "verdict": setting.words(criterion.mark_label),
            }
            for criterion in card.criteria
        ],
    }


def _ratio(svg: bytes) -> float:
    """Return the height of a drawing against its width."""
    found = _BOX.search(svg)
    return round(float(found[2]) / float(found[1]), 4) if found else 0.6


def _language(testimony_id: str, setting: Setting) -> Data:
    testimony = setting.testimony(testimony_id)
    own = setting.document.metadata.language
    return setting.language(own if testimony is None else testimony.language)


def _key_figure(figure: KeyFigure, setting: Setting) -> Data:
    return {
        "value": run(figure.value, setting),
        "label": run(figure.label, setting),
        "detail": run(figure.detail, setting),
        "goal": _goal(figure.goal),
    }


def _recommendation(entry: RecommendationEntry, setting: Setting) -> Data:
    return {
        "rec-id": setting.words(entry.rec_id),
        "text": run(entry.text, setting),
        "details": _facts(entry.details, setting),
        "goal": _goal(entry.goal),
    }


def _facts(facts: Iterable[tuple[str, Inlines]], setting: Setting) -> list[Any]:
    return [[setting.words(label), run(content, setting)] for label, content in facts]


def _goal(goal: int | None) -> str | None:
    return None if not goal else str(goal)
