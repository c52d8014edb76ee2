"""``vnrgen diff`` of two Word files, and the tracked changes it makes between them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner

from tests.builders_document import composed, told
from vnrgen.cli import main
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, Block, BoundNumber, Text
from vnrgen.render.docx import render_docx
from vnrgen.versions.pull.pulling import blank_pictures

BASE = composed()[0]


def a_file(path: Path, *blocks: Block, **words: str) -> str:
    testimonies = {key: told(key, text) for key, text in words.items()}
    document = replace(BASE, blocks=blocks, testimonies=testimonies)
    path.write_bytes(render_docx(document, *blank_pictures()))
    return str(path)


def p(text: str, number: str = "38.4%", key: str = "a") -> b.Paragraph:
    about = Binding("observation", "3.1.2|S|ost|2024|_T|nso", "value")
    return b.Paragraph(block_id=key, content=(Text(text), BoundNumber(number, about)))


def diff(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["diff", *arguments])
    return done.exit_code, done.output


def test_two_word_files_are_compared_like_two_versions(tmp_path: Path) -> None:
    old = a_file(tmp_path / "old.docx", p("It was "))
    new = a_file(tmp_path / "new.docx", p("It was ", "41.5%"))
    code, said = diff(old, new)
    assert code == 0
    assert "38.4%" in said
    assert "+3.1 percentage points" in said


def test_a_word_file_is_compared_with_a_saved_document(tmp_path: Path) -> None:
    from vnrgen.document.tree.saved import save

    saved = tmp_path / "document.json"
    saved.write_bytes(save(replace(BASE, blocks=(p("It was "),), testimonies={})))
    code, said = diff(str(saved), a_file(tmp_path / "new.docx", p("It was ", "41.5%")))
    assert code == 0
    assert "+3.1 percentage points" in said
    code, said = diff(str(saved), str(tmp_path / "new.docx"), "--docx", str(tmp_path / "x.docx"))
    assert (code != 0, "VER017" in said) == (True, True)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A stand-in for docxodus that notes what it was given."""
    seen = SimpleNamespace(given=(), fails=False)

    class Engine:
        def __init__(self, target_path: str) -> None:
            assert Path(target_path).is_dir()

        def run_redline(
            self, _author: str, *files: bytes, **_more: str
        ) -> tuple[bytes, None, None]:
            seen.given = files
            if seen.fails:
                raise subprocess.CalledProcessError(1, "docxodus")
            return b"redlined", None, None

    module = ModuleType("python_redlines.engines")
    vars(module).update(DocxodusEngine=Engine, EngineNotInstalledError=ImportError)
    monkeypatch.setitem(sys.modules, "python_redlines", ModuleType("python_redlines"))
    monkeypatch.setitem(sys.modules, "python_redlines.engines", module)
    return seen


def test_tracked_changes_between_two_files_are_made_of_the_files_themselves(
    tmp_path: Path, engine: SimpleNamespace
) -> None:
    old = a_file(tmp_path / "old.docx", p("It was "))
    new = a_file(tmp_path / "new.docx", p("Today it is "))
    out = tmp_path / "out.docx"
    assert diff(old, new, "--docx", str(out))[0] == 0
    assert out.read_bytes() == b"redlined"
    assert engine.given == (Path(old).read_bytes(), Path(new).read_bytes())
    engine.fails = True
    code, said = diff(old, new, "--docx", str(tmp_path / "no.docx"))
    assert (code != 0, "VER016" in said) == (True, True)
    assert not (tmp_path / "no.docx").exists()


@pytest.mark.parametrize("reason", ["withheld", "taken back"])
def test_tracked_changes_never_print_what_is_withheld_or_may_have_been_taken_back(
    tmp_path: Path, engine: SimpleNamespace, reason: str
) -> None:
    quote = b.Quote(block_id="voices/meeting/Q1/quote", testimony_id="Q1", attribution=())
    if reason == "withheld":
        old = a_file(tmp_path / "old.docx", p("It was "))
        new = a_file(tmp_path / "new.docx", p("It was ", "(*)"))
    else:
        old = a_file(tmp_path / "old.docx", p("It was "), quote, Q1="We walked all night.")
        new = a_file(tmp_path / "new.docx", p("It was "))
    page = tmp_path / "page.html"
    code, said = diff(old, new, "--docx", str(tmp_path / "out.docx"), "--html", str(page))
    assert (code != 0, "VER017" in said, engine.given) == (True, True, ())
    assert not page.exists()
    code, said = diff(old, new, "--html", str(page), "--json")
    assert code == 0
    shown = said + page.read_text(encoding="utf-8")
    assert "We walked" not in shown
    assert reason != "withheld" or "38.4" not in shown


def test_without_the_extra_the_problem_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_redlines", None)
    monkeypatch.setitem(sys.modules, "python_redlines.engines", None)
    old = a_file(tmp_path / "old.docx", p("It was "))
    code, said = diff(old, old, "--docx", str(tmp_path / "out.docx"))
    assert (code != 0, "VER015" in said, "vnrgen[redline]" in said) == (True, True, True)


def test_tracked_changes_accepted_are_the_newer_file_and_rejected_the_older(tmp_path: Path) -> None:
    pytest.importorskip("python_redlines", reason="the extra redline is not installed")
    from vnrgen.versions.pull.word import Tracked, read_word

    old = a_file(tmp_path / "old.docx", p("It was "), p("Nobody came to ask.", "12%", "b"))
    new = a_file(tmp_path / "new.docx", p("Today it is "), p("Nobody came to ask.", "12%", "b"))
    out = tmp_path / "out.docx"
    assert diff(old, new, "--docx", str(out))[0] == 0
    for tracked, side in ((Tracked.ACCEPTED, new), (Tracked.REJECTED, old)):
        found, own = (
            [leaf.words for leaf in read_word(data, tracked).leaves if leaf.words]
            for data in (out.read_bytes(), Path(side).read_bytes())
        )
        assert found == own
