"""Blocks of words, voices and recommendations, for tests of renderers; all of it is invented."""

from __future__ import annotations

import io
from typing import Any

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import (
    Binding,
    BoundNumber,
    CrossReference,
    Inlines,
    KeyFigure,
    KeyFigures,
    Paragraph,
    ParagraphRole,
    QualityCard,
    QualityCriterion,
    RecommendationEntry,
    RecommendationTable,
    Story,
    Text,
)

ARABIC = "عدم ترك أحد خلف الركب"

GROUPS = (
    "Highland communities",
    "Persons with disabilities",
    "Women who head a household",
    "Older persons living alone",
    "Seasonal migrants",
    "Children out of school",
)


def words(text: str) -> Inlines:
    """Return plain words."""
    return (Text(text),)


def bound(text: str, reference: str = "obs-1", measure: str = "value") -> BoundNumber:
    """Return a displayed number bound to an observation."""
    return BoundNumber(text, Binding("observation", reference, measure))


def a_paragraph(block_id: str, *parts: str | Any, role: str = "body") -> Paragraph:
    """Return a paragraph of words and other inlines."""
    content = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return Paragraph(block_id=block_id, content=content, role=ParagraphRole(role))


def key_figures(block_id: str = "glance/key/strip") -> KeyFigures:
    """Return a strip of four key figures."""
    figures = (
        ("k1", "41.5%", "of highland births are attended", "national: 71.0%", 3),
        ("k2", "1 in 4", "persons with disabilities finished school", "others: 2 in 3", 4),
        ("k3", "12 of 36", "cells have no evidence at all", "6 groups, 6 kinds", 10),
        ("k4", "7", "earlier recommendations are done", "of 24 made in 2021", 16),
    )
    return KeyFigures(
        block_id=block_id,
        figures=tuple(
            KeyFigure(
                figure_id=name,
                value=(bound(value),),
                label=words(label),
                detail=words(detail),
                goal=goal,
            )
            for name, value, label, detail, goal in figures
        ),
    )


def testimonies() -> dict[str, Testimony]:
    """Return a story with a photo, one in Arabic, and a quote."""
    told = (
        "I walked **six hours** to the clinic. When I came there, *nobody* was on duty.\n\n"
        "Now a nurse comes:\n\n- every second week\n- when the road is open\n\n"
        "> Tell them the road is the problem.\n"
    )
    return {
        "story-road": Testimony(
            testimony_id="story-road",
            text=told,
            language="en",
            attribution="Mother of two, 27",
            photo=a_photo(),
            photo_alternative="A dirt road across a river in the highlands",
        ),
        "story-arabic": Testimony(
            testimony_id="story-arabic",
            text=f"{ARABIC}. {ARABIC}.",
            language="ar",
            attribution="امرأة، 44",
        ),
        "quote-1": Testimony(
            testimony_id="quote-1",
            text="They ask us for papers nobody ever gave us.",
            language="en",
            attribution="Seasonal migrant",
        ),
    }


def a_photo() -> bytes:
    """Return a small JPEG without metadata."""
    from PIL import Image

    image = Image.linear_gradient("L").resize((480, 320)).convert("RGB")
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=70)
    return stream.getvalue()


def a_story(
    block_id: str = "people/story/road",
    testimony_id: str = "story-road",
    title: str = "The road is the problem",
) -> Story:
    """Return a story with its indicator beside it."""
    return Story(
        block_id=block_id,
        testimony_id=testimony_id,
        title=words(title),
        meta=words("A highland district, May 2025. Told with consent for publication."),
        beside=key_figures().figures[:1],
    )


def recommendations() -> RecommendationTable:
    """Return three recommendations with their details."""
    entries = tuple(
        RecommendationEntry(
            rec_id=f"R{index + 1}",
            text=words(text),
            details=(
                ("Target", words("3.1")),
                ("Addressed to", words("Ministry of Health")),
                ("Group", words(GROUPS[index])),
                ("Evidence", (CrossReference("say/chart/births", "Figure 2"), Text(", story"))),
            ),
            goal=goal,
        )
        for index, (text, goal) in enumerate(
            (
                ("Post a midwife in every highland commune by 2028.", 3),
                ("Make every school reachable for a child with a disability.", 4),
                ("Let seasonal workers register where they work.", 8),
            )
        )
    )
    return RecommendationTable(
        block_id="ask/recommendations/all",
        label="Table 3",
        caption=words("What we recommend"),
        entries=entries,
    )


def a_card() -> QualityCard:
    """Return the quality card of a citizen source with every mark."""
    marks = (
        ("pass", "met"),
        ("partial", "partly met"),
        ("fail", "not met"),
        ("unknown", "not known"),
    )
    names = ("Relevant", "Accurate", "Timely", "Comparable")
    return QualityCard(
        block_id="how/card/scorecard",
        title=words("Community clinic scorecard 2025"),
        badge="Citizen data",
        facts=(
            ("Producer", words("Highland Women's Network")),
            ("Method", words("Scorecard meetings in 14 clinics")),
            ("Sample", words("612 participants, not a probability sample")),
        ),
        criteria=tuple(
            QualityCriterion(label=name, mark=mark, mark_label=label)
            for name, (mark, label) in zip(names, marks, strict=True)
        ),
    )
