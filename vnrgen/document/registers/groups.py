"""Who is left behind, why, and what is done: groups, factors and policies."""

from __future__ import annotations

from collections.abc import Iterator

from vnrgen.document.blocks import Binding, Block, BoundNumber, Inlines, Row, TableRole, Text
from vnrgen.document.context import SectionContext
from vnrgen.document.language.wording import Wording
from vnrgen.document.prose.narratives import narrative_blocks
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.dossier.model import Factor, Group, Policy


def groups(section: SectionContext) -> Block:
    """Return the groups: who is meant, how they were identified, how many they are."""
    wording = section.wording
    if not section.evidence.groups:
        return section.fallback("groups", wording.text("No group has been named yet."))
    return register(
        section,
        "groups",
        caption=wording.text("Groups at risk of being left behind, and how they were identified"),
        heads=(
            Head(wording.text("Group"), 1.2),
            Head(wording.text("Who is meant"), 2.2),
            Head(wording.text("How they were identified"), 2.2),
            Head(wording.text("Number of people"), 1.0, numeric=True),
            Head(wording.text("Named by themselves"), 1.0),
        ),
        rows=[_group_row(group, section) for group in section.evidence.groups.values()],
        file="groups.csv",
    )


def _group_row(group: Group, section: SectionContext) -> Row:
    wording, whole = section.wording, section.whole
    not_known = wording.text("not known")
    self_identified = {True: wording.text("yes"), False: wording.text("no"), None: not_known}
    population: Inlines = words(not_known)
    if group.population is not None:
        binding = Binding("finding", f"group/{group.group_id}", "population")
        population = (BoundNumber(wording.number(group.population), binding),)
    return Row(
        row_id=group.group_id,
        cells=(
            words(whole.label(group.label)),
            whole.own_words(group.definition) or words(not_known),
            whole.own_words(group.identification_method) or words(not_known),
            population,
            words(self_identified[group.self_identified]),
        ),
    )


def factor_names(wording: Wording) -> dict[Factor, str]:
    """Return the five factors of being left behind in words."""
    return {
        Factor.DISCRIMINATION: wording.text("Discrimination"),
        Factor.GEOGRAPHY: wording.text("Geography"),
        Factor.GOVERNANCE: wording.text("Governance"),
        Factor.SOCIO_ECONOMIC_STATUS: wording.text("Socio-economic status"),
        Factor.SHOCKS_AND_FRAGILITY: wording.text("Shocks and fragility"),
    }


def factor_grid(section: SectionContext) -> Block:
    """Return the grid of groups and the five factors, its empty cells printed."""
    wording, evidence = section.wording, section.evidence
    if not evidence.groups:
        return section.fallback("factors", wording.text("No group has been named yet."))
    names = factor_names(wording)
    said: dict[tuple[str, Factor], list[str]] = {}
    for item in evidence.factors:
        said.setdefault((item.group_id, item.factor), []).append(item.text)
    rows = [
        Row(
            row_id=group.group_id,
            cells=(
                words(section.whole.label(group.label)),
                *(_factor_cell(said.get((group.group_id, f), []), section) for f in names),
            ),
        )
        for group in evidence.groups.values()
    ]
    empty = len(rows) * len(names) - len(said)
    note = wording.plural(
        "{count} cell has no analysis yet.", "{count} cells have no analysis yet.", empty
    )
    return register(
        section,
        "factors",
        caption=wording.text("Why groups are left behind: five factors"),
        heads=(Head(wording.text("Group")), *(Head(name, 1.4) for name in names.values())),
        rows=rows,
        file="factors.csv",
        role=TableRole.GRID,
        notes=(words(note),) if empty else (),
    )


def _factor_cell(texts: list[str], section: SectionContext) -> Inlines:
    if not texts:
        return words(section.wording.text("No analysis yet"))
    return section.whole.own_words(" ".join(texts))


def policies(section: SectionContext) -> Block:
    """Return what is done for each group, and "No policy identified" where nothing is known."""
    wording = section.wording
    if not section.evidence.groups:
        return section.fallback("policies", wording.text("No group has been named yet."))
    return register(
        section,
        "policies",
        caption=wording.text("Policies and programmes, group by group"),
        heads=(
            Head(wording.text("Group"), 1.2),
            Head(wording.text("Policy or programme"), 2.2),
            Head(wording.text("Responsible body"), 1.4),
            Head(wording.text("Budget"), 1.2),
            Head(wording.text("Period"), 0.9),
            Head(wording.text("Status"), 1.0),
        ),
        rows=list(_policy_rows(section)),
        file="policies.csv",
    )


def _policy_rows(section: SectionContext) -> Iterator[Row]:
    absent = words(section.wording.text("No policy identified"))
    dash = words("–")
    for group in section.evidence.groups.values():
        name = words(section.whole.label(group.label))
        of_group = [p for p in section.evidence.policies if p.group_id == group.group_id]
        if not of_group:
            cells = (name, absent, dash, dash, dash, dash)
            yield Row(row_id=f"{group.group_id}/none", cells=cells)
        for policy in of_group:
            yield Row(row_id=policy.policy_id, cells=(name, *_policy_cells(policy, section)))


def _policy_cells(policy: Policy, section: SectionContext) -> tuple[Inlines, ...]:
    not_known = words(section.wording.text("not known"))
    title = section.whole.own_words(policy.title)
    if policy.source_id:
        title = (*title, section.cite(policy.source_id))
    if policy.sdg_target:
        target = section.wording.text("target {target}", target=policy.sdg_target)
        title = (*title, Text(f" ({target})"))
    details = (policy.body, policy.budget, policy.period, policy.status)
    return (title, *(section.whole.own_words(text) or not_known for text in details))


def drivers(section: SectionContext) -> tuple[Block, ...]:
    """Return the coalition's words on what pushes people behind, or that nobody has written any.

    They stand in ``narrative/<language>/why/drivers.md``.
    """
    blocks = narrative_blocks(section, "why/drivers")
    message = section.wording.text(
        "No analysis yet of what pushes people behind: prices, taxes, debt, public budgets,"
        " climate."
    )
    return blocks or (section.fallback("drivers", message),)
