"""Prose from many hands: markup that runs, links that lead elsewhere, nesting without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_attacks import a_dossier, problems_of, story

REFUSED = {
    "a script": ("<script>alert(1)</script>", "PRO002"),
    "a script inside a line": ("words <script>alert(1)</script> words", "PRO002"),
    "a picture with a handler": ("a <img src=x onerror=alert(1)>", "PRO002"),
    "an SVG": ("<svg onload=alert(1)></svg>", "PRO002"),
    "an object": ('<object data="file:///etc/passwd"></object>', "PRO002"),
    "an inclusion": ('<?xml version="1.0"?><!DOCTYPE a>', "PRO002"),
    "a style": ("<style>@import url(http://evil)</style>", "PRO002"),
    "a closed comment with more": ("<!-- a --><script>alert(1)</script>", "PRO002"),
    "a base": ('<base href="http://evil/">', "PRO002"),
    "a script link": ("[a](javascript:alert(1))", "PRO003"),
    "a script link in capitals": ("[a](JaVaScRiPt:alert(1))", "PRO003"),
    "a script link in entities": ("[a](&#106;avascript:alert(1))", "PRO003"),
    "a script link with a tab": ("[a](java&#9;script:alert(1))", "PRO003"),
    "a script link in brackets": ("[a](<javascript:alert(1)>)", "PRO003"),
    "a script link by reference": ("[a][b]\n\n[b]: javascript:alert(1)", "PRO003"),
    "a script as an autolink": ("<javascript:alert(1)>", "PRO003"),
    "a data link": ("[a](data:text/html,<script>alert(1)</script>)", "PRO003"),
    "a file link": ("[a](file:///etc/passwd)", "PRO003"),
    "a Windows path": (r"[a](\\evil\share)", "PRO003"),
    "a relative link": ("[a](../../dossier.yaml)", "PRO003"),
    "a link without scheme": ("[a](//evil.example/x)", "PRO003"),
    "a VBScript link": ("[a](vbscript:msgbox)", "PRO003"),
    "a picture from the web": ("![a](http://evil/x.png)", "PRO004"),
    "a picture from the disk": ("![a](file:///etc/passwd)", "PRO004"),
    "a picture by reference": ("![a][b]\n\n[b]: http://evil/x.png", "PRO004"),
    "an attribute that runs": (
        "[a]{onclick=alert(1)}[b](javascript:x){onclick=alert(1)}",
        "PRO003",
    ),
    "emphasis 5,000 deep": ("**" * 10_000 + "a" + "**" * 10_000, "PRO008"),
    "50,000 open brackets": ("[" * 50_000, "PRO008"),
    "20,000 calls never closed": ("{{" * 20_000, "PRO008"),
    "a paragraph of 900 kB": ("word " * 180_000, "PRO008"),
    "a text of 10 MB": ("word " * 2_000_000, "DOS013"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_hostile_prose_is_refused_in_its_file(text: str, code: str, tmp_path: Path) -> None:
    root = a_dossier(tmp_path, {"narrative/en/who.md": f"Words.\n\n{text}\n"})

    assert (code, "narrative/en/who.md") in {(p.code, p.where.path) for p in problems_of(root)}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_hostile_words_of_a_story_are_refused_in_its_file(
    text: str, code: str, tmp_path: Path
) -> None:
    root = a_dossier(tmp_path, {"stories/a.md": story(f"Words.\n\n{text}\n")})

    assert (code, "stories/a.md") in {(p.code, p.where.path) for p in problems_of(root)}


CALLS = {
    "imports": '{{ __import__("os").system("id") }}',
    "reaches attributes": '{{ value.__globals__["os"] }}',
    "is a lambda": "{{ (lambda: 1)() }}",
    "is a comprehension": "{{ [x for x in range(10**9)] }}",
    "computes": "{{ 9**9**9 }}",
    "hands over a formatted text": '{{ value(f"{1}") }}',
    "unpacks": '{{ value(*[1], **{"a": 1}) }}',
    "nests 200 deep": "{{ " + "(" * 200 + ")" * 200 + " }}",
    "walks": "{{ (a := 1) }}",
    "has a null byte": "{{ value('\x00') }}",
    "has a bad escape": '{{ value("3\\.1") }}',
    "is a statement": "{{ import os }}",
    "is a huge number": "{{ value(" + "9" * 490 + ") }}",
    "is longer than 500": "{{ value('" + "a" * 600 + "') }}",
    "refers to a file": '{{ ref("../../etc/passwd") }}',
    "is a template's": "{% include '/etc/passwd' %}{{ nobody() }}",
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_call_in_prose_is_read_and_never_run(call: str, tmp_path: Path) -> None:
    root = a_dossier(tmp_path, {"narrative/en/who.md": f"Words.\n\nOf {call} women.\n"})
    found = [p for p in problems_of(root) if p.code != "TXT001"]

    assert {p.code for p in found} & {"PRO001", "VAL001", "REF007", "XRF001"}


SLOW = {
    "2,000 headings": "# a\n" * 2_000,
    "nested lists 500 deep": "".join("  " * n + "- a\n" for n in range(240)),
    "quotes 5,000 deep": ">" * 5_000 + " a",
    "backticks of every length": "".join("`" * (n % 200) + " " for n in range(500)),
    "9,000 entities": "&#x202E;" * 2_000 + "&" * 7_000,
    "5,000 footnotes": "".join(f"[^{n}]: x\n\n" for n in range(2_000)),
    "a table of 300 columns": "|a" * 300 + "\n" + "|-" * 300 + "\n" + ("|a" * 300 + "\n") * 30,
    "60,000 asterisks and underscores": "*_" * 29_000,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_prose_made_to_keep_the_parser_busy_ends_soon(text: str, tmp_path: Path) -> None:
    problems_of(a_dossier(tmp_path, {"narrative/en/who.md": text}))  # which asserts the time
