"""Keeps a tracker from replacing another output of vnrgen, such as a chapter."""

from __future__ import annotations

import json
from pathlib import Path

from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.render.publish import MANIFEST


def refuse_other_outputs(folder: Path) -> None:
    """Refuse a folder whose manifest says that it holds something else than a tracker.

    Raises:
        InvalidInputError: It does (TRK001). Files without a manifest are refused at publication.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return
    if isinstance(manifest, dict) and manifest.get("kind") == "tracker":
        return
    problem = Problem(
        "TRK001",
        Location(folder.as_posix()),
        "the folder holds another output of vnrgen, which the tracker would replace",
        "choose another --output",
    )
    raise InvalidInputError([problem])
