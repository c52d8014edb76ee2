"""How long a document may be: what gives way first, what is named as left out, words counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_document import composed
from vnrgen.document.blocks import Paragraph, Text
from vnrgen.document.length import (
    KINDS,
    Allowance,
    Room,
    WordLimit,
    least_step,
    steps,
)
from vnrgen.document.outline import Outline, load_outline
from vnrgen.document.tree.word_count import check_length, count_words, too_long
from vnrgen.problems import ProblemLog, Severity


@st.composite
def allowances(draw: st.DrawFn) -> tuple[Allowance, ...]:
    counts = st.lists(st.integers(0, 6), min_size=3, max_size=3).map(sorted)
    made = []
    for what in KINDS[: draw(st.integers(1, 4))]:
        least, most, ample = draw(counts)
        made.append(Allowance(what=what, most=most, least=least, ample=ample))
    return tuple(made)


OFFERED = st.dictionaries(st.sampled_from(KINDS), st.integers(0, 9))


@given(allowances(), OFFERED)
def test_each_step_leaves_out_one_item_more_down_to_none(
    allowed: tuple[Allowance, ...], offered: dict[str, int]
) -> None:
    found = list(steps(allowed, offered))
    totals = [sum(step.values()) for step in found]
    assert totals == list(range(totals[0], -1, -1))


@given(allowances(), OFFERED)
def test_nothing_falls_below_its_least_while_another_kind_is_above_its_own(
    allowed: tuple[Allowance, ...], offered: dict[str, int]
) -> None:
    for step in steps(allowed, offered):
        below = any(step[one.what] < min(one.least, offered.get(one.what, 0)) for one in allowed)
        above = any(step[one.what] > one.least for one in allowed)
        assert not (below and above)


@given(allowances(), OFFERED)
def test_the_least_of_every_kind_is_one_of_the_steps(
    allowed: tuple[Allowance, ...], offered: dict[str, int]
) -> None:
    least = list(steps(allowed, offered))[least_step(allowed, offered)]
    assert least == {one.what: min(one.least, offered.get(one.what, 0)) for one in allowed}


def test_what_there_is_no_room_for_is_kept_by_name() -> None:
    room = Room({"quotes": 1})
    assert room.take("quotes", [("a", "Q1"), ("b", "Q2"), ("c", "Q3")]) == ["a"]
    assert room.take("charts", [("d", "C1")]) == ["d"]
    assert room.take("behind", [], ["too long"]) == []
    assert room.left_out["behind"].names == ("too long",)
    assert room.offered == {"quotes": 3, "charts": 1, "behind": 0}
    assert room.left_out["quotes"].names == ("Q2", "Q3")
    assert "charts" not in room.left_out


def own_outline(root: Path, text: str) -> tuple[Outline, ProblemLog]:
    chapters = root / "chapters"
    chapters.mkdir()
    (chapters / "own.yaml").write_text(f"title: Own\n{text}\nsections: []\n", encoding="utf-8")
    problems = ProblemLog()
    return load_outline("own", root, problems), problems


def test_an_outline_says_its_pages_its_words_and_what_gives_way(tmp_path: Path) -> None:
    outline, problems = own_outline(
        tmp_path,
        "layout: brief\npages: 2\nwords: {most: 700, source: a call, verified: true}\n"
        "room: [{what: quotes, ample: 4, most: 3, least: 1}, {what: charts, most: 1}]",
    )
    assert list(problems) == []
    assert (outline.layout, outline.pages) == ("brief", 2)
    assert outline.word_limit == WordLimit(most=700, source="a call", verified=True)
    assert outline.room == (
        Allowance(what="quotes", most=3, least=1, ample=4),
        Allowance(what="charts", most=1, least=0, ample=1),
    )


def test_what_an_outline_says_wrongly_of_its_length_is_reported(tmp_path: Path) -> None:
    _, problems = own_outline(
        tmp_path,
        "layout: poster\npages: two\nwords: 700\n"
        "room: [{what: pictures, most: 1}, {what: quotes, most: 1, least: 2}]",
    )
    assert [(p.code, p.where.column) for p in problems] == [
        ("OUT003", "layout"),
        ("OUT003", "pages"),
        ("OUT003", "room"),
        ("OUT003", "room"),
        ("OUT003", "words"),
    ]


def test_words_of_notes_contents_and_data_behind_figures_do_not_count() -> None:
    document, _ = composed()
    body = count_words(document)
    parts = [block for block in document.blocks if block.block_id != "contents"]
    assert count_words(replace(document, blocks=tuple(parts))) == body
    assert body > 100


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Two don't, – 3.", 3),
        ("没有人掉队。", 5),
        ("2024年,VNR 100%", 4),
        ("誰一人取り残さない", 9),
        ("ไม่ทิ้งใครไว้ข้างหลัง ปี 2024", 7),
        ("किसी को पीछे न छोड़ें", 5),
        ("아무도 뒤에 남겨두지 않기", 4),
    ],
)
def test_words_are_counted_where_no_space_parts_them(text: str, count: int) -> None:
    document, _ = composed()
    paragraph = Paragraph(block_id="p", content=(Text(text),))
    assert count_words(replace(document, blocks=(paragraph,))) == count


def test_a_document_with_more_words_than_its_outline_allows_is_reported() -> None:
    document, _ = composed()
    words = count_words(document)
    outline = load_outline("lnob", None, ProblemLog())

    def limited(most: int) -> Outline:
        limit = WordLimit(most=most, source="a call", verified=False)
        return replace(outline, word_limit=limit)

    assert check_length(document, limited(words)) == []
    (problem,) = check_length(document, limited(words - 3))
    assert (problem.code, problem.severity) == ("OUT005", Severity.WARNING)
    assert "not verified" in problem.what
    assert "by 3 words" in problem.fix


def test_a_document_that_nothing_can_shorten_is_reported() -> None:
    brief = load_outline("brief", None, ProblemLog())
    assert too_long(brief).code == "OUT006"
    assert "2 pages" in too_long(brief).what
