"""The sample dossier built once, as a person would build it, and what it was composed from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from vnrgen.build import BuildRequest, Composition, build, compose_dossier

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_data"
# Everybody's run tries the same examples: what fails here fails there. HYPOTHESIS_PROFILE=search
# looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)  # no test hangs on the load
settings.register_profile("search", print_blob=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
collect_ignore = ["cut"]  # for tests.offline: importing it would guard this run, too


@dataclass(frozen=True)
class Built:
    """The sample's output folder and the composition behind it."""

    folder: Path
    composition: Composition

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("sample") / "output"
    request = BuildRequest(dossier=SAMPLE, output=folder)
    report = build(request)
    assert report.missing == ()
    return Built(folder, compose_dossier(request))
