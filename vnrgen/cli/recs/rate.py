"""``vnrgen recs rate``: what was taken up, counted."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.analysis.uptake_findings import decimals_of_share
from vnrgen.cli.explain import show_problems
from vnrgen.cli.options import dossier_argument, ledger_option, loaded_dossier
from vnrgen.dossier.model import Origin

if TYPE_CHECKING:
    from vnrgen.analysis.uptake_findings import AssessorAgreement, UptakeRate

_FEWEST_FOR_PERCENT = 10  # below, a percentage would feign precision
_BY = ("group", "target", "addressee", "report", "assessor")


@click.command()
@dossier_argument
@ledger_option
@click.option("--by", type=click.Choice(_BY), multiple=True, help="Count for each of these, too.")
@click.option(
    "--origin",
    "origins",
    type=click.Choice([str(o) for o in Origin]),
    multiple=True,
    help="Count those of this origin.  [default: cso, our own]",
)
@click.option("--json", "as_json", is_flag=True, help="Print all rates as JSON.")
def rate(
    *,
    dossier: Path,
    as_json: bool,
    ledger_url: str | None,
    by: tuple[str, ...],
    origins: tuple[str, ...],
) -> None:
    """Count what was taken up, strictly and inclusively, with what is left out and why."""
    from vnrgen.adoption.ledger.transfer import decisions_of
    from vnrgen.adoption.misfits import with_decisions
    from vnrgen.analysis.uptake import (
        OURS,
        assessor_agreement,
        uptake_rates,
        uptake_rates_by,
        uptake_rows,
    )
    from vnrgen.analysis.uptake_findings import RateBy

    loaded, unfit = with_decisions(loaded_dossier(dossier), decisions_of(dossier, ledger_url))
    show_problems(unfit)
    asked, rows = loaded.recommendations, uptake_rows(loaded.decisions, loaded.unfounded)
    counted = frozenset(map(Origin, origins)) or OURS
    rates = uptake_rates(asked, rows, counted)
    for kind in _BY if as_json else by:
        rates += uptake_rates_by(RateBy(kind), asked, rows, counted)
    ids = {r.rec_id for r in asked if r.origin in counted}
    agreements = assessor_agreement(row for row in rows if row.rec_id in ids)
    if as_json:
        record = {
            "rates": [_record(r) for r in rates],
            "agreement": [asdict(a) for a in agreements],
        }
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    for item in rates:
        click.echo("\n".join(_lines(item)))
    for agreement in agreements:
        click.echo(_agreement_line(agreement))


def _record(rate: UptakeRate) -> dict[str, object]:
    bounds = {
        "inclusive": rate.inclusive,
        "strict_bounds": rate.strict_bounds,
        "inclusive_bounds": rate.inclusive_bounds,
    }
    return asdict(rate) | bounds


def _lines(rate: UptakeRate) -> list[str]:
    name = f"cycle {rate.cycle}" + (f", {rate.by} {rate.key}" if rate.key else "")
    strict, inclusive = rate.strict_bounds, rate.inclusive_bounds
    lines = [
        click.style(name, bold=True) + f": {rate.submitted} submitted, {rate.eligible} eligible"
    ]
    if rate.eligible and rate.not_assessed == rate.eligible:  # "0 %" would read like a result
        return [*lines, f"  not yet assessed          all {rate.eligible}", *_left_out(rate)]
    lines += [
        f"  adopted                   {_share(rate.adopted, rate.eligible)}",
        f"  adopted at least in part  {_share(rate.inclusive, rate.eligible)}",
    ]
    if rate.not_assessed:
        lines.append(
            f"  not yet assessed          {rate.not_assessed}; once all are, adopted will be "
            f"{strict[0]} to {strict[1]}, at least in part {inclusive[0]} to {inclusive[1]}"
        )
    others = [f"{rate.counts[s]} {s}" for s in ("reflected", "not_found", "contradicted")]
    lines.append(f"  the others                {', '.join(others)}")
    return [*lines, *_left_out(rate)]


def _left_out(rate: UptakeRate) -> list[str]:
    """Return which recommendations and decisions are not counted, and where assessors differ."""
    lines = [
        f"  not counted, {str(reason) + ':':<13}{', '.join(ids)}"
        for reason, ids in (rate.excluded or {}).items()
    ]
    if rate.unfounded:
        lines.append(
            f"  decisions left out on     {len(rate.unfounded)}: {', '.join(rate.unfounded)}; "
            "what they rest on is not in the dossier (LED019)"
        )
    if rate.disputed:
        lines.append(
            f"  assessors differ on       {rate.disputed}; the less favourable status counts"
        )
    return lines


def _share(count: int, of: int) -> str:
    if of < _FEWEST_FOR_PERCENT:
        return f"{count} of {of}"
    decimals = decimals_of_share(count, of)
    return f"{count} of {of} ({_rounded(100 * count / of, decimals)} %)"


def _rounded(value: float, decimals: int) -> str:
    """Return a number rounded half away from zero, as the chapter prints it."""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return str(exact if exact else abs(exact))  # no "-0.00"


def _agreement_line(agreement: AssessorAgreement) -> str:
    one, other = agreement.assessors
    said = (
        f"{one} and {other}: the same status for {agreement.agreed} of {agreement.compared} "
        "that both assessed"
    )
    if agreement.compared < _FEWEST_FOR_PERCENT:
        return f"{said}; too few for Cohen's kappa"
    kappa = "not defined" if agreement.kappa is None else _rounded(agreement.kappa, 2)
    return f"{said}; Cohen's kappa {kappa}"
