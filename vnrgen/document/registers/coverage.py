"""What evidence there is of each group, and where it is missing."""

from __future__ import annotations

from vnrgen.analysis.findings import Standing
from vnrgen.analysis.partition import PLACE
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    BulletList,
    CoverageMatrix,
    Inlines,
    ListItem,
    MatrixMark,
    MatrixRow,
    Paragraph,
    Text,
)
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.grid import words
from vnrgen.dossier.model import Series
from vnrgen.dossier.model.observations import TOTAL

_MARKS = {
    Standing.PRESENT: MatrixMark.FILLED,
    Standing.CITIZEN_ONLY: MatrixMark.HATCHED,
    Standing.WITHHELD: MatrixMark.WITHHELD,
    Standing.HEARD: MatrixMark.WITHHELD,
    Standing.EMPTY: MatrixMark.EMPTY,
}


def _standings(wording: Wording) -> dict[Standing, str]:
    return {
        Standing.PRESENT: wording.text("yes"),
        Standing.CITIZEN_ONLY: wording.text("citizen data only"),
        Standing.WITHHELD: wording.text("withheld"),
        Standing.HEARD: wording.text("none shown"),
        Standing.EMPTY: wording.text("none"),
    }


def evidence_kinds(wording: Wording) -> dict[str, str]:
    """Return the kinds of evidence in words."""
    return {
        "official": wording.text("Official figures"),
        "citizen": wording.text("Citizen figures"),
        "qualitative": wording.text("Focus groups and interviews"),
        "story": wording.text("Stories"),
        "recommendation": wording.text("Recommendations"),
        "policy": wording.text("Policies"),
    }


_SEX = "sex"


def coverage(section: SectionContext) -> Block:
    """Return every group against every kind of evidence; the empty cell is the message."""
    wording, evidence = section.wording, section.evidence
    if not evidence.groups:
        return section.fallback("coverage", wording.text("No group has been named yet."))
    kinds, standings = evidence_kinds(wording), _standings(wording)
    found = {row.group_id: row.kinds for row in evidence.findings.coverage}
    rows, used = [], set(standings) - {Standing.HEARD}
    for group in evidence.groups.values():
        of_group = found.get(group.group_id, {})
        used.update(of_group.values())
        cells = [of_group.get(kind, Standing.EMPTY) for kind in kinds]
        rows.append(
            MatrixRow(
                row_id=group.group_id,
                head=words(section.whole.label(group.label)),
                cells=tuple((_MARKS[s], standings[s]) for s in cells),
            )
        )
    empty = sum(mark is MatrixMark.EMPTY for row in rows for mark, _text in row.cells)
    cells_in_all = len(rows) * len(kinds)
    return CoverageMatrix(
        block_id=section.block_id("coverage"),
        label="",
        caption=words(wording.text("What is known about each group, and what is missing")),
        description=wording.text(
            "Groups: {groups}; kinds of evidence: {kinds}; empty cells: {empty} of {cells}.",
            groups=wording.number(len(rows)),
            kinds=wording.number(len(kinds)),
            empty=wording.number(empty),
            cells=wording.number(cells_in_all),
        ),
        corner=words(wording.text("Group")),
        columns=tuple(words(name) for name in kinds.values()),
        rows=tuple(rows),
        legend=tuple((_MARKS[s], text) for s, text in standings.items() if s in used),
    )


def dimension_name(dimension_id: str, section: SectionContext) -> str:
    """Return the name of a dimension, or of places; the global list's where no row is by it."""
    wording = section.wording
    if dimension_id == PLACE:
        return wording.text("Place")
    dimension = section.evidence.dimensions.get(dimension_id)
    if dimension is not None:
        return section.whole.label(dimension.label)
    of_the_global_list = {
        "sex": wording.text("Sex"),
        "age": wording.text("Age"),
        "urbanisation": wording.text("Urban or rural"),
        "income_wealth_quantile": wording.text("Income or wealth"),
        "education_lev": wording.text("Education"),
        "occupation": wording.text("Occupation"),
        "cust_breakdown": wording.text("National breakdown"),
        "composite_breakdown": wording.text("Other characteristics"),
        "disability_status": wording.text("Disability"),
        "activity": wording.text("Activity"),
        "product": wording.text("Product"),
    }
    return of_the_global_list.get(dimension_id, dimension_id)


