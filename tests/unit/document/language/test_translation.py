"""An edition whose own words are English between French ones says so before it is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.document.language import wording
from vnrgen.document.language.translation import missing_translation
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.problems import Location, Severity

HERE = Location("dossier.yaml", None, "language")
ONE_OF_TWO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Who is left behind"
msgstr "{who}"

msgid "{{count}} group"
msgid_plural "{{count}} groups"
msgstr[0] "{{count}} groupe"
msgstr[1] "{many}"
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "locale").mkdir()
    monkeypatch.setattr(wording, "templates_folder", lambda: tmp_path)
    return tmp_path / "locale" / "fr.po"


def _said(language: str) -> list[str]:
    found = list(missing_translation(language, HERE))
    assert all((p.code, p.severity) == ("TPL005", Severity.WARNING) for p in found)
    return [p.what.partition(":")[0] for p in found]


def test_a_language_without_a_catalogue_is_named_in_words(catalogue: Path) -> None:
    assert not catalogue.exists()
    assert _said("fr") == ["none of vnrgen's own words are translated into French"]
    assert _said("qqq") == ["none of vnrgen's own words are translated into qqq"]


@pytest.mark.parametrize("language", ["en", "en-GB", "en-XA", "ar-XB"])
def test_english_and_the_languages_of_tests_need_no_catalogue(
    catalogue: Path, language: str
) -> None:
    assert _said(language) == []


@pytest.mark.parametrize(
    ("who", "many", "left"),
    [("Qui", "{{count}} groupes", 0), ("", "{{count}} groupes", 1), ("", "", 2)],
)
def test_texts_that_a_catalogue_lacks_are_counted(
    catalogue: Path, who: str, many: str, left: int
) -> None:
    text = ONE_OF_TWO.replace("{who}", who).replace("{many}", many).replace("{{", "{")
    catalogue.write_text(text.replace("}}", "}"), encoding="utf-8")

    said = [f"{left} of vnrgen's texts are not translated into French"] if left else []
    assert _said("fr") == said


def test_an_edition_in_another_language_is_warned_of_where_the_language_is_named(
    tmp_path: Path,
) -> None:
    root = tmp_path / "dossier"
    new_dossier(root)
    request = BuildRequest(dossier=root, output=tmp_path / "none", language="qqq")

    said = [p for p in compose_dossier(request).problems if p.code == "TPL005"]

    assert [str(p.where) for p in said] == ["--language"]
