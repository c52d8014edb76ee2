"""What Word leaves behind that nobody meant: every word is taken or told, no source is hurt."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.builders_word_edits import (
    PROSE,
    SHORTENED,
    W,
    a_dossier,
    built,
    edited,
    find,
    insert_after,
    move,
    new_paragraph,
    prose,
    pulled,
    pulled_untried,
    replace,
    run,
    split,
)
from tests.unit.versions_pull.test_tables_of_prose import TABLE
from vnrgen.versions.pull.outcome import Why

SPACES = (
    f'xmlns:w="{W[1:-1]}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STORY = "stories/st01-by-the-weather.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_dossier(tmp_path)


def appended(words: str, xml: str) -> Callable[[Any], None]:
    """Put something into a paragraph, behind its words."""
    wrapped = etree.fromstring(f"<w:x {SPACES}>{xml}</w:x>")

    def edit(tree: Any) -> None:
        for element in wrapped:
            find(tree, words).append(copy.deepcopy(element))

    return edit


def first_in(words: str, xml: str) -> Callable[[Any], None]:
    """Put something into a paragraph, before its words."""
    wrapped = etree.fromstring(f"<w:x {SPACES}>{xml}</w:x>")

    def edit(tree: Any) -> None:
        for element in reversed(wrapped):
            find(tree, words).insert(1, copy.deepcopy(element))

    return edit


@pytest.mark.parametrize(
    "half",
    [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://x.org"'
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        ),
    ],
)
def test_half_a_field_swallows_no_words(root: Path, half: str) -> None:
    made = pulled_untried(root, edited(built(root), first_in("Every second family", half)))
    assert (made.outcome.taken, made.outcome.not_taken) == ([], [])


def test_a_field_whose_result_is_lost_hides_no_other_paragraph(root: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    docx = edited(
        built(root), appended("Every second family", begin), first_in("The last paragraph", end)
    )
    made = pulled_untried(root, docx)
    assert (made.outcome.taken, made.outcome.not_taken) == ([], [])


@pytest.mark.parametrize(
    ("xml", "told", "taken"),
    [
        (
            (
                '<w:r><w:drawing><wp:inline><wp:docPr id="9" name="P" descr="A map"/></wp:inline>'
                "</w:drawing></w:r>"
            ),
            "picture: A map",
            "",
        ),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "equation: a+b", "a+b"),
        (
            (
                "<w:r><w:ruby><w:rt><w:r><w:t>aid</w:t></w:r></w:rt><w:rubyBase><w:r>"
                "<w:t> base</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            ),
            "reading aid: aid",
            " base",
        ),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r>", "hidden: secret", ""),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t> out</w:t></w:r>", "struck through: out", " out"),
    ],
)
def test_what_no_chapter_can_hold_is_told_and_hidden_words_are_not_printed(
    root: Path, xml: str, told: str, taken: str
) -> None:
    docx = edited(built(root), appended("Every second family", xml))
    made = pulled_untried(root, docx)
    assert [e.why for e in made.outcome.not_taken] == [Why.NO_LIKE]
    assert made.outcome.not_taken[0].word.startswith(told)
    assert prose(root) == PROSE.replace("without help.", f"without help.{taken}")
    assert pulled_untried(root, docx).outcome.files == {}


def test_what_the_data_no_longer_print_does_not_come_back_as_prose(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    settings = root / "dossier.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(SHORTENED, SHORTENED.replace("figures, ", "")), "utf-8")
    docx = built(root)
    for name, gone in (("data/figures.csv", "6.1.1"), ("recommendations.csv", "R02")):
        lines = (root / name).read_text(encoding="utf-8-sig").splitlines(keepends=True)
        kept = [line for line in lines if gone not in line]
        assert kept != lines
        (root / name).write_text("".join(kept), encoding="utf-8-sig")
    made = pulled_untried(root, docx)
    assert (made.outcome.taken, made.outcome.not_taken) == ([], [])
    back = pulled_untried(root, built(root))
    assert (back.outcome.taken, back.outcome.not_taken) == ([], [])
    changed = edited(docx, replace("Add a question on nationality", "Ask about nationality"))
    made = pulled_untried(root, changed)
    assert made.outcome.files == {}
    assert [(e.why, e.word[:9]) for e in made.outcome.not_taken] == [(Why.BOTH, "Ask about")]


def test_what_the_data_print_since_is_no_deletion(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    settings = root / "dossier.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(SHORTENED, SHORTENED.replace("figures, ", "")), "utf-8")
    path = root / "data" / "figures.csv"
    whole = path.read_text(encoding="utf-8-sig")
    lines = whole.splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "6.1.1" not in line), encoding="utf-8-sig")
    docx = built(root)
    path.write_text(whole, encoding="utf-8-sig")
    made = pulled_untried(root, docx)
    assert (made.outcome.taken, made.outcome.not_taken) == ([], [])


def test_the_words_of_a_story_that_is_gone_are_neither_taken_nor_listed(root: Path) -> None:
    docx = edited(
        built(root), replace("had tea ready", "had warm tea ready"), replace("By the w", "In the w")
    )
    (root / STORY).unlink()
    for path in root.glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace("ST01;", "").replace(";ST01", ""), encoding="utf-8-sig")
    made = pulled_untried(root, docx)
    assert made.outcome.files == {}
    assert {e.why for e in made.outcome.not_taken} >= {Why.BOTH}
    kept = "".join(p.read_text(encoding="utf-8-sig") for p in (root / "reviews").glob("*.csv"))
    assert "warm tea" not in kept
    assert "In the weather" not in kept


def test_somebodys_own_words_stay_in_their_story(root: Path) -> None:
    before = (root / STORY).read_bytes()
    out = edited(built(root), move("had tea ready", "The last paragraph"))
    made = pulled_untried(root, out)
    assert made.outcome.files == {}
    assert [e.why for e in made.outcome.not_taken] == [Why.GENERATED]
    assert "had tea ready" in made.outcome.not_taken[0].word
    assert (root / STORY).read_bytes() == before

    def pasted(tree: Any) -> None:
        find(tree, "The last paragraph").addnext(copy.deepcopy(find(tree, "had tea ready")))

    again = pulled_untried(root, edited(built(root), pasted))
    assert again.outcome.files == {}
    assert "had tea ready" in again.outcome.not_taken[0].word


def test_a_copy_of_what_vnrgen_prints_is_told_and_becomes_no_prose(root: Path) -> None:
    def pasted(tree: Any) -> None:
        table = next(find(tree, "Who is meant").iterancestors(f"{W}tbl"))
        place = find(tree, "The last paragraph")
        place.addnext(copy.deepcopy(table))
        place.addnext(copy.deepcopy(find(tree, "Groups at risk of being left behind")))

    made = pulled_untried(root, edited(built(root), pasted))
    assert made.outcome.files == {}
    assert {e.why for e in made.outcome.not_taken} == {Why.GENERATED}
    assert "Persons with disabilities" in " ".join(e.word for e in made.outcome.not_taken)


def test_several_paragraphs_in_a_cell_are_its_words(tmp_path: Path) -> None:
    root = a_dossier(tmp_path, TABLE)

    def entered(tree: Any) -> None:
        find(tree, "no clinic").addnext(new_paragraph("and no nurse"))

    docx = edited(built(root), entered)
    made = pulled_untried(root, docx)
    assert made.outcome.not_taken == []
    assert prose(root) == TABLE.replace("no clinic", "no clinic and no nurse")
    assert pulled_untried(root, docx).outcome.files == {}


def test_a_title_that_was_divided_is_pulled_once(root: Path) -> None:
    docx = edited(built(root), split("Who is ", "left behind"))
    made = pulled(root, docx)
    assert [e.new for e in made.outcome.taken] == ["Who is", "left behind"]
    assert pulled(root, docx).written == {}


def test_a_heading_higher_than_prose_can_have_is_pulled_once(root: Path) -> None:
    docx = edited(built(root), insert_after("The last paragraph", "A chapter of ours", "Heading1"))
    pulled_untried(root, docx)
    assert prose(root).rstrip().endswith("[^why]: The census left them out.")
    assert "# A chapter of ours" in prose(root)
    again = pulled_untried(root, docx)
    assert (again.outcome.taken, again.outcome.not_taken) == ([], [])


def test_two_writers_files_of_one_build_are_pulled_one_after_the_other(root: Path) -> None:
    base = built(root)
    one = edited(
        base,
        replace("walked for an hour", "walked for two hours"),
        insert_after("Every second family", "The first writer adds this."),
    )
    other = edited(
        base,
        replace("without help", "without any help"),
        insert_after("Every second family", "The second writer adds that."),
        lambda tree: find(tree, "The third paragraph").append(run(" And more.")),
    )
    assert pulled_untried(root, one).outcome.not_taken == []
    assert pulled_untried(root, other).outcome.not_taken == []
    text = prose(root)
    assert "walked for two hours to reach a clinic, and came back without any help." in text
    assert "The first writer adds this." in text
    assert "The second writer adds that." in text
    assert pulled_untried(root, one).outcome.files == {}
    assert pulled_untried(root, other).outcome.files == {}


def row_of(tree: Any, words: str) -> Any:
    return next(find(tree, words).iterancestors(f"{W}tr"))


def test_a_row_that_was_moved_in_its_table_is_moved_in_the_source(tmp_path: Path) -> None:
    root = a_dossier(tmp_path, TABLE)

    def moved(tree: Any) -> None:
        row = row_of(tree, "no clinic")
        row.getprevious().addprevious(row)

    docx = edited(built(root), moved)
    assert pulled_untried(root, docx).outcome.not_taken == []
    sund = "| Sund | no clinic | men |\n"
    assert prose(root) == TABLE.replace(sund, "").replace("| Norra", f"{sund}| Norra")
    assert pulled_untried(root, docx).outcome.files == {}


def test_cells_that_were_merged_are_told_and_stay_in_the_source(tmp_path: Path) -> None:
    root = a_dossier(tmp_path, TABLE)

    def merged(tree: Any) -> None:
        first, second, _third = row_of(tree, "no clinic").iter(f"{W}tc")
        for paragraph in list(second.iter(f"{W}p")):
            first.append(paragraph)
        second.getparent().remove(second)

    made = pulled_untried(root, edited(built(root), merged))
    assert prose(root) == TABLE
    assert {e.why for e in made.outcome.not_taken} == {Why.GENERATED}
    assert "Sund no clinic" in {e.word for e in made.outcome.not_taken}


def test_a_table_that_was_divided_is_two(tmp_path: Path) -> None:
    root = a_dossier(tmp_path, TABLE)

    def divided(tree: Any) -> None:
        table = next(find(tree, "no clinic").iterancestors(f"{W}tbl"))
        other = copy.deepcopy(table)
        for row in list(table.iter(f"{W}tr"))[2:]:
            row.getparent().remove(row)
        for row in list(other.iter(f"{W}tr"))[:2]:
            row.getparent().remove(row)
        table.addnext(other)
        table.addnext(new_paragraph("Between the two."))

    made = pulled_untried(root, edited(built(root), divided))
    assert made.outcome.not_taken == []
    told = prose(root)
    assert told.index("| Norra") < told.index("Between the two.") < told.index("| Sund")
    assert "| Ombrel |" in told