def series_name(key: tuple[str, str], section: SectionContext) -> str:
    """Return an indicator's code and name."""
    series: Series | None = section.evidence.series.get(key)
    return key[0] if series is None else f"{key[0]} {section.whole.label(series.label)}"


def missing_evidence(section: SectionContext) -> Block:
    """Return the groups without official figures, and those without any, as a list."""
    wording, evidence = section.wording, section.evidence
    found = {row.group_id: row.kinds for row in evidence.findings.coverage}
    items = []
    for group in evidence.groups.values():
        kinds = found.get(group.group_id, {})
        official = kinds.get("official", Standing.EMPTY)
        citizen = kinds.get("citizen", Standing.EMPTY)
        if official in (Standing.PRESENT, Standing.WITHHELD):
            continue
        name = section.whole.label(group.label)
        text = (
            wording.text("{group}: no figures of their own, official or citizen", group=name)
            if Standing.CITIZEN_ONLY is not official and citizen is Standing.EMPTY
            else wording.text("{group}: no official figures, only citizen data", group=name)
        )
        block_id = section.block_id("missing", group.group_id)
        paragraph = Paragraph(block_id=f"{block_id}/text", content=(Text(text),), origin=GENERATED)
        items.append(ListItem(block_id=block_id, blocks=(paragraph,)))
    if not items:
        message = wording.text("Every group has at least one official figure.")
        return section.fallback("missing", message)
    return BulletList(block_id=section.block_id("missing"), items=tuple(items), origin=GENERATED)


def crossings(section: SectionContext) -> tuple[Block, ...]:
    """Return how many series have figures by sex, and how many for people in two groups at once.

    A series that is about women alone cannot have figures by sex and is not asked for them.
    """
    series = section.evidence.findings.series
    if not series:
        return ()
    wording = section.wording
    of_both = [found for found in series if _can_be_by_sex(found.series, section)]
    by_sex = sum(any(b.dimension_id == _SEX for b in found.breakdowns) for found in of_both)
    crossed = [found for found in series if found.intersections]
    parts: dict[str, str | Inlines] = {
        "by_sex": _number(by_sex, "by-sex", wording),
        "both": _number(len(of_both), "of-both-sexes", wording),
        "all": _number(len(series), "series", wording),
        "crossed": _number(len(crossed), "crossed", wording),
    }
    if of_both:
        content = wording.inlines(
            "Figures by sex exist for {by_sex} of the {both} series that could have them, figures"
            " for people who belong to two groups at once for {crossed} of {all}."
            " The others cannot say what it means to be, for example, a woman and poor.",
            **parts,
        )
    else:
        content = wording.inlines(
            "Figures for people who belong to two groups at once exist for {crossed} of {all}"
            " series.",
            **parts,
        )
    block_id = section.block_id("crossings")
    return (Paragraph(block_id=block_id, content=content, origin=GENERATED),)


def _can_be_by_sex(series: Series, section: SectionContext) -> bool:
    """Whether figures by sex could exist: not of women alone, of mothers who died, nor of schools.

    A series that the global list does not know could have them.
    """
    if series.fixed.get(_SEX, TOTAL) != TOTAL:
        return False
    every = section.evidence.findings.expected_disaggregation
    own = [row for row in every if (row.indicator_id, row.series) == series.key]
    is_known = any(row.is_expected is not None for row in own)
    return not is_known or any(row.dimension_id == _SEX for row in own)


def _number(count: int, kind: str, wording: Wording) -> Inlines:
    return (BoundNumber(wording.number(count), Binding("finding", f"coverage/{kind}", "count")),)
