"""The tracker's files: pages, data, feed, style, script and fonts, and their publication."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen import __version__
from vnrgen.checks.outputs import check_outputs
from vnrgen.checks.published import machine_places
from vnrgen.document.blocks.plain import plain
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.uptake_words import counted
from vnrgen.dossier.model import Audience
from vnrgen.problems import Problem, ProblemLog
from vnrgen.render.html.fonts import font_files, with_leading
from vnrgen.render.publish import MANIFEST, check_destination, manifest_bytes, publish
from vnrgen.resources import templates_folder
from vnrgen.visible import visible
from vnrgen.web.tracker.addresses import authority_of
from vnrgen.web.tracker.data import decisions_csv, recommendations_csv, tracker_json
from vnrgen.web.tracker.destination import refuse_other_outputs
from vnrgen.web.tracker.feed import feed_of
from vnrgen.web.tracker.gather import Tracked, gather
from vnrgen.web.tracker.pages import Pages
from vnrgen.web.tracker.words import Names

if TYPE_CHECKING:
    from jinja2 import Environment

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerRequest:
    """Which tracker to make, from where, for whom.

    Attributes:
        dossier, output: Folders.
        audience: Who it is for.
        language: BCP 47; None for the dossier's own.
        on: The day on which consents must hold; None for the dossier's ``as_of``.
        ledger_url: Of a shared ledger; None for the dossier's own.
        base: The address at which it will stand, for the feed; "" where it is not known.
        authority: Domain or e-mail address in the ids of the feed; None for the dossier's contact.
        strict: Whether warnings stop it, too.
        replace_edited: Whether files changed by hand since are replaced.
    """

    dossier: Path
    output: Path
    audience: Audience = Audience.PUBLIC
    language: str | None = None
    on: date | None = None
    ledger_url: str | None = None
    base: str = ""
    authority: str | None = None
    strict: bool = False
    replace_edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerReport:
    """What was written and what was noticed."""

    written: tuple[Path, ...]
    recommendations: int
    decisions: int
    problems: tuple[Problem, ...]


def publish_tracker(request: TrackerRequest, step: Step) -> TrackerReport:
    """Make the whole site and put it in its place at once, or leave all as it was.

    Raises:
        InvalidInputError: The dossier or its ledger has problems, or the folder holds what is not
            an earlier tracker (PUB001 to PUB004, TRK001).
        EnvironmentFailureError: It cannot be written (PUB005).
    """
    refuse_other_outputs(request.output)
    check_destination(request.output, replace_edited=request.replace_edited)
    tracked = gather(
        request.dossier,
        audience=request.audience,
        on=request.on,
        ledger_url=request.ledger_url,
        strict=request.strict,
        step=step,
    )
    problems = ProblemLog(tracked.problems)
    step("Writing the pages")
    files = site_files(tracked, request)
    manifest = manifest_bytes(_facts(tracked, request), (), files)
    step("Checking the outputs")
    places = machine_places(request.dossier, request.output)
    problems.extend(check_outputs({**files, MANIFEST: manifest}, places))
    problems.stop_if_any(strict=request.strict)
    step("Publishing")
    written = publish(request.output, files, manifest, replace_edited=request.replace_edited)
    return TrackerReport(
        written=written,
        recommendations=len(tracked.recommendations),
        decisions=len(tracked.judgements),
        problems=problems.sorted(),
    )


def site_files(tracked: Tracked, request: TrackerRequest) -> dict[str, bytes]:
    """Return every file of the site but the manifest, by its path."""
    settings = tracked.publishable.settings
    wording = Wording(request.language or settings.language)
    pages = Pages(tracked, Names(tracked.publishable, wording))
    texts = dict(_texts(tracked, pages, wording, request))
    rules, fonts = font_files("\n".join(texts.values()), wording.language)
    return {
        **{name: text.encode() for name, text in texts.items()},
        "assets/style.css": _style(rules, wording.language),
        "assets/tracker.js": (_folder() / "tracker.js").read_bytes(),
        **{f"assets/{name}": content for name, content in fonts.items()},
        "recommendations.csv": recommendations_csv(pages.items),
        "decisions.csv": decisions_csv(tracked.judgements),
        "tracker.json": tracker_json(_facts(tracked, request), pages.items, tracked.judgements),
    }


def _texts(
    tracked: Tracked, pages: Pages, wording: Wording, request: TrackerRequest
) -> Iterator[tuple[str, str]]:
    environment = _environment()
    shown = tracked.publishable
    settings = shown.settings
    common: Mapping[str, object] = {
        "_": wording.text,
        "plural": wording.plural,
        "number": wording.number,
        "day": wording.date,
        "wording": wording,
        "settings": settings,
        "audience": str(request.audience),
        "own": settings.language,
        "lists": pages.lists,
        "names": pages.names,
    }

    def made(template: str, **values: object) -> str:
        return visible(environment.get_template(template).render({**common, **values}))

    rates = [r for r in shown.findings.uptake_rates if r.eligible]
    said = [(r.cycle, plain(counted(r, wording))) for r in rates]
    yield "index.html", made("index.html.j2", root="", items=pages.items, rates=said)
    for page in (page for of_kind in pages.lists.values() for page in of_kind):
        yield page.page, made("list.html.j2", root="../", page=page)
    for item in pages.items:
        detail = pages.detail(item)
        yield item.page, made("recommendation.html.j2", root="../", detail=detail)
    authority = authority_of(settings.contact if request.authority is None else request.authority)
    feed = feed_of(tracked, pages, authority, request.base, wording)
    yield "changes.atom", made("changes.atom.j2", root=request.base, feed=feed)


def _facts(tracked: Tracked, request: TrackerRequest) -> dict[str, object]:
    settings = tracked.publishable.settings
    return {
        "tool": "vnrgen",
        "tool_version": __version__,
        "kind": "tracker",
        "built_on": settings.as_of.isoformat(),
        "country": settings.iso3,
        "coalition": settings.coalition,
        "language": request.language or settings.language,
        "audience": str(request.audience),
        "status": settings.status,
    }


def _style(fonts: str, language: str) -> bytes:
    tokens = (templates_folder() / "css" / "tokens.css").read_text(encoding="utf-8")
    own = (_folder() / "tracker.css").read_text(encoding="utf-8")
    return with_leading("\n".join((tokens, fonts, own)), language).encode()


def _folder() -> Path:
    return templates_folder() / "tracker"


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
