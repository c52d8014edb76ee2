"""``vnrgen diff``: what changed between two versions, in a reviewer's order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.options import build_date

if TYPE_CHECKING:
    from vnrgen.document.blocks import Document
    from vnrgen.versions.difference import Difference, FigureChange, WordingChange


@click.command()
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
def diff(*, old: Path, new: Path, as_json: bool) -> None:
    """Show what changed from OLD to NEW; each is a dossier, a frozen version or a document.json."""
    from vnrgen.versions.difference import difference

    changes = difference(_document(old), _document(new))
    if as_json:
        click.echo(json.dumps(asdict(changes), ensure_ascii=False, indent=2))
    else:
        for line in _lines(changes):
            click.echo(line)


def _document(place: Path) -> Document:
    from vnrgen.build import BuildRequest, compose_dossier
    from vnrgen.document.saved import load
    from vnrgen.versions.frozen import is_version, read_version

    if place.is_file():
        return load(place.read_bytes())
    if is_version(place):
        return read_version(place).document
    if (place / "document.json").is_file():
        return load((place / "document.json").read_bytes())
    return compose_dossier(BuildRequest(dossier=place, output=Path(), on=build_date())).document


def _lines(changes: Difference) -> Iterable[str]:
    if changes.is_empty:
        yield "Nothing changed."
        return
    yield from _part("Figures", [_figure(change) for change in changes.figures])
    yield from _part("Recommendations", [_wording(c) for c in changes.recommendations])
    yield from _part("Stories added", changes.stories_added)
    yield from _part("Stories withdrawn", changes.stories_withdrawn)
    yield from _part("Wording", [_wording(change) for change in changes.prose])


def _part(title: str, lines: Iterable[str]) -> Iterable[str]:
    found = list(lines)
    if found:
        yield click.style(f"{title} ({len(found)})", bold=True)
        yield from (f"  {line}" for line in found)


def _figure(change: FigureChange) -> str:
    what = f"{change.binding.reference} ({change.binding.measure})"
    if change.old is None:
        return f"{what}: new, {change.new}"
    if change.new is None:
        return f"{what}: gone, was {change.old}"
    return f"{what}: {change.old} -> {change.new}"


def _wording(change: WordingChange) -> str:
    from vnrgen.versions.difference import word_changes

    if change.old is None:
        return f"{change.key}: new: {change.new}"
    if change.new is None:
        return f"{change.key}: gone: {change.old}"
    marks = {"delete": ("[-", "-]"), "insert": ("{+", "+}"), "equal": ("", "")}
    runs = word_changes(change.old, change.new)
    words = "".join(f"{marks[kind][0]}{text}{marks[kind][1]}" for kind, text in runs)
    return f"{change.key}: {words}"
