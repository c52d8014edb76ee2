"""No user-visible word outside the catalogue and the dossier; no left-to-right assumption."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.builders_document import a_publishable, composed
from vnrgen.analysis.measures.catalogue import CITATIONS, FORMULAS
from vnrgen.analysis.measures.measured import MeasureName
from vnrgen.document.blocks import MatrixMark
from vnrgen.document.catalogue import pot, translation, translations
from vnrgen.document.drawings import Depth
from vnrgen.document.drawings import Standing as DrawnStanding
from vnrgen.document.language.wording import Wording
from vnrgen.document.tree.saved import save
from vnrgen.resources import templates_folder

# Words that are allowed outside ⟦…⟧ in the marked edition: the dossier's own, names and codes.
_LATIN = re.compile(r"[A-Za-z]{3,}")
_KEYS = {"is", "kind", "reference", "measure", "path", "href", "language", "direction", "status"}
_KEYS |= {"role", "tone", "mark", "emphasis", "producer", "iso3"}
_INLINE = {"Text", "BoundNumber", "Strong", "Emphasis", "Link", "NoteMark", "CrossReference"}
_MONTH = re.compile(r"\b(?:\d{1,2} )?[A-Z][a-z]+ \d{4}\b")


def shown(node: Any, key: str = "") -> list[str]:
    """Return every text of a saved tree that a reader sees, and no ids, kinds or paths."""
    if isinstance(node, dict):
        return [text for name, item in node.items() for text in shown(item, name)]
    if isinstance(node, list) and node and all(_is_inline(item) for item in node):
        return ["".join(text for item in node for text in shown(item))]
    if isinstance(node, list):
        return [text for item in node for text in shown(item, key)]
    is_mark = node in {*MatrixMark, *Depth, *DrawnStanding}
    if not isinstance(node, str) or key in _KEYS or key.endswith("_id") or is_mark:
        return []
    return [node]


def _is_inline(node: Any) -> bool:
    return isinstance(node, dict) and node.get("is") in _INLINE


def dossier_words() -> set[str]:
    from vnrgen.document.tree.saved import _encoded

    publishable = a_publishable()
    parts = [_encoded(item) for item in publishable.groups.values()]
    parts += [_encoded(item) for item in publishable.places.values()]
    for name in ("settings", "sources", "dimensions", "stories", "qualitative", "policies"):
        value = getattr(publishable, name)
        items = value.values() if isinstance(value, dict) else value
        parts += [_encoded(i) for i in (items if name != "settings" else [value])]
    for name in ("factors", "consultations", "practices", "scorecards", "recommendations"):
        parts += [_encoded(item) for item in getattr(publishable, name)]
    parts += [_encoded(s) for s in publishable.series.values()]
    parts += [_encoded(row) for row in publishable.findings.uptake]
    parts += [told.attribution for told in publishable.testimonies.values()]
    # Signs of measures, letters of formulas and titles of works are the same in every language.
    parts += [name.value for name in MeasureName]
    parts += [*CITATIONS.values(), *(formula.text for formula in FORMULAS.values())]
    return {w for p in parts for w in _LATIN.findall(json.dumps(p, ensure_ascii=False))}


def test_in_the_marked_edition_every_word_is_marked_or_the_dossier_s() -> None:
    document, problems = composed(language="en-XA")
    assert list(problems) == []
    texts = shown(json.loads(save(document))["document"])
    stray = set()
    for text in texts:
        for piece in _outside_marks(_MONTH.sub("", text)):
            stray |= set(_LATIN.findall(piece)) - dossier_words()
    assert stray - {"and"} == set()  # the language's own way of joining a list


def _outside_marks(text: str) -> list[str]:
    """Return the parts of a text that no message covers; a message opens ⟦ and closes ⟧."""
    depth, outside = 0, [""]
    for character in text:
        depth += (character == "⟦") - (character == "⟧")
        if depth <= 0 and character != "⟧":
            outside[-1] += character
    return outside


def test_an_edition_from_right_to_left_says_so_and_holds_no_english_message() -> None:
    document, problems = composed(language="ar-XB")
    assert list(problems) == []
    assert document.metadata.direction == "rtl"
    furniture = " ".join(document.furniture.values())
    assert _LATIN.findall(furniture) == []


def test_ids_do_not_depend_on_the_language() -> None:
    from vnrgen.document.tree.walk import every_block

    english, mirrored = composed()[0], composed(language="ar-XB")[0]
    assert [b.block_id for b in every_block(english.blocks)] == [
        b.block_id for b in every_block(mirrored.blocks)
    ]


def test_the_template_of_messages_holds_every_message_of_code_and_templates() -> None:
    """Run ``python -m vnrgen.document.catalogue`` after adding or changing a message."""
    path = templates_folder() / "locale" / "messages.pot"
    assert path.read_bytes() == pot()


def _named(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", text))


@pytest.mark.parametrize("path", sorted(translations()), ids=lambda path: path.stem)
def test_a_translation_has_every_message_with_the_placeholders_of_the_english(path: Path) -> None:
    """Run ``python -m vnrgen.document.catalogue`` after a change, then translate what is new."""
    from babel.messages.pofile import read_po

    content = path.read_bytes()
    assert content == translation(path.stem, content)
    for message in read_po(io.BytesIO(content), locale=path.stem):
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        named = set().union(*map(_named, english))
        assert _named(forms[-1]) == _named(english[-1]), message.id
        assert all(_named(form) <= named for form in forms), message.id


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_translated_ratio_is_so_many_times_a_figure_and_not_so_many_times_more(
    language: str,
) -> None:
    said = Wording(language).text(
        "{a} in {first}; in {second} it is {b}, about {ratio} times as high",
        a="4%",
        b="12%",
        first="A",
        second="B",
        ratio="3",
    )
    assert not re.search(r"3.(fois|veces) (plus|más)", said)
    assert re.search(r"3.(fois le|veces la)", said)
