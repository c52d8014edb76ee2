"""Names of outputs that cannot be mistaken, and keys that change with whatever matters."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders_batch import a_dossier
from vnrgen.batch.keys import order_key, tool_key
from vnrgen.batch.naming import check_names
from vnrgen.build import BuildRequest
from vnrgen.problems import InvalidInputError


@pytest.mark.parametrize(
    "given",
    [
        ("a/nepal", "b/nepal"),
        ("a/nepal", "b/NEPAL"),
        ("a/côte", "b/co\u0302te"),
        ("x/.hidden",),
        ("x/Index.html",),
        ("x/" + "n" * 201,),
        ("/",),
    ],
)
def test_names_that_cannot_be_told_apart_or_used_are_refused(given: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_names([(name, name.rpartition("/")[2]) for name in given])
    assert {problem.code for problem in refused.value.problems} == {"BAT001"}


def test_a_key_changes_with_every_file_and_option_and_with_nothing_else(tmp_path: Path) -> None:
    root = a_dossier(tmp_path, "aland")
    request = BuildRequest(dossier=root, output=tmp_path / "out")
    first = order_key(request, "tool")
    seen = {first}

    def changed(key: str) -> bool:
        is_new = key not in seen
        seen.add(key)
        return is_new

    same = replace(request, output=tmp_path / "elsewhere", jobs=4, replace_edited=True)
    assert order_key(same, "tool") == first
    (root / ".git").mkdir()
    (root / ".git" / "HEAD").write_text("x")
    (root / "places.csv").touch()
    assert order_key(request, "tool") == first
    assert changed(order_key(request, "another tool"))
    assert changed(order_key(replace(request, formats=("pdf",)), "tool"))
    assert changed(order_key(replace(request, strict=True), "tool"))
    for name, text in (("data/x.csv", "1"), ("data/x.csv", "2"), ("narrative/en/x.md", "2")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
        assert changed(order_key(request, "tool"))
    (root / "data" / "x.csv").rename(root / "data" / "y.csv")
    assert changed(order_key(request, "tool"))
    (root / "out").mkdir()
    (root / "out" / "index.html").write_text("made")
    assert order_key(request, "tool", root / "out") in seen
    assert changed(order_key(request, "tool"))


def test_a_word_reference_from_outside_counts_by_its_content(tmp_path: Path) -> None:
    root, look = a_dossier(tmp_path, "aland"), tmp_path / "look.docx"
    request = BuildRequest(dossier=root, output=tmp_path / "out", word_reference=look)
    look.write_bytes(b"one")
    first = order_key(request, "tool")
    look.write_bytes(b"two")
    assert order_key(request, "tool") != first


@pytest.mark.skipif(os.name != "posix", reason="needs pipes in the file system")
def test_a_pipe_in_a_dossier_is_not_waited_for(tmp_path: Path) -> None:
    root = a_dossier(tmp_path, "aland")
    os.mkfifo(root / "data" / "pipe.csv")
    assert order_key(BuildRequest(dossier=root, output=tmp_path / "out"), "tool")


def test_the_key_of_the_tool_is_the_same_each_time() -> None:
    assert tool_key() == tool_key()
