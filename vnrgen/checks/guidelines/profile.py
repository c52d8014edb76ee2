"""Reads a guideline profile: its rules, each with source, date and whether it was verified."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vnrgen.checks.guidelines.judgement import Check
from vnrgen.checks.guidelines.kinds import KINDS
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.settings.yaml_files import MOST_YAML, Keys, KeysNode, parse_yaml
from vnrgen.dossier.tables.suggestions import closest
from vnrgen.problems import Location, ProblemLog, Severity
from vnrgen.resources import chapters_folder

FOLDER = "guidelines"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
_COMMON = ("id", "requirement", "source", "verified", "confidence", "severity", "check")
_CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One requirement.

    ``verified`` says whether it was read at its source; where it was not, ``confidence`` says how
    sure practitioners are of it. ``severity`` is what it weighs where it is not met.
    """

    rule_id: str
    requirement: str
    source: str
    verified: bool
    confidence: str
    severity: Severity
    check: Check
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """What one body asks in one year; ``checked_on`` is when its rules were last looked up."""

    name: str
    title: str
    body: str
    year: int | None
    checked_on: date | None
    rules: tuple[Rule, ...]


def guideline_names(dossier: Path | None = None) -> tuple[str, ...]:
    """Return the names of all profiles there are, sorted; a dossier may bring its own."""
    folders = [chapters_folder() / FOLDER]
    if dossier is not None:
        folders.append(dossier / "chapters" / FOLDER)
    found = {path.stem for folder in folders for path in folder.glob("*.yaml")}
    return tuple(sorted(name for name in found if _NAME.match(name)))


def load_guideline(name: str, dossier: Path | None, problems: ProblemLog) -> Guideline | None:
    """Read a profile: the dossier's own of that name, else that of vnrgen.

    Returns:
        The profile, or None where it cannot be read; then ``problems`` say why (GDL001, GDL002
        and the codes of YAML files).
    """
    shown = Location(f"chapters/{FOLDER}/{name}.yaml")
    text = _text(name, dossier, shown, problems)
    if text is None:
        return None
    node = parse_yaml(text, shown.path, problems)
    if not isinstance(node, KeysNode):
        return None
    keys = Keys(node, shown.path, problems)
    keys.only(("title", "body", "year", "checked_on", "rules"))
    given = list(keys.each("rules"))
    if not given:
        keys.missing("rules", "a list of rules: see docs/guidelines.md")
    rules = [rule for each in given if (rule := _rule(each, problems)) is not None]
    _report_twins(rules, problems)
    return Guideline(
        name=name,
        title=keys.required("title", "Voluntary National Review 2026"),
        body=keys.text("body"),
        year=keys.integer("year"),
        checked_on=keys.date("checked_on"),
        rules=tuple(rules),
    )


def _text(name: str, dossier: Path | None, shown: Location, problems: ProblemLog) -> str | None:
    roots = [chapters_folder().parent] if dossier is None else [dossier, chapters_folder().parent]
    for root in roots:
        path = root / "chapters" / FOLDER / f"{name}.yaml"
        if not _NAME.match(name) or not path.is_file():
            continue
        try:
            return decode(read_inside(path, root, most=MOST_YAML)).text
        except UnreadableFileError as error:
            problems.add(error.problem)
            return None
    known = guideline_names(dossier)
    nearest = closest(name, known)
    hint = f'did you mean "{nearest}"? ' if nearest else ""
    problems.error(
        "GDL001",
        shown,
        f'there is no guideline profile "{name}"',
        f"{hint}There are: {', '.join(known)}; your own belong in chapters/{FOLDER} of the dossier",
    )
    return None


def _rule(keys: Keys, problems: ProblemLog) -> Rule | None:
    kind = keys.choice("check", tuple(KINDS))
    if not kind:
        if "check" not in keys:
            keys.missing("check", ", ".join(KINDS))
        return None
    reader = KINDS[kind]
    keys.only((*_COMMON, *reader.fields))
    check = reader.read(keys)
    if check is None:
        problems.error(
            "GDL002",
            keys.at("check"),
            f"a rule of the kind {kind} says too little",
            f"it needs {', '.join(reader.fields)}: see docs/guidelines.md",
        )
        return None
    verified = keys.flag("verified")
    return Rule(
        rule_id=keys.required("id", "A1"),
        requirement=keys.required("requirement", "what is asked, in one sentence"),
        source=keys.required("source", "where it is asked"),
        verified=verified,
        confidence="" if verified else keys.choice("confidence", _CONFIDENCES, "low"),
        severity=Severity(keys.choice("severity", tuple(str(s) for s in Severity), "warning")),
        check=check,
        where=keys.at("id"),
    )


def _report_twins(rules: list[Rule], problems: ProblemLog) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.rule_id in seen:
            what = f'the rule "{rule.rule_id}" is there twice'
            problems.error("GDL002", rule.where, what, "give each rule an id of its own")
        seen.add(rule.rule_id)
