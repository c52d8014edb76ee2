"""YAML of a dossier: settings, front matter, lists of reports, metadata of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_attacks import a_dossier, codes_of, problems_of, settings_with, story

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
    for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
)
ATTACKS = {
    "aliases of aliases": (LAUGHS, {"YML001"}),
    "an alias inside its own anchor": ("title: &a [*a]\n", {"YML006", "YML001"}),
    "a Python object": ("title: !!python/object/apply:os.system ['touch /tmp/x']\n", {"YML005"}),
    "a Python name": ("title: !!python/name:os.system\n", {"YML005"}),
    "a binary": ("title: !!binary aGk=\n", {"YML005", "YML004"}),
    "an anchor that is not there": ("title: *nobody\n", {"YML001"}),
    "brackets 5,000 deep": ("title: " + "[" * 5_000, {"YML001"}),
    "braces 5,000 deep": ("title: " + "{a: " * 5_000, {"YML001"}),
    "questions 3,000 deep": ("? " * 3_000, {"YML001"}),
    "more than 100 kB": ("title: " + "x" * 100_001, {"DOS013"}),
    "two documents": ("title: a\n---\ntitle: b\n", {"YML001"}),
    "a directive": ("%YAML 9.9\n---\ntitle: a\n", {"YML001", "YML005"}),
    "a merge of itself": ("a: &a\n  <<: *a\n", {"YML001", "YML004"}),
    "keys that are lists": ("? [a, b]\n: c\n", {"YML004"}),
    "null bytes": ("title: a\x00b\n", {"YML001"}),
    "control characters": ("title: a\x1b[31mb\n", {"YML001"}),
    "half a character": ('title: "\\ud800"\n', {"TXT001"}),
    "a number without end": ("year: 1e999999999\n", {"YML006"}),
    "an infinite number": ("year: .inf\n", {"YML006"}),
    "a date out of range": ("as_of: 99999-99-99\n", {"YML006"}),
    "a base-60 number": ("year: 1:2:3:4:5:6:7:8:9\n", {"YML006"}),
    "a list of 20,000": ("title: [" + "1," * 20_000 + "1]\n", {"YML006"}),
    "no YAML": ("\x89PNG\r\n\x1a\n\x00\x00", {"YML001"}),
    "nothing": ("", {"YML002"}),
}


@pytest.mark.parametrize(("text", "codes"), ATTACKS.values(), ids=ATTACKS)
def test_hostile_settings_are_refused(text: str, codes: set[str], tmp_path: Path) -> None:
    assert codes_of(a_dossier(tmp_path, {"dossier.yaml": text})) & codes


@pytest.mark.parametrize("text", [a[0] for a in ATTACKS.values()], ids=ATTACKS)
def test_hostile_front_matter_is_refused_in_its_story(text: str, tmp_path: Path) -> None:
    root = a_dossier(tmp_path, {"stories/a.md": f"---\n{text}\n---\nWords.\n"})

    assert any(p.where.path == "stories/a.md" for p in problems_of(root))


@pytest.mark.parametrize("name", ["aliases of aliases", "brackets 5,000 deep", "more than 100 kB"])
def test_a_hostile_list_of_reports_is_refused(name: str, tmp_path: Path) -> None:
    root = a_dossier(tmp_path, {"reports/reports.yaml": ATTACKS[name][0]})

    assert any(p.where.path == "reports/reports.yaml" for p in problems_of(root))


OPEN_SDG = settings_with().replace("data/figures.csv, layout: canonical", "site, layout: open_sdg")
DATA = "Year,Sex,Value\n2020,,1\n2020,Female,2\n2020,Male,3\n"


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS + "graph_titles: [{title: *k}]\n",
        "graph_title: &a [*a]\n",
        "graph_titles: &a [{title: *a}]\n",
        "graph_title: !!python/object/apply:os.system [id]\n",
        "[" * 5_000,
        "x" * 300_000,
        "graph_title: '&#x202E;&#0;evil'\n",
    ],
    ids=["laughs", "self", "record of itself", "object", "deep", "large", "hidden characters"],
)
def test_hostile_metadata_of_a_site_are_left_out(text: str, tmp_path: Path) -> None:
    root = a_dossier(
        tmp_path,
        {
            "dossier.yaml": OPEN_SDG,
            "site/data/indicator_3-1-2.csv": DATA,
            "site/meta/3-1-2.md": f"---\n{text}\n---\n",
        },
    )
    found = problems_of(root)

    assert not any("\u202e" in p.what + p.fix for p in found)


def test_text_that_turns_is_left_out_with_its_line(tmp_path: Path) -> None:
    root = a_dossier(tmp_path, {"stories/a.md": story("Of 10 \u202e321\u202c women.")})

    assert [(p.code, p.where.row) for p in problems_of(root) if p.code == "TXT001"] == [
        ("TXT001", 9)
    ]
