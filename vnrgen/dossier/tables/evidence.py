"""What people said and who was heard: qualitative findings, scorecards, consultations."""

from __future__ import annotations

from vnrgen.dossier.model import Consultation, QualitativeFinding, ScorecardScore
from vnrgen.dossier.tables.cells import Cells, choice_key
from vnrgen.dossier.tables.headers import Columns
from vnrgen.dossier.tables.rows import (
    CONSENT_COLUMNS,
    TableFolder,
    UniqueIds,
    consent_from,
    sdg_targets,
)

_QUALITATIVE_COLUMNS = Columns(
    ("finding_id", "method", "held_on", "groups", "finding", "consent"),
    (
        "place",
        "participants",
        "sdg_targets",
        "quote",
        "quote_language",
        "attribution",
        "source_id",
        *CONSENT_COLUMNS,
    ),
)
_SCORECARD_COLUMNS = Columns(
    ("date", "place", "service", "side", "criterion", "score", "scale_max"),
    ("group", "participants", "reason", "suggestion", "round"),
)
_CONSULTATION_COLUMNS = Columns(
    ("consultation_id", "title", "method", "held_on"),
    ("place", "groups", "participants", "women", "organiser"),
)


def load_qualitative(folder: TableFolder) -> tuple[QualitativeFinding, ...]:
    """Read qualitative.csv."""
    unique = UniqueIds("finding_id", folder.problems)
    found = []
    for cells in folder.rows("qualitative", _QUALITATIVE_COLUMNS):
        finding = _finding(cells, folder.language)
        if cells.ok and unique.is_new(finding.finding_id, finding.where):
            found.append(finding)
    return tuple(found)


def _finding(cells: Cells, language: str) -> QualitativeFinding:
    cells.required("groups")
    return QualitativeFinding(
        finding_id=cells.required("finding_id"),
        method=choice_key(cells.required("method")),
        place_id=cells.optional("place"),
        held_on=cells.required_date("held_on"),
        participants=cells.counts("participants"),
        group_ids=cells.ids("groups"),
        sdg_targets=sdg_targets(cells, "sdg_targets"),
        finding=cells.required("finding"),
        quote=cells.text("quote"),
        quote_language=cells.text("quote_language") or language,
        attribution=cells.text("attribution"),
        consent=consent_from(cells),
        source_id=cells.optional("source_id"),
        where=cells.row.at(),
    )


def load_scorecards(folder: TableFolder) -> tuple[ScorecardScore, ...]:
    """Read scorecards.csv."""
    found = []
    for cells in folder.rows("scorecards", _SCORECARD_COLUMNS):
        score = _score(cells)
        if cells.ok:
            found.append(score)
    return tuple(found)


def _score(cells: Cells) -> ScorecardScore:
    side = cells.word("side", ("community", "provider")) if cells.required("side") else ""
    score = cells.number("score") if cells.required("score") else None
    most = cells.number("scale_max") if cells.required("scale_max") else None
    if not side or score is None or most is None:
        cells.ok = False
    elif not 0 <= score <= most:
        cells.problems.error(
            "SCO001",
            cells.row.at("score"),
            f"the score {cells.text('score')} is outside its scale, 0 to {most:g}",
            "correct the score, or scale_max",
        )
    return ScorecardScore(
        held_on=cells.required_date("date"),
        place_id=cells.required("place"),
        service=cells.required("service"),
        side=side,
        group=cells.text("group"),
        criterion=cells.required("criterion"),
        score=score or 0.0,
        scale_max=most or 0.0,
        participants=cells.integer("participants"),
        reason=cells.text("reason"),
        suggestion=cells.text("suggestion"),
        round=cells.integer("round", least=1) or 1,
        where=cells.row.at(),
    )


def load_consultations(folder: TableFolder) -> tuple[Consultation, ...]:
    """Read consultations.csv."""
    unique = UniqueIds("consultation_id", folder.problems)
    found = []
    for cells in folder.rows("consultations", _CONSULTATION_COLUMNS):
        consultation = _consultation(cells)
        if cells.ok and unique.is_new(consultation.consultation_id, consultation.where):
            found.append(consultation)
    return tuple(found)


def _consultation(cells: Cells) -> Consultation:
    participants, women = cells.integer("participants"), cells.integer("women")
    if participants is not None and women is not None and women > participants:
        cells.problems.error(
            "PAR001",
            cells.row.at("women"),
            f"{women} women among {participants} participants",
            "participants counts everybody, women included; correct one of the two",
        )
    return Consultation(
        consultation_id=cells.required("consultation_id"),
        title=cells.required("title"),
        method=choice_key(cells.required("method")),
        held_on=cells.required_date("held_on"),
        place_id=cells.optional("place"),
        group_ids=cells.ids("groups"),
        participants=participants,
        women=women,
        organiser=cells.text("organiser"),
        where=cells.row.at(),
    )
