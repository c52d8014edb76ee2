"""Dossiers with frozen versions, for tests of how versions are kept. All words are invented."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import (
    Document,
    Metadata,
    Origin,
    Paragraph,
    Quote,
    RecommendationEntry,
    RecommendationTable,
    Story,
    Text,
)
from vnrgen.problems import InvalidInputError, Problem
from vnrgen.versions.freezing.freeze import Kept, freeze

SAID = "The bridge was gone, so we carried her."
TITLE = "The long way round"
HEARD = "We were never asked."
FOUND = "Nobody had spoken with the ferrymen."


def a_document(*, said: str = SAID, prose: str = "Seven in ten.") -> Document:
    """Return a document with a story, a finding with its quote, and the story named elsewhere."""
    origin = Origin("story", "stories/st01-the-long-way-round.md")
    blocks = (
        Paragraph(block_id="who/p/1", content=(Text(prose),)),
        Story(
            block_id="voices/story/ST01",
            testimony_id="ST01",
            title=(Text(TITLE),),
            meta=(Text("Ferry people; a district. Told with consent."),),
            origin=origin,
        ),
        Paragraph(block_id="voices/meeting/FG1", content=(Text(FOUND),)),
        Quote(
            block_id="voices/meeting/FG1/quote",
            testimony_id="FG1",
            attribution=(Text("a ferrywoman of 61"),),
        ),
        Paragraph(block_id="voices/meeting/FG1/meta", content=(Text("Focus group, Adobe"),)),
        RecommendationTable(
            block_id="recs/table",
            label="Table 1",
            caption=(Text("What we recommend"),),
            entries=(
                RecommendationEntry(
                    rec_id="R1",
                    text=(Text("Build the bridge."),),
                    details=(("Evidence", (Text(f"story “{TITLE}”; survey"),)),),
                ),
            ),
        ),
    )
    words = {
        "ST01": Testimony(
            testimony_id="ST01",
            text=said,
            language="en",
            attribution="Ysolde",
            photo=b"\xff\xd8picture",
        ),
        "FG1": Testimony(
            testimony_id="FG1", text=HEARD, language="en", attribution="a ferrywoman of 61"
        ),
    }
    return Document(metadata=_metadata(), blocks=blocks, testimonies=words)


def _metadata() -> Metadata:
    return Metadata(
        title="Leaving no one behind", subtitle="", country="Kestoria", iso3="XKE", year=2026,
        language="en", direction="ltr", coalition="The Ferry Coalition", as_of=date(2026, 5, 1),
        date_text="1 May 2026", status="draft", version="0.1", stamp="Draft",
    )  # fmt: skip


def a_version(
    dossier: Path, name: str, document: Document | None = None, *, published: bool = False
) -> Path:
    """Freeze a document as a version of a dossier."""
    kept = Kept(document=document or a_document(), observations=b"indicator_id,value\r\n1.1,7\r\n")
    return freeze(dossier, name, kept, by="A. Writer", why="a test", published=published)


def as_of(document: Document, day: date) -> Document:
    """Return a document of another day."""
    return replace(document, metadata=replace(document.metadata, as_of=day))


DAY = date(2026, 6, 1)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def refusal(error: pytest.ExceptionInfo[InvalidInputError]) -> list[str]:
    return codes(error.value.problems)


def everything(folder: Path) -> bytes:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    packed = (path.read_bytes() for path in files)
    return b"\n".join(gzip.decompress(b) if b[:2] == b"\x1f\x8b" else b for b in packed)
