"""``vnrgen versions``: the frozen versions of a dossier, and whether they are whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.options import dossier_argument

if TYPE_CHECKING:
    from vnrgen.versions.freezing.frozen import FrozenVersion
    from vnrgen.versions.freezing.layout import VersionRecord


@click.group()
def versions() -> None:
    """List, show and verify frozen versions; erase what people take back."""


@versions.command("list")
@dossier_argument
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def list_(*, dossier: Path, as_json: bool) -> None:
    """List the versions of DOSSIER in the order in which they were frozen."""
    from vnrgen.versions.freezing.layout import records

    found = records(dossier)
    if as_json:
        click.echo(json.dumps([_summary(r) for r in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo("No version is frozen yet.")
    for record in found:
        click.echo(_line(record))


@versions.command()
@dossier_argument
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(*, dossier: Path, name: str, as_json: bool) -> None:
    """Show who froze the version NAME of DOSSIER, when and why, and what it keeps."""
    from vnrgen.versions.freezing.frozen import read_version
    from vnrgen.versions.freezing.layout import version_folder

    version = read_version(version_folder(dossier, name))
    if as_json:
        click.echo(json.dumps(_details(version), ensure_ascii=False, indent=2))
        return
    for line in _text(version):
        click.echo(line)


@versions.command()
@dossier_argument
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def verify(*, dossier: Path, as_json: bool) -> None:
    """Look for any byte of the versions of DOSSIER that changed since they were frozen.

    Erased words that a tombstone stands for are no damage.
    """
    from vnrgen.cli.explain import blocking, show_json, show_problems
    from vnrgen.problems import InvalidInputError
    from vnrgen.versions.freezing.layout import version_folders
    from vnrgen.versions.freezing.verify import verify as verify_versions

    problems = verify_versions(dossier)
    broken = blocking(problems, strict=False)
    if as_json:
        show_json(problems, blocked=broken)
        raise SystemExit(1 if broken else 0)
    if broken:
        raise InvalidInputError(problems)
    show_problems(problems)
    count = len(version_folders(dossier))
    click.echo(f"{count} version{'' if count == 1 else 's'}: whole")


@versions.command()
@dossier_argument
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of the withdrawal, for the IDs; default: as_of of the dossier.",
)
def withdraw(*, dossier: Path, ids: tuple[str, ...], on: datetime | None) -> None:
    """Erase words that people took back from every version of DOSSIER.

    ID is a story or a finding of a meeting. Without one, all whose consent the dossier calls
    withdrawn. Id, hash and date remain. Copies elsewhere are not touched.

    Other problems of the dossier do not stop this; they are shown, for a story that cannot be read
    may be one that was withdrawn.
    """
    from vnrgen.cli.explain import show_problems
    from vnrgen.dossier.load import load_dossier
    from vnrgen.problems import InvalidInputError, ProblemLog
    from vnrgen.versions.freezing.layout import records
    from vnrgen.versions.freezing.tombstones import withdraw as erase
    from vnrgen.versions.freezing.tombstones import withdrawn_in

    _refuse_unknown(dossier, ids)
    problems = ProblemLog()
    loaded = load_dossier(dossier, problems)
    withdrawn: dict[str, date] = withdrawn_in(loaded)
    if ids:
        day = on.date() if on is not None else loaded.settings.as_of
        withdrawn = {key: withdrawn.get(key, day) for key in ids}
    erased = erase(dossier, withdrawn)
    for key in erased:
        click.echo(f"{key}: erased from every version")
    if not erased:
        click.echo("Nothing to erase.")
    blocking = problems.blocking()
    if blocking and not ids:
        show_problems(blocking)
        raise SystemExit(1)
    try:
        records(dossier)
    except InvalidInputError as error:  # words are erased there too; it is told all the same
        show_problems(error.problems)
        raise SystemExit(1) from None


def _refuse_unknown(dossier: Path, ids: Iterable[str]) -> None:
    from vnrgen.problems import InvalidInputError, Location, Problem
    from vnrgen.versions.freezing.tombstones import held, still_held

    known = sorted({*held(dossier), *still_held(dossier, dict.fromkeys(ids, date.max))})
    fix = f"use one of: {', '.join(known)}" if known else "nothing: no version holds any words"
    problems = [
        Problem("VER013", Location("versions"), f'no version holds words of "{key}"', fix)
        for key in ids
        if key not in known
    ]
    if problems:
        raise InvalidInputError(problems)


def _line(record: VersionRecord) -> str:
    published = " (published)" if record.published else ""
    day = record.facts.get("as_of", "")
    return f"{record.number}. {record.name}{published}: {day}, {record.frozen_by}: {record.why}"


def _summary(record: VersionRecord) -> dict[str, object]:
    return {
        "number": record.number,
        "name": record.name,
        "published": record.published,
        "frozen_by": record.frozen_by,
        "why": record.why,
        **record.facts,
    }


def _details(version: FrozenVersion) -> dict[str, object]:
    record = version.record
    return {
        **_summary(record),
        "after": record.after.get("name"),
        "files": dict(record.files),
        "built": dict(record.built),
        "words": dict(record.words),
        "withdrawn": {
            stone.testimony_id: stone.withdrawn_on.isoformat() for stone in version.withdrawn
        },
    }


def _text(version: FrozenVersion) -> Iterable[str]:
    record = version.record
    yield _line(record)
    for name, value in sorted(record.facts.items()):
        yield f"  {name}: {value}"
    if record.after:
        yield f"  after: {record.after['name']}"
    yield f"  stories and findings of meetings: {len(record.words)}"
    for stone in version.withdrawn:
        yield f"  withdrawn: {stone.testimony_id}, {stone.withdrawn_on.isoformat()}"
    for kind, hashes in (("keeps", record.files), ("printed", record.built)):
        for name, digest in hashes.items():
            yield f"  {kind}: {digest[:16]}  {name}"
