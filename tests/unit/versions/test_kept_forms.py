"""Every form in which a tree or a version was ever saved is read by today's code.

``kept/schema-N/`` is a dossier's ``versions`` folder as the release that introduced schema N wrote
it. It is never written anew: a change of the form gets a new number, and a new folder
(``python -m tests.unit.versions.keep_form``).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.unit.versions.keep_form import KEPT, words_in
from vnrgen.document import blocks
from vnrgen.document.tree.saved import SCHEMA, save
from vnrgen.document.tree.walk import every_block
from vnrgen.versions.freezing import layout, words_apart
from vnrgen.versions.freezing.frozen import read_version
from vnrgen.versions.freezing.verify import verify

FORMS = sorted(KEPT.glob("schema-*"), key=lambda folder: int(folder.name.partition("-")[2]))


def number(folder: Path) -> int:
    return int(folder.name.partition("-")[2])


def test_there_is_an_example_of_every_schema() -> None:
    assert [number(folder) for folder in FORMS] == list(range(1, SCHEMA + 1))
    assert layout.SCHEMA == 1
    assert words_apart.SCHEMA == 1


@pytest.mark.parametrize("form", FORMS, ids=lambda folder: folder.name)
def test_what_was_frozen_is_read_with_every_word(form: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "dossier"
    shutil.copytree(form, dossier)
    version = read_version(dossier / "versions" / "kept")
    expected = json.loads((form / "expected.json").read_text(encoding="utf-8"))
    assert words_in(version.document) == expected["words"]
    assert sorted(version.document.testimonies) == expected["testimonies"]
    assert version.record.why == expected["why"]
    assert verify(dossier) == ()
    assert save(version.document)  # and can be saved in today's form


def test_the_newest_example_has_every_kind_of_block(tmp_path: Path) -> None:
    dossier = tmp_path / "dossier"
    shutil.copytree(FORMS[-1], dossier)
    document = read_version(dossier / "versions" / "kept").document
    kinds = {type(block) for block in every_block(document.blocks)}
    of_comparison = {blocks.Marked, blocks.Revised, blocks.Divided}
    assert set(blocks.Block.__args__) - of_comparison <= kinds
