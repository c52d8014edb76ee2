"""What should be done and what is being done: recommendations, policies, factors, practices."""

from __future__ import annotations

from vnrgen.dossier.model import (
    Factor,
    FactorAnalysis,
    Origin,
    Policy,
    Position,
    Practice,
    Recommendation,
)
from vnrgen.dossier.tables.cells import Cells
from vnrgen.dossier.tables.headers import Columns
from vnrgen.dossier.tables.rows import TableFolder, UniqueIds, sdg_target, sdg_targets

PRACTICE_KINDS = ("good_practice", "lesson", "challenge", "support_needed")
RECOMMENDATION_COLUMNS = Columns(
    ("rec_id", "cycle", "text", "addressee", "sdg_target"),
    (
        "groups",
        "theme",
        "evidence",
        "submitted_on",
        "submitted_in",
        "position",
        "position_source",
        "due_on",
        "repeats",
        "parent_id",
        "merged_into",
        "withdrawn_on",
        "out_of_scope_reason",
        "origin",
        "recommended_by",
        "further_targets",
        "persons",
        "themes",
        "position_on",
        "withdrawn_reason",
        "out_of_scope_on",
        "note",
    ),
)
_POLICY_COLUMNS = Columns(
    ("policy_id", "group", "title"),
    ("body", "budget", "period", "sdg_target", "status", "source_id"),
)
_FACTOR_COLUMNS = Columns(("group", "factor", "text"), ("evidence",))
_PRACTICE_COLUMNS = Columns(
    ("practice_id", "kind", "title", "text"), ("groups", "sdg_target", "organisation")
)


def load_recommendations(folder: TableFolder) -> tuple[Recommendation, ...]:
    """Read recommendations.csv."""
    unique = UniqueIds("rec_id", folder.problems)
    found = []
    for cells in folder.rows("recommendations", RECOMMENDATION_COLUMNS):
        recommendation = _recommendation(cells)
        if cells.ok and unique.is_new(recommendation.rec_id, recommendation.where):
            found.append(recommendation)
    return tuple(found)


def _recommendation(cells: Cells) -> Recommendation:
    cycle = cells.integer("cycle", least=1) if cells.required("cycle") else None
    cells.ok = cells.ok and cycle is not None
    origin = cells.choice("origin", Origin)
    if origin is None and cells.text("origin"):
        cells.ok = False  # whose it is decides what it is counted with
    is_ours = origin in {None, Origin.CSO}
    return Recommendation(
        rec_id=cells.required("rec_id"),
        cycle=cycle or 1,
        text=cells.required("text"),
        origin=origin or Origin.CSO,
        addressee=cells.required("addressee") if is_ours else cells.text("addressee"),
        sdg_target=sdg_target(cells, "sdg_target", required=is_ours),
        further_targets=sdg_targets(cells, "further_targets"),
        group_ids=cells.ids("groups"),
        theme=cells.text("theme"),
        evidence_ids=cells.ids("evidence"),
        submitted_on=cells.date("submitted_on"),
        submitted_in=cells.text("submitted_in"),
        position=cells.choice("position", Position),
        position_source=cells.text("position_source"),
        due_on=cells.date("due_on"),
        repeats=cells.optional("repeats"),
        parent_id=cells.optional("parent_id"),
        merged_into=cells.optional("merged_into"),
        withdrawn_on=cells.date("withdrawn_on"),
        out_of_scope_reason=cells.text("out_of_scope_reason"),
        recommended_by=cells.ids("recommended_by"),
        persons=cells.text("persons"),
        themes=cells.text("themes"),
        position_on=cells.date("position_on"),
        withdrawn_reason=cells.text("withdrawn_reason"),
        out_of_scope_on=cells.date("out_of_scope_on"),
        note=cells.text("note"),
        where=cells.row.at(),
    )


def load_policies(folder: TableFolder) -> tuple[Policy, ...]:
    """Read policies.csv."""
    unique = UniqueIds("policy_id", folder.problems)
    found = []
    for cells in folder.rows("policies", _POLICY_COLUMNS):
        policy = Policy(
            policy_id=cells.required("policy_id"),
            group_id=cells.required("group"),
            title=cells.required("title"),
            body=cells.text("body"),
            budget=cells.text("budget"),
            period=cells.text("period"),
            sdg_target=sdg_target(cells, "sdg_target"),
            status=cells.text("status"),
            source_id=cells.optional("source_id"),
            where=cells.row.at(),
        )
        if cells.ok and unique.is_new(policy.policy_id, policy.where):
            found.append(policy)
    return tuple(found)


def load_factors(folder: TableFolder) -> tuple[FactorAnalysis, ...]:
    """Read factors.csv."""
    found = []
    for cells in folder.rows("factors", _FACTOR_COLUMNS):
        analysis = FactorAnalysis(
            group_id=cells.required("group"),
            factor=cells.required_choice("factor", Factor, Factor.GOVERNANCE),
            text=cells.required("text"),
            evidence_ids=cells.ids("evidence"),
            where=cells.row.at(),
        )
        if cells.ok:
            found.append(analysis)
    return tuple(found)


def load_practices(folder: TableFolder) -> tuple[Practice, ...]:
    """Read practices.csv."""
    unique = UniqueIds("practice_id", folder.problems)
    found = []
    for cells in folder.rows("practices", _PRACTICE_COLUMNS):
        kind = cells.word("kind", PRACTICE_KINDS) if cells.required("kind") else ""
        cells.ok = cells.ok and bool(kind)
        practice = Practice(
            practice_id=cells.required("practice_id"),
            kind=kind,
            title=cells.required("title"),
            text=cells.required("text"),
            group_ids=cells.ids("groups"),
            sdg_target=sdg_target(cells, "sdg_target"),
            organisation=cells.text("organisation"),
            where=cells.row.at(),
        )
        if cells.ok and unique.is_new(practice.practice_id, practice.where):
            found.append(practice)
    return tuple(found)
