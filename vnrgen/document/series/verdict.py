"""What may be said of a gap: one judgement for titles, colours, tables and key figures."""

from __future__ import annotations

from enum import Enum

from vnrgen.analysis.disparity import is_ranked
from vnrgen.analysis.findings import Breakdown, DoubtKind, Gap, Reliability
from vnrgen.analysis.partition import is_comparable_between_groups
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.document.series.context import SeriesContext


class Verdict(Enum):
    """What the two ends of a breakdown let one say; only ``BEHIND`` names who is behind."""

    BEHIND = "behind"
    OUT_OF_ORDER = "out of order"
    FEW_CASES = "few cases"
    NOT_TOLD_APART = "not told apart"
    EQUAL = "equal"
    DOUBTED = "doubted"

    @property
    def is_a_gap(self) -> bool:
        """Whether there is a difference to tell: outside the margin of error, and not doubted."""
        return self not in (Verdict.NOT_TOLD_APART, Verdict.EQUAL, Verdict.DOUBTED)


def verdict(ctx: SeriesContext, breakdown: Breakdown, gap: Gap) -> Verdict:
    """Judge the gap of a breakdown: as its figures say, or doubted where one contradicts others.

    Of a doubted gap nobody is named as behind anywhere; the annex of doubts has its figures.
    """
    found = verdict_of_figures(ctx, gap)
    return Verdict.DOUBTED if found.is_a_gap and breakdown.doubts else found


def verdict_of_figures(ctx: SeriesContext, gap: Gap) -> Verdict:
    """Judge a gap: equal as printed, within the margin of error, on few cases, or sure.

    Whether its figures contradict others plays no part: ``verdict`` is what may be said.
    Two values that are printed alike are equal to every reader, whatever their further decimals.
    ``OUT_OF_ORDER`` means that an ordered dimension has its worst value elsewhere than at its
    most disadvantaged end.
    """
    both = (gap.behind.estimate, gap.ahead.estimate)
    if ctx.text(both[0]).strip("()") == ctx.text(both[1]).strip("()"):
        is_in_order = gap.worst.category.code in (gap.behind.category.code, gap.ahead.category.code)
        return Verdict.EQUAL if is_in_order else Verdict.OUT_OF_ORDER
    if gap.distinguishable is False:
        return Verdict.NOT_TOLD_APART
    if any(estimate.reliability is not Reliability.FIRM for estimate in both):
        return Verdict.FEW_CASES
    if gap.worst.category.code != gap.behind.category.code or gap.difference < 0:
        return Verdict.OUT_OF_ORDER
    return Verdict.BEHIND


def is_alone_at_the_end(ctx: SeriesContext, breakdown: Breakdown, gap: Gap) -> bool:
    """Whether nobody else may be as far behind as the group that a gap names.

    Another group may be where its figure is printed alike, where the margins of error do not tell
    the two apart, or where it is not shown or rests on few cases: a title then names the two ends,
    and nobody as furthest.
    """
    named, printed = gap.behind.category.code, ctx.text(gap.behind.estimate)
    others = [m for m in breakdown.members if is_ranked(m) and m.category.code != named]
    return all(
        other.estimate.reliability is Reliability.FIRM
        and ctx.text(other.estimate) != printed
        and distinguishable(gap.behind.estimate, other.estimate) is not False
        for other in others
    )


def forbidding(breakdown: Breakdown) -> DoubtKind | None:
    """Return the doubt that makes a ranking of the groups meaningless, None where there is none.

    Of several answers to one question, those that the series does not count divide a whole with it.
    """
    if not breakdown.is_directed:
        return DoubtKind.DISTRIBUTION
    return next((doubt for doubt in breakdown.doubts if doubt.forbids_ranking), None)


def doubt_of(breakdown: Breakdown) -> DoubtKind | None:
    """Return why nobody may be named as behind: what forbids a ranking, else the first doubt."""
    return forbidding(breakdown) or next(iter(breakdown.doubts), None)


def may_rank(ctx: SeriesContext, breakdown: Breakdown) -> bool:
    """Whether one group may be called behind another at all.

    It may not where the dossier gives no direction, where a doubt forbids it, and in numbers of
    people, because groups differ in size.
    """
    has_direction = ctx.series.favourable is not None
    return has_direction and breakdown.is_rankable and is_comparable_between_groups(ctx.series)
