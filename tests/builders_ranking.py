"""Recommendations and passages for tests of the ranking, with only what a test is about."""

from __future__ import annotations

from vnrgen.dossier.model import Recommendation
from vnrgen.pdftext.model import Kind, Passage


def recommendation(
    text: str,
    rec_id: str = "R1",
    *,
    theme: str = "",
    groups: tuple[str, ...] = (),
    target: str = "",
) -> Recommendation:
    return Recommendation(
        rec_id=rec_id,
        cycle=1,
        text=text,
        addressee="Government",
        sdg_target=target,
        group_ids=groups,
        theme=theme,
        evidence_ids=(),
        submitted_on=None,
        submitted_in="",
        position=None,
        position_source="",
        due_on=None,
    )


def passages(*texts: str, section: str = "", kind: Kind = Kind.TEXT) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            index=index,
            text=text,
            section=section,
            paragraph=str(index),
            pdf_page=None,
            print_page="",
            kind=kind,
        )
        for index, text in enumerate(texts, start=1)
    )
