"""Trackers for tests: the sample gathered once, changed, and made into files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath

from vnrgen.dossier.model import Audience, Recommendation
from vnrgen.web.tracker.gather import Judgement, Tracked, gather
from vnrgen.web.tracker.site import TrackerRequest, site_files

SAMPLE = Path(__file__).parents[1] / "sample_data"
REQUEST = TrackerRequest(dossier=SAMPLE, output=Path("unused"))


@cache
def gathered(audience: Audience = Audience.PUBLIC) -> Tracked:
    """The sample as it may be shown to an audience."""
    return gather(
        SAMPLE, audience=audience, on=None, ledger_url=None, strict=False, step=lambda _: None
    )


@cache
def sample_files() -> dict[str, bytes]:
    """The files of the sample's tracker."""
    return site_files(gathered(), REQUEST)


def changed(
    recommendation: Callable[[Recommendation], Recommendation],
    judgement: Callable[[Judgement], Judgement] = lambda j: j,
) -> Tracked:
    """The sample with other words."""
    tracked = gathered()
    shown = tracked.publishable
    own = tuple(map(recommendation, shown.recommendations))
    others = tuple(map(recommendation, shown.recommendations_of_others))
    return replace(
        tracked,
        publishable=replace(shown, recommendations=own, recommendations_of_others=others),
        judgements=tuple(map(judgement, tracked.judgements)),
    )


def broken_links(files: dict[str, bytes]) -> list[str]:
    """Return the links and addresses of pages that lead to no file of the site."""
    broken = []
    for name, content in files.items():
        if not name.endswith((".html", ".css")):
            continue
        text = content.decode()
        for address in re.findall(r'(?:href|src)="([^"]*)"|url\("([^"]*)"\)', text):
            target = "".join(address)
            if not target.startswith(("#", "data:")) and _landing(name, target) not in files:
                broken.append(f"{name}: {target}")
    return broken


def _landing(page: str, target: str) -> str:
    parts: list[str] = []
    for part in (*PurePosixPath(page).parent.parts, *PurePosixPath(target).parts):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
