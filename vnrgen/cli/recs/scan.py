"""``vnrgen recs scan``: passages of the national reports that may answer a recommendation."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.options import dossier_argument, loaded_dossier

if TYPE_CHECKING:
    from vnrgen.adoption.candidates import Candidate


@click.command()
@dossier_argument
@click.option("--json", "as_json", is_flag=True, help="Print the passages as JSON.")
@click.option("--most", default=3, show_default=True, help="Passages a recommendation.")
def scan(*, dossier: Path, as_json: bool, most: int) -> None:
    """Rank the passages of the national reports that may answer each recommendation."""
    from vnrgen.adoption.candidates import candidate_passages
    from vnrgen.pdftext.passages import read_passages

    loaded = loaded_dossier(dossier)
    found = {}
    for report in loaded.reports:
        asked = [r for r in loaded.recommendations if r.cycle <= report.cycle]
        found[report.report_id] = candidate_passages(asked, read_passages(report.path), most=most)
    if as_json:
        record = {
            report_id: {rec: [asdict(c) for c in candidates] for rec, candidates in ranked.items()}
            for report_id, ranked in found.items()
        }
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    texts = {r.rec_id: r.text for r in loaded.recommendations}
    for report_id, ranked in found.items():
        for rec_id, candidates in ranked.items():
            click.echo(click.style(f"{rec_id} in {report_id}: ", bold=True) + texts[rec_id])
            for candidate in candidates:
                click.echo(f"  {_candidate_line(candidate)}")


def _candidate_line(candidate: Candidate) -> str:
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
    shared = " ".join(candidate.shared_terms[:8])
    return f"{candidate.score:6.2f}  {place}: {passage.text[:160]}  [{shared}]"
