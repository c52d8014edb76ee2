"""What the section templates of a brief may call, by name."""

from __future__ import annotations

from collections.abc import Callable

from vnrgen.document.briefs import asked, behind, changes, compared, ending, missing, quoted
from vnrgen.document.context import SectionContext

CALLS: dict[str, Callable[[SectionContext], object]] = {
    "brief_basis": ending.basis,
    "brief_key_figures": behind.key_figures,
    "brief_furthest_behind": behind.furthest_behind,
    "brief_charts": behind.charts,
    "brief_changes": changes.changes,
    "brief_compared": compared.compared,
    "brief_missing": missing.missing,
    "brief_recommendations": asked.recommendations,
    "brief_uptake": asked.uptake,
    "brief_quotes": quoted.quotes,
    "brief_left_out": ending.left_out,
}
