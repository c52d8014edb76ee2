"""No output says on which machine, by whom or where it was made, and no template shows through."""

from __future__ import annotations

import getpass
import json
import platform
import re
import socket
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from tests.acceptance.test_nothing_withheld_is_written import unpacked
from tests.conftest import ROOT, Built
from vnrgen.resources import resource_root


@pytest.fixture(scope="session")
def parts(sample: Built) -> list[tuple[str, bytes]]:
    """Every file of the output and everything packed in it."""
    return [
        (path.name, part)
        for path in sorted(sample.folder.rglob("*"))
        if path.is_file()
        for part in unpacked(path.name, path.read_bytes())
    ]


def found(words: set[str], parts: list[tuple[str, bytes]]) -> list[tuple[str, str]]:
    return sorted(
        {
            (word, name)
            for word in words
            for name, part in parts
            if word.encode() in part or word.encode("utf-16-be") in part
        }
    )


def test_no_path_of_the_machine_is_in_any_output(
    sample: Built, parts: list[tuple[str, bytes]]
) -> None:
    paths = {
        *(str(p) for p in (ROOT, sample.folder, Path.home(), Path.cwd(), resource_root())),
        *(sys.prefix, sys.base_prefix, sys.executable, tempfile.gettempdir() + "/"),
        *(sysconfig.get_paths()["purelib"], "site-packages", "/home/", "/Users/", "/root/"),
        # Three bytes, as of a drive, stand in three megabytes of packed ones by chance.
        *("C:\\Users", "C:\\Program", "C:\\Windows", "/usr/share/fonts", "/usr/lib", ".new-"),
    }
    paths -= {"/"}

    assert found(paths, parts) == []


def test_no_name_of_the_machine_or_its_user_is_in_any_output(
    parts: list[tuple[str, bytes]],
) -> None:
    names = {socket.gethostname(), platform.node(), getpass.getuser(), platform.release()}
    # A short name, or one that is also a word (root, user), may stand in a chapter by right.
    telling = {n for n in names if len(n) > 5 and not n.isalpha()}

    assert found(telling, parts) == []


LEFTOVERS = (r"\{\{", r"\{%", "object at 0x", "Undefined", "Traceback", "[\ue000-\ue0ff]")


def test_no_template_shows_through(sample: Built) -> None:
    from tests.extraction import docx_words, html_words, pdf_words

    texts = {
        "html": html_words(sample.read("chapter.html")),
        "docx": docx_words(sample.read("chapter.docx")),
        "pdf": pdf_words(sample.read("chapter.pdf")),
    }
    for name, words in texts.items():
        text = " ".join(words)
        for pattern in LEFTOVERS:
            assert not re.search(pattern, text), (name, pattern)
        assert not re.search(r"\b(None|nan|NaT|inf)\b", text), name


def test_the_manifest_names_inputs_as_the_dossier_does(sample: Built) -> None:
    text = sample.read("manifest.json").decode()

    assert not re.search(r'"path": "(/|\.\.|[A-Za-z]:)', text)


def test_the_manifest_names_stories_and_photos_by_id_since_a_file_may_be_called_after_somebody(
    sample: Built,
) -> None:
    named = [one["path"] for one in json.loads(sample.read("manifest.json"))["inputs"]]

    assert {"stories/ST01", "stories/ST01/photo", "stories/ST03"} <= set(named)
    assert "stories/ST03/photo" not in named  # there is no consent for it
    assert not [name for name in named if name.endswith((".md", ".jpg")) and "narr" not in name]


def test_the_manifest_has_no_hash_by_which_a_guess_at_what_a_story_withholds_could_be_checked(
    sample: Built,
) -> None:
    """The words are printed: a hash of the file would tell the right place, day or name."""
    inputs = json.loads(sample.read("manifest.json"))["inputs"]
    hashed = {one["path"] for one in inputs if set(one) == {"path", "size", "sha256"}}
    bare = {one["path"] for one in inputs if set(one) == {"path"}}

    assert len(bare) + len(hashed) == len(inputs)
    assert bare == {path for path in bare | hashed if path.startswith("stories/")} != set()


def test_no_output_says_how_the_file_of_a_story_or_a_photo_is_called(
    parts: list[tuple[str, bytes]],
) -> None:
    stories = ROOT / "sample_data" / "stories"
    names = {path.stem for path in stories.glob("*.md")}

    assert len(names) == 15
    assert found({*names, "photos/"}, parts) == []
