"""Briefs fit two pages: of the sample, of next to nothing, of very much, of the database alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.builders_briefs import (
    a_global_file,
    a_huge_dossier,
    brief_of,
    brief_of_area,
    group_name,
    pages_of,
    portal_row,
    words_of,
)
from tests.builders_render import a_document
from tests.builders_sample import SAMPLE
from vnrgen.build import Product
from vnrgen.document.blocks import Document, Section, Text
from vnrgen.document.length import Allowance, Room
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.render import fitting
from vnrgen.render.fitting import ROOM_FOR_WORD

ROOT = Path(__file__).resolve().parents[3]


@cache
def of_the_sample() -> Product:
    return brief_of(SAMPLE, "pdf", "html")


def test_the_brief_of_the_sample_has_two_pages_and_names_what_it_left_out() -> None:
    product = of_the_sample()
    assert pages_of(product.files["brief.pdf"]) == 2
    left_out = product.composition.room.left_out
    named = product.files["left-out.csv"].decode("utf-8-sig").splitlines()
    assert len(named) == 1 + sum(len(one.names) for one in left_out.values())
    said = words_of(product.files["brief.pdf"])
    assert "Kept to 2 pages" in said
    assert all(f"of {one.shown + len(one.names)}" in said for one in left_out.values())


def test_nothing_withheld_is_in_a_brief_nor_among_what_it_left_out() -> None:
    product = of_the_sample()
    dossier, publishable = product.composition.dossier, product.composition.publishable
    hidden = {one.item_id for one in publishable.withheld if one.kind in ("story", "quote")}
    assert hidden
    told = [q.quote for q in dossier.qualitative if q.finding_id in hidden and q.quote]
    told += [s.title for s in dossier.stories if s.story_id in hidden]
    files = [product.files[name] for name in ("brief.html", "left-out.csv", "document.json")]
    said = b"".join(files).decode("utf-8-sig")
    assert told
    assert not any(words in said for words in told)


def test_a_brief_of_next_to_nothing_has_at_most_two_pages(tmp_path: Path) -> None:
    new_dossier(tmp_path / "tiny")
    assert pages_of(brief_of(tmp_path / "tiny").files["brief.pdf"]) <= 2


def test_a_brief_of_very_much_has_two_pages_and_drops_no_group_without_figures(
    tmp_path: Path,
) -> None:
    product = brief_of(a_huge_dossier(tmp_path / "huge", series=20))
    pdf = product.files["brief.pdf"]
    assert pages_of(pdf) == 2
    said = words_of(pdf).replace("-\ufffe", "")
    unnamed = [n for n in range(20, 60) if f"Group {n}:" not in said]
    left_out = product.composition.room.left_out
    counted = left_out["missing"].names if "missing" in left_out else ()
    assert {group_name(n) for n in unnamed} <= set(counted)


def test_a_brief_from_the_global_database_alone_fits(tmp_path: Path) -> None:
    codes = ("SH_H2O_SAFE", "SH_SAN_SAFE", "SP_ACS_BSRVH2O", "SP_ACS_BSRVSAN", "SH_SAN_HNDWSH")
    rows = [
        portal_row(code, year=year, value=30 + 7 * n + year - 2000 + 9 * (place == "URBAN"),
                   location=place)
        for n, code in enumerate(codes)
        for year in (2005, 2020)
        for place in ("ALLAREA", "URBAN", "RURAL")
    ]  # fmt: skip
    product = brief_of_area(a_global_file(tmp_path / "sdg.csv", rows), "NPL")
    assert 1 <= pages_of(product.files["brief.pdf"]) <= 2
    said = words_of(product.files["brief.pdf"])
    assert "Nepal" in said
    assert "Global SDG Database alone" in said


def test_the_documentation_says_how_much_may_stay_free() -> None:
    said = " ".join((ROOT / "docs" / "briefs.md").read_text(encoding="utf-8").split())
    assert f"less than {ROOM_FOR_WORD + fitting._FULL:.2f} of the last page is free" in said
    assert f"{ROOM_FOR_WORD} of a page stays empty for Word" in said
    assert f"about an eighth, {fitting._FULL}, may stay free beyond that" in said
    assert f"A page is begun for at least {fitting.LEAST_OF_LAST} of it" in said


# --- a last page that is worth turning to ------------------------------------------------------


class _Pages:
    """Pages as long as what stands on them; a section that begins a page leaves a hole."""

    def __init__(self, length: float) -> None:
        self.pages = math.ceil(length)
        self.free = self.pages - length

    def write(self, *_: object) -> bytes:
        raise AssertionError


def _fitted(
    monkeypatch: pytest.MonkeyPatch, sections: Sequence[float], each: float, *, least: int
) -> tuple[list[bool], int, float]:
    """Fit sections so long, of which the first also holds up to 4 items.

    Returns:
        Whether each section begins a page, how many items are left, how long it all came out.
    """

    def composing(room: Room) -> Document:
        kept = room.take("changes", [(n, "a change") for n in range(4)])
        lengths = [sections[0] + each * len(kept), *sections[1:]]
        blocks = tuple(
            Section(block_id=f"s{n}", title=(Text(str(length)),), level=1, blocks=())
            for n, length in enumerate(lengths)
        )
        return a_document(*blocks)

    def lay_out(document: Document, _: Mapping[str, bytes]) -> _Pages:
        end = 0.0
        for section in document.blocks:
            assert isinstance(section, Section)
            (title,) = section.title
            assert isinstance(title, Text)
            end = (math.ceil(end) if section.starts_page else end) + float(title.text)
        return _Pages(end)

    monkeypatch.setattr(fitting, "layer_out", lambda _: lay_out)
    allowances = [Allowance(what="changes", most=4, least=least, ample=4)]
    found = fitting.fit(composing, allowances, 2)
    assert found.fits
    assert found.laid_out is not None
    begins = [isinstance(b, Section) and b.starts_page for b in found.document.blocks]
    length = found.laid_out.pages - found.laid_out.free
    return begins, found.room.allowed["changes"], length


@pytest.mark.parametrize(
    ("first", "least", "begins", "kept", "length"),
    [
        (0.45, 0, [False, False, False], 4, 0.95),  # fits one page, with room for Word
        (0.60, 0, [False, False, False], 1, 0.9125),  # 1.10 with all: three give way, two do not do
        (0.47, 0, [False, False, False], 3, 0.9075),  # 0.97 leaves Word no room: one gives way
        (0.60, 3, [False, True, False], 4, 1.25),  # one may go, which does not do: a section does
        (0.71, 0, [False, False, False], 4, 1.21),  # a fifth of a page is worth beginning it
        (1.30, 0, [False, False, False], 4, 1.80),  # nor is there anything to be mended here
    ],
)
def test_a_page_is_not_begun_for_next_to_nothing(
    monkeypatch: pytest.MonkeyPatch,
    first: float,
    least: int,
    begins: list[bool],
    kept: int,
    length: float,
) -> None:
    found = _fitted(monkeypatch, (first, 0.2, 0.05), 0.0625, least=least)
    assert found == (begins, kept, pytest.approx(length))
