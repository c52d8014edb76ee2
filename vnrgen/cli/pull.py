"""``vnrgen pull``: a writer's edits in Word go back to the sources they came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.options import audience_option, build_date, dossier_argument, language_option

if TYPE_CHECKING:
    from vnrgen.document.blocks import Document
    from vnrgen.versions.pull.outcome import NotTaken, Taken
    from vnrgen.versions.pull.pulling import Pulled

_WIDTH = 80
_CHANGES = ("accepted", "rejected", "only-accepted")


@click.command()
@click.argument("edited", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@dossier_argument
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option(
    "--changes",
    type=click.Choice(_CHANGES),
    default="accepted",
    show_default=True,
    help="What tracked changes that are still open mean: take them, drop them, or leave them "
    "out and list them.",
)
@click.option("--language", help="Language of the edition that was edited.")
@audience_option
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
def pull(
    *,
    edited: Path,
    dossier: Path,
    dry_run: bool,
    changes: str,
    language: str | None,
    audience: str,
    as_json: bool,
) -> None:
    """Take what a writer changed in EDITED, a chapter.docx, into the sources of DOSSIER."""
    from vnrgen.build import BuildRequest, compose_dossier
    from vnrgen.dossier.model import Audience
    from vnrgen.versions.pull.pulling import PullRequest, write
    from vnrgen.versions.pull.pulling import pull as read_back
    from vnrgen.versions.pull.word import Tracked

    tag = language_option(language)

    def compose(folder: Path) -> Document:
        request = BuildRequest(
            dossier=folder,
            output=Path(),
            audience=Audience(audience),
            language=tag,
            on=build_date(),
        )
        return compose_dossier(request).document

    request = PullRequest(edited=edited, dossier=dossier, tracked=Tracked(changes))
    pulled = read_back(request, compose)
    written = () if dry_run else write(pulled, dossier)
    if as_json:
        click.echo(json.dumps(_record(pulled, written), ensure_ascii=False, indent=2))
    else:
        for line in screen(pulled, written, dry_run=dry_run):
            click.echo(line)


def screen(pulled: Pulled, written: tuple[str, ...], *, dry_run: bool) -> Iterator[str]:
    """Yield what is shown of a pull, at most 80 columns wide."""
    outcome = pulled.outcome
    if outcome.lost_map:
        yield from _folded(
            "The file has lost what it was made from: it is compared with the dossier as it is now."
        )
    yield from _part("Taken into the sources", [_taken(edit) for edit in outcome.taken])
    yield from _part("Not taken", [_not_taken(edit) for edit in outcome.not_taken])
    for path, words in outcome.moved_aside:
        told = f"Inside what vnrgen makes there is no place: now in {path}: “{words}”"
        yield from _folded(told, "  ")
    people = sorted({edit.story for edit in outcome.taken if edit.story})
    if people:
        yield from _folded(
            f"People's own words were changed in {', '.join(people)}: read them back to who told "
            "them before they are published."
        )
    if outcome.comments:
        count = len(outcome.comments)
        yield f"{count} {'comment' if count == 1 else 'comments'} for reviewers"
    if not (outcome.taken or outcome.not_taken or outcome.comments):
        yield "Nothing was changed in Word."
    elif dry_run:
        yield "Nothing was written (--dry-run)."
    elif written:
        yield "Written:"
        yield from (f"  {path}" for path in written)
    else:
        yield "Nothing new to write."


def _part(title: str, entries: list[list[str]]) -> Iterator[str]:
    if entries:
        yield click.style(f"{title} ({len(entries)})", bold=True)
        for entry in entries:
            yield from entry


def _taken(edit: Taken) -> list[str]:
    lines = list(_folded(f"{edit.place}: {edit.kind}", "  "))
    if edit.old:
        lines += _folded(_short(edit.old, edit.new), "    - ")
    if edit.new:
        lines += _folded(_short(edit.new, edit.old), "    + ")
    return lines


def _not_taken(edit: NotTaken) -> list[str]:
    lines = list(_folded(f"{edit.place}: {edit.why}: {edit.because}", "  "))
    if edit.dossier:
        lines += _folded(f"dossier: {_short(edit.dossier, edit.word)}", "    ")
    if edit.word:
        lines += _folded(f"in Word: {_short(edit.word, edit.dossier)}", "    ")
    return lines


def _short(text: str, other: str) -> str:
    """Return what is different of a text, with some words around it; all is in the lists."""
    most, around = 140, 30
    if len(text) <= most:
        return text
    start = 0
    while start < min(len(text), len(other)) and text[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(text), len(other)) - start and text[-1 - end] == other[-1 - end]:
        end += 1
    first = max(0, start - around)
    last = min(len(text), max(len(text) - end + around, first + around), first + most)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _folded(text: str, indent: str = "") -> Iterator[str]:
    import textwrap

    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_on_hyphens=False,
    )


def _record(pulled: Pulled, written: tuple[str, ...]) -> dict[str, object]:
    outcome = pulled.outcome
    return {
        "taken": [
            {"kind": str(e.kind), "place": e.place, "old": e.old, "new": e.new}
            for e in outcome.taken
        ],
        "not_taken": [
            {
                "code": str(e.why),
                "place": e.place,
                "dossier": e.dossier,
                "word": e.word,
                "why": e.because,
            }
            for e in outcome.not_taken
        ],
        "comments": [
            {"author": c.author, "date": c.date, "place": place, "words": c.quoted, "text": c.text}
            for c, place in outcome.comments
        ],
        "written": list(written),
    }
