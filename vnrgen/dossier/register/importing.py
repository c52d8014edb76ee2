"""Recommendations of a file become rows of the register: all of them, or nothing changes.

An id that is in the register already is never overwritten unasked: the same text changes nothing,
another text is a conflict, and other cells that differ are kept as the register has them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from vnrgen.dossier.cross_checks.whole import check_dossier
from vnrgen.dossier.files.inside import read_inside
from vnrgen.dossier.files.workbook_parts import in_words
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Dossier, Origin
from vnrgen.dossier.register.drafts import Assumed, Draft, Mapper
from vnrgen.dossier.register.sources import Form, read_source
from vnrgen.dossier.register.vocabulary import fold_words
from vnrgen.dossier.register.writing import FILE_NAME, extended, new_register
from vnrgen.dossier.tables.action import RECOMMENDATION_COLUMNS, load_recommendations
from vnrgen.dossier.tables.headers import Row, find_table, read_table
from vnrgen.dossier.tables.rows import TableFolder
from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog, Severity
from vnrgen.whole_file import write_whole

_MOST_BYTES = 60_000_000
_NEEDED_OF_OURS = {"addressee": "addressee", "sdg_target": "SDG target"}
_MAPPABLE = ("position", "origin", "cycle", "groups", "persons", "sdg_target", "further_targets")
_DATES = ("submitted_on", "position_on", "due_on", "withdrawn_on", "out_of_scope_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a file is to be imported.

    Attributes:
        cycle, origin: Of rows that do not say it; None for the dossier's cycle and for what the
            form of the file implies.
        fills: Cells for empty ones, by column.
        words: Values for words, by column and folded word.
        prefix: Begins every id.
        update: Whether cells of rows that are there already are replaced.
    """

    cycle: int | None = None
    origin: Origin | None = None
    fills: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    prefix: str = ""
    update: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would write, and what was said about it.

    ``before`` are the bytes the register has now, None where there is none; ``after`` those it
    would have, None where nothing changes.
    """

    form: Form
    path: Path
    added: tuple[Draft, ...]
    changed: tuple[str, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    before: bytes | None
    after: bytes | None


def parse_pairs(fills: Sequence[str], words: Sequence[str], prefix: str = "") -> Wish:
    """Return what ``--set column=value`` and ``--map "column:words=value"`` ask for.

    >>> dict(parse_pairs(["theme=Health"], ["position:Under study=no_response"]).words)
    {('position', 'under study'): 'no_response'}

    Raises:
        InvalidInputError: A text is no such pair (RIM018).
    """
    problems = ProblemLog()
    filled: dict[str, str] = {}
    mapped: dict[tuple[str, str], str] = {}
    for text in fills:
        name, sign, value = text.partition("=")
        if sign and name.strip() in RECOMMENDATION_COLUMNS.names and name.strip() != "rec_id":
            filled[name.strip()] = value.strip()
        else:
            _no_pair(text, "column=value, for instance addressee=Government", problems)
    for text in words:
        left, sign, value = text.rpartition("=")
        name, colon, word = left.partition(":")
        if sign and colon and word.strip() and name.strip() in (*_MAPPABLE, *_DATES):
            mapped[name.strip(), fold_words(word)] = value.strip()
        else:
            _no_pair(text, "column:words=value, for instance position:Agreed=supported", problems)
    problems.stop_if_any()
    return Wish(fills=filled, words=mapped, prefix=prefix)


def _no_pair(text: str, form: str, problems: ProblemLog) -> None:
    columns = ", ".join((*_MAPPABLE, *_DATES) if ":" in form else RECOMMENDATION_COLUMNS.names)
    problems.error(
        "RIM018",
        Location("command line"),
        f'"{text}" cannot be understood',
        f"write {form}; columns: {columns}",
    )


def plan_import(file: Path, root: Path, wish: Wish) -> Plan:
    """Read a file and work out what the register would become; nothing is written.

    Raises:
        InvalidInputError: Something in the file or the register is wrong, with all problems.
    """
    standing = ProblemLog()
    dossier = load_dossier(root, standing)
    problems = ProblemLog()
    source = read_source(file, dossier.settings, problems)
    assumed = _assumed(wish, source.form, dossier)
    drafts = Mapper(dossier.groups, assumed, problems).drafts(source.found)
    problems.extend(_incomplete(drafts))
    problems.extend(_assumptions(drafts, wish, assumed, file))
    problems.stop_if_any()
    path = find_table(root, "recommendations", root, problems)
    rows = _rows(path, root, problems)
    added = tuple(draft for draft in drafts if draft.rec_id not in rows)
    changes = dict(_changes(drafts, rows, wish, problems))
    problems.stop_if_any()
    before = read_inside(path, root, most=_MOST_BYTES) if path else None
    target = (path or root / FILE_NAME).resolve()
    after = None
    if added or changes:
        after = _bytes(target, before, added, changes)
        _check(after, target.name, dossier, (added, changes), problems)
    return Plan(
        form=source.form,
        path=target,
        added=added,
        changed=tuple(draft.rec_id for draft, _ in changes.values()),
        unchanged=len(drafts) - len(added) - len(changes),
        problems=problems.sorted(),
        before=before,
        after=after,
    )


def write_plan(plan: Plan) -> None:
    """Give the register its new content at once, if it still is what the plan was made from.

    Raises:
        InvalidInputError: It has changed meanwhile (RIM016), or cannot be written (PUB007).
    """
    if plan.after is None:
        return
    now = plan.path.read_bytes() if plan.path.is_file() else None
    if now != plan.before:
        problem = Problem(
            "RIM016",
            Location(plan.path.name),
            "the register was changed by somebody else while the file was read",
            "import again",
        )
        raise InvalidInputError([problem])
    write_whole(plan.path, plan.after)


def _assumed(wish: Wish, form: Form, dossier: Dossier) -> Assumed:
    return Assumed(
        cycle=wish.cycle or dossier.settings.cycle,
        origin=wish.origin or form.origin,
        fills=wish.fills,
        words=wish.words,
        prefix=wish.prefix,
    )


def _assumptions(
    drafts: Sequence[Draft], wish: Wish, assumed: Assumed, file: Path
) -> Iterator[Problem]:
    options = (
        ("cycle", wish.cycle, f"cycle {assumed.cycle}, that of the dossier"),
        ("origin", wish.origin, f"of origin {assumed.origin}"),
    )
    for column, given, said in options:
        silent = [d for d in drafts if not d.found.cells.get(column)]
        if given is None and silent:
            yield Problem(
                "RIM013",
                Location(file.name),
                f"{len(silent)} of {len(drafts)} recommendations do not say their {column}; they "
                f"are taken as {said}",
                f"say it with --{column}, if that is not so",
                Severity.NOTICE,
            )


def _incomplete(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """Yield an error for what our own recommendations cannot do without, with all its rows."""
    ours = [d for d in drafts if d.cells.get("origin") == Origin.CSO]
    for column, noun in _NEEDED_OF_OURS.items():
        rows = [d for d in ours if not d.cells.get(column)]
        # An unknown target is reported where it stands.
        rows = [d for d in rows if not d.found.cells.get(column)]
        if rows:
            numbers = in_words(d.found.where.row or 0 for d in rows)
            yield Problem(
                "RIM017",
                Location(rows[0].found.where.path, rows[0].found.where.row, column),
                f"{len(rows)} recommendations of our own have no {noun} (rows {numbers})",
                f"add the column {column}, fill the empty cells with --set {column}=…, or say "
                "with --origin that they are of another body",
            )


def _rows(path: Path | None, root: Path, problems: ProblemLog) -> dict[str, Row]:
    """Return the rows of the register by id; only what stops it from being read is a problem."""
    if path is None:
        return {}
    own = ProblemLog()
    table = read_table(path, root, RECOMMENDATION_COLUMNS, own)
    problems.extend(own.blocking())
    return {row["rec_id"]: row for row in table.rows if row["rec_id"]}


def _changes(
    drafts: Iterable[Draft], rows: Mapping[str, Row], wish: Wish, problems: ProblemLog
) -> Iterator[tuple[int, tuple[Draft, dict[str, str]]]]:
    for draft in drafts:
        row = rows.get(draft.rec_id)
        if row is None:
            continue
        differing = {n: v for n, v in draft.cells.items() if _differs(n, v, row)}
        if differing and wish.update:
            yield row.number, (draft, differing)
        elif "text" in differing:
            problems.add(_conflict(draft, row))
        elif differing:
            problems.add(_kept(draft, row, differing))


def _differs(name: str, value: str, row: Row) -> bool:
    there = row[name]
    if name == "origin" and not there:
        there = str(Origin.CSO)
    return " ".join(there.split()) != " ".join(value.split())


def _conflict(draft: Draft, row: Row) -> Problem:
    return Problem(
        "RIM015",
        draft.found.at("text"),
        f"{draft.rec_id} has another text in the register (row {row.number}):\n"
        f"      there: {_short(row['text'])}\n      here:  {_short(draft.cells['text'])}",
        "if it is another recommendation, import with --prefix; if its wording was corrected, "
        "with --update",
    )


def _kept(draft: Draft, row: Row, differing: Mapping[str, str]) -> Problem:
    names = ", ".join(f"{n} ({_short(row[n], 30) or 'empty'})" for n in sorted(differing))
    return Problem(
        "RIM007",
        draft.found.at("rec_id"),
        f"{draft.rec_id} stays as the register has it, where this file differs: {names}",
        "nothing, or import with --update to take what the file says",
        Severity.WARNING,
    )


def _short(text: str, most: int = 160) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _bytes(
    target: Path,
    before: bytes | None,
    added: Sequence[Draft],
    changes: Mapping[int, tuple[Draft, dict[str, str]]],
) -> bytes:
    cells = [draft.cells for draft in added]
    if before is None or not before.strip():
        return new_register(cells)
    return extended(target, before, cells, {n: c for n, (_, c) in changes.items()})


def _check(
    after: bytes,
    name: str,
    dossier: Dossier,
    touched: tuple[Sequence[Draft], Mapping[int, tuple[Draft, dict[str, str]]]],
    problems: ProblemLog,
) -> None:
    """Read the register as it would be; what it would break is a problem of the file's row."""
    added, changes = touched
    log = ProblemLog()
    with tempfile.TemporaryDirectory(prefix="vnrgen-") as scratch:
        (Path(scratch) / name).write_bytes(after)
        settings = dossier.settings
        folder = TableFolder(Path(scratch), settings.language, log, settings.decimal_mark)
        recommendations = load_recommendations(folder)
    log.extend(check_dossier(replace(dossier, recommendations=recommendations), folder.unread))
    places = {r.rec_id: r.where.row for r in recommendations}
    own = {places.get(d.rec_id): d for d in added} | {n: d for n, (d, _) in changes.items()}
    known = set(check_dossier(dossier, folder.unread))
    fresh = [p for p in log if p not in known and p.where.path == name]
    errors = [p for p in fresh if p.severity is Severity.ERROR]
    for problem in errors:
        draft = own.get(problem.where.row)
        where = draft.found.at(problem.where.column or "") if draft else problem.where
        problems.add(replace(problem, where=where))
    problems.stop_if_any()
    count = len([p for p in fresh if p.where.row in own])
    if count:
        problems.notice(
            "RIM019",
            Location(name),
            f"the new rows bring {count} warnings and notices with them",
            "see: vnrgen check",
        )
