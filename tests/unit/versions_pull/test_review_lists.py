"""Comments go from Word into lists, and those that are open into the next Word file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.builders_word_edits import a_dossier, built, composed
from vnrgen.build import BuildRequest, make
from vnrgen.problems import ProblemLog
from vnrgen.render.docx import WordOptions, render_docx
from vnrgen.versions.pull.pulling import blank_pictures
from vnrgen.versions.pull.review_lists import (
    new_list,
    not_listed,
    open_remarks,
    read_list,
    review_lists,
)
from vnrgen.versions.pull.word import Comment, WordFile, read_word

FAMILY = "Every second family walked"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_dossier(tmp_path_factory.mktemp("dossier"))


@pytest.fixture(scope="module")
def place(root: Path) -> str:
    """The block of a paragraph of prose."""
    entries = read_word(built(root)).entries
    return next(e.block_id for e in entries if e.words.startswith(FAMILY))


def listed(root: Path, *rows: str, header: str = "author,date,place,words,comment,done") -> Path:
    path = root / "reviews" / "a.comments.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def with_comments(root: Path, problems: ProblemLog | None = None) -> bytes:
    options = WordOptions(remarks=open_remarks(root, ProblemLog()))
    return render_docx(composed(root), *blank_pictures(), options=options, problems=problems)


def commented(root: Path) -> WordFile:
    return read_word(with_comments(root))


def test_open_comments_stand_at_their_block_with_author_and_date_and_done_ones_do_not(
    root: Path, place: str
) -> None:
    listed(
        root,
        f"Ada L,2026-04-02T10:00:00Z,{place},walked,Is this <so>?,",
        f"Bo,,{place},,answered,yes",
        "Cy,2 April,who,,The whole section & more,no",
    )
    read = commented(root)
    found = [(c.author, c.date, c.text) for c in read.comments]
    assert found == [
        ("Ada L", "2026-04-02T10:00:00Z", "Is this <so>?"),
        ("Cy", "", "The whole section & more"),
    ]
    assert read.comments[0].quoted.startswith(FAMILY)
    assert read.comments[0].quoted == read.leaves[read.comments[0].leaf].words
    assert [leaf.words for leaf in read.leaves] == [
        leaf.words for leaf in read_word(built(root)).leaves
    ]


def test_lists_of_the_form_before_are_read_and_other_tables_are_none(
    root: Path, place: str
) -> None:
    header = "number,author,date,place,words,comment,status"
    listed(root, f"1,A,,{place},,first,open", f"2,A,,{place},,second,closed", header=header)
    (root / "reviews" / "a.not-taken.csv").write_text("code,place\nPUL003,who\n", encoding="utf-8")
    assert [r.text for r in open_remarks(root, ProblemLog())] == ["first"]
    assert len(review_lists(root, ProblemLog())) == 1


def test_a_block_whose_id_has_changed_is_found_by_the_words_of_the_comment(root: Path) -> None:
    listed(root, "A,,who/prose/gone,second family walked for an hour,Really?,")
    assert commented(root).comments[0].quoted.startswith(FAMILY)


def test_a_comment_without_its_block_stays_out_and_a_notice_says_so(root: Path) -> None:
    listed(root, "A,,stories/somebody,their own words,A remark,")
    problems = ProblemLog()
    docx = with_comments(root, problems)
    assert [(p.code, p.where.row, str(p.severity)) for p in problems] == [("DOC004", 2, "notice")]
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert "word/comments.xml" not in archive.namelist()


def test_several_comments_stand_at_one_block_and_the_ranges_close(root: Path, place: str) -> None:
    listed(root, *(f"A,,{place},,remark {n}," for n in range(3)))
    read = commented(root)
    assert [c.text for c in read.comments] == ["remark 0", "remark 1", "remark 2"]
    assert {c.quoted for c in read.comments} == {read.comments[0].quoted}


def test_comments_put_into_word_are_not_listed_again_when_they_come_back(
    root: Path, place: str
) -> None:
    listed(root, f"Ada,2026-04-02T10:00:00Z,{place},,'=Is this so?,", f"Ada,02/04/26,{place},,no,")
    lists = review_lists(root, ProblemLog())
    back = [(comment, place) for comment in commented(root).comments]
    assert not_listed(back, lists) == []
    again = Comment(author="Ada", date="2026-05-01T08:00:00Z", text="=Is this so?", quoted="",
                    leaf=0)  # fmt: skip
    assert not_listed([*back, (again, place)], lists) == [(again, place)]


@pytest.mark.parametrize(
    ("encoding", "mark", "end"), [("utf-8-sig", ",", "\n"), ("cp1252", ";", "\r\n")]
)
def test_further_comments_leave_the_rows_of_a_list_as_they_are(
    encoding: str, mark: str, end: str
) -> None:
    rows = [["author", "comment", "place", "reply", "done"], ["Zoë", "why?", "who", "so", "yes"]]
    data = (end.join(mark.join(row) for row in rows) + end).encode(encoding)
    each = read_list("reviews/a.csv", data)
    assert each is not None
    fresh = Comment(author="Bo", date="", text="and this?", quoted="", leaf=0, done=True)
    more = each.with_more([(fresh, "who/prose/x")])
    assert more[: len(data)] == data
    assert (
        more[len(data) :].decode() == mark.join(["Bo", "and this?", "who/prose/x", "", "yes"]) + end
    )


def test_a_list_that_was_written_is_read_as_it_was_meant() -> None:
    comment = Comment(
        author="=A", date="2026-04-02T10:00:00Z", text="+1, or not", quoted="q", leaf=0
    )
    each = read_list("reviews/a.csv", new_list([(comment, "who")]))
    assert each is not None
    (remark, done) = next(each.remarks())
    assert (remark.author, remark.text, remark.place, done) == ("=A", "+1, or not", "who", False)


def test_a_build_has_comments_only_where_they_are_asked_for(root: Path, place: str) -> None:
    listed(root, f"A,,{place},,Only for us,")
    for asked in (False, True):
        request = BuildRequest(
            dossier=root, output=Path(), formats=("docx",), word_comments=asked, afresh=True
        )
        product = make(request)
        with zipfile.ZipFile(io.BytesIO(product.files["chapter.docx"])) as archive:
            assert ("word/comments.xml" in archive.namelist()) == asked
        assert (b'"word_comments": 1' in product.manifest) == asked
