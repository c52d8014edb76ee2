"""``vnrgen recs scan``: passages of the national reports that may answer a recommendation."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vnrgen.cli.explain import show_problems
from vnrgen.cli.options import dossier_argument, loaded_dossier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vnrgen.adoption.candidates import Candidate
    from vnrgen.adoption.ranking.semantic import SentenceEncoder
    from vnrgen.dossier.model import Dossier

    Ranked = Mapping[str, tuple[Candidate, ...]]

_WIDTH = 160  # characters of a passage shown on the terminal
_MOST_REASONS = 8


@click.command()
@dossier_argument
@click.option("--json", "as_json", is_flag=True, help="Print the passages as JSON.")
@click.option(
    "--most",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help="Passages a recommendation.",
)
@click.option("--report", "report_id", help="Only this report.  [default: all]")
@click.option("--rec", "rec_id", help="Only this recommendation.  [default: all]")
@click.option("--semantic", is_flag=True, help="Compare meanings too (extra: vnrgen[semantic]).")
def scan(
    *,
    dossier: Path,
    as_json: bool,
    most: int,
    report_id: str | None,
    rec_id: str | None,
    semantic: bool,
) -> None:
    """Rank the passages of the national reports that may answer each recommendation.

    A passage is a proposal with its reasons, and with warnings where its words refuse what was
    asked or speak of another treaty or group. Nothing is decided by it: see recs decide.
    """
    from vnrgen.adoption.scan import (
        language_notices,
        nothing_to_look_for,
        scan_reports,
        unread_pages,
    )

    loaded = loaded_dossier(dossier)
    encoder = _encoder(dossier) if semantic else None
    found = scan_reports(loaded, most=most, report_id=report_id, rec_id=rec_id, encoder=encoder)
    notices = language_notices(loaded, found, semantic=semantic)
    nothing = nothing_to_look_for(loaded, found)
    show_problems((*nothing, *unread_pages(loaded, found), *notices))
    if as_json:
        click.echo(json.dumps(_record(found), ensure_ascii=False, indent=2))
        return
    _show(loaded, found)


def _encoder(dossier: Path) -> SentenceEncoder:
    from vnrgen.adoption.ranking.semantic import FOLDER, SentenceEncoder

    return SentenceEncoder(dossier / FOLDER)


def _record(found: Mapping[str, Ranked]) -> dict[str, Any]:
    return {
        report_id: {
            rec_id: [
                {
                    "passage": asdict(candidate.passage),
                    "score": candidate.score,
                    "shared_terms": candidate.shared_terms,
                    "reasons": [asdict(reason) for reason in candidate.reasons],
                    "marks": [asdict(mark) for mark in candidate.marks],
                }
                for candidate in candidates
            ]
            for rec_id, candidates in ranked.items()
        }
        for report_id, ranked in found.items()
    }


def _show(dossier: Dossier, found: Mapping[str, Ranked]) -> None:
    from vnrgen.visible import visible

    texts = {r.rec_id: r.text for r in dossier.recommendations}
    for report_id, ranked in found.items():
        for rec_id, candidates in ranked.items():
            head = click.style(f"{rec_id} in {report_id}: ", bold=True)
            click.echo(head + visible(texts[rec_id]))
            for candidate in candidates:
                for line in _lines(candidate):
                    click.echo(visible(line))
            if not candidates:
                click.echo("  no passage shares a word with it")


def _lines(candidate: Candidate) -> list[str]:
    passage = candidate.passage
    place = ", ".join(
        part
        for part in (
            f"page {passage.print_page}" if passage.print_page else "",
            f"paragraph {passage.paragraph}" if passage.paragraph else "",
            passage.section,
        )
        if part
    )
    shared = ", ".join(f"{r.kind} {r.text}" for r in candidate.reasons[:_MOST_REASONS])
    warnings = [
        f"        ! {mark.kind.replace('_', ' ')}: {mark.words}" for mark in candidate.marks
    ]
    text = passage.text if len(passage.text) <= _WIDTH else passage.text[: _WIDTH - 1] + "…"
    return [f"{candidate.score:6.2f}  {place}: {text}", f"        [{shared}]", *warnings]
