"""Raw XML as Word, or somebody who means harm, leaves it: nothing is lost, nothing breaks."""

from __future__ import annotations

import copy
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.builders_word_edits import (
    PROSE,
    W,
    a_dossier,
    built,
    edited,
    find,
    new_paragraph,
    prose,
    pulled_untried,
    replace,
    run,
)
from vnrgen.problems import InvalidInputError
from vnrgen.versions.pull.outcome import Why
from vnrgen.versions.pull.pulling import Pulled
from vnrgen.versions.pull.word import Tracked

FAMILY = "Every second family walked for an hour to reach a clinic, and came back without help."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_dossier(tmp_path)


def element(xml: str) -> Any:
    return etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{xml}</x>')[0]


def tracked(kind: str, *runs: Any) -> Any:
    made = element(
        f'<w:{kind} w:id="9001" w:author="Mira" w:date="2026-04-01T00:00:00Z"></w:{kind}>'
    )
    for each in runs:
        if kind in {"del", "moveFrom"}:
            for text in each.iter(f"{W}t"):
                text.tag = f"{W}delText" if kind == "del" else text.tag
        made.append(each)
    return made


def retyped(tree: Any, *content: Any) -> None:
    """Replace the runs of the paragraph of families, its bookmark kept around them."""
    paragraph = find(tree, "Every second family")
    first = next(r for r in paragraph if r.tag == f"{W}r")
    for each in content:
        first.addprevious(each)
    paragraph.remove(first)


def test_runs_that_word_splits_and_marks_for_proofing_are_one_text(root: Path) -> None:
    def edit(tree: Any) -> None:
        smart = element('<w:smartTag w:uri="urn:x" w:element="place"></w:smartTag>')
        smart.append(run("nic, and ca"))
        pieces = [FAMILY[:9], FAMILY[9:11], FAMILY[11:40]]
        retyped(
            tree,
            *(run(piece) for piece in pieces),
            element('<w:proofErr w:type="spellStart"></w:proofErr>'),
            run(FAMILY[40 : FAMILY.index("nic, and ca")]),
            smart,
            run(FAMILY[FAMILY.index("nic, and ca") + 11 :]),
        )

    made = pulled_untried(root, edited(built(root), edit))
    assert (made.outcome.taken, prose(root)) == ([], PROSE)


def with_tracked_words(tree: Any) -> None:
    retyped(
        tree,
        run("Every second family walked for "),
        tracked("del", run("an hour")),
        tracked("ins", run("two hours")),
        run(" to reach a clinic, and came back without help."),
    )


@pytest.mark.parametrize(
    ("changes", "hours", "open_ones"),
    [
        (Tracked.ACCEPTED, "two hours", 0),
        (Tracked.REJECTED, "an hour", 0),
        (Tracked.ONLY_ACCEPTED, "an hour", 1),
    ],
)
def test_tracked_changes_are_taken_dropped_or_listed(
    root: Path, changes: Tracked, hours: str, open_ones: int
) -> None:
    made = pulled_untried(root, edited(built(root), with_tracked_words), changes)
    assert prose(root) == PROSE.replace("an hour", hours)
    assert [e.why for e in made.outcome.not_taken] == [Why.OPEN] * open_ones


@pytest.mark.parametrize("changes", [Tracked.ACCEPTED, Tracked.REJECTED])
def test_a_tracked_new_paragraph_and_a_tracked_join_follow_the_same_choice(
    root: Path, changes: Tracked
) -> None:
    def edit(tree: Any) -> None:
        added = new_paragraph("", "BodyText")
        added.remove(added.find(f"{W}r"))
        added.append(tracked("ins", run("Added and tracked.")))
        mark = element('<w:rPr><w:ins w:id="9100" w:author="M"/></w:rPr>')
        added.find(f"{W}pPr").append(mark)
        find(tree, "Every second family").addnext(added)

    made = pulled_untried(root, edited(built(root), edit), changes)
    assert made.outcome.not_taken == []
    assert ("Added and tracked." in prose(root)) == (changes is Tracked.ACCEPTED)


def test_a_paragraph_moved_with_tracking_stands_once_where_it_is_now(root: Path) -> None:
    def edit(tree: Any) -> None:
        old = find(tree, "Every second family")
        new = copy.deepcopy(old)
        for mark in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        for paragraph, kind in ((old, "moveFrom"), (new, "moveTo")):
            for each in [r for r in paragraph if r.tag == f"{W}r"]:
                wrapper = element(f'<w:{kind} w:id="9200" w:author="M"></w:{kind}>')
                each.addprevious(wrapper)
                wrapper.append(each)
            mark = element(f'<w:rPr><w:{kind} w:id="9201" w:author="M"/></w:rPr>')
            paragraph.find(f"{W}pPr").append(mark)
        find(tree, "The last paragraph").addnext(new)

    made = pulled_untried(root, edited(built(root), edit))
    assert made.outcome.not_taken == []
    assert prose(root).count(FAMILY) == 1
    assert prose(root).index(FAMILY) > prose(root).index("The last paragraph")


def test_pasted_text_with_foreign_styles_links_and_emphasis_becomes_markdown(root: Path) -> None:
    def edit(tree: Any) -> None:
        made = new_paragraph(
            "Pasted ", "MsoNormal", '<w:rFonts w:ascii="Papyrus"/><w:sz w:val="40"/>'
        )
        made.append(run("strong", "<w:b/>"))
        made.append(run(" and "))
        made.append(run("stressed", '<w:i/><w:color w:val="FF0000"/>'))
        made.append(
            element('<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org/b&quot; "/>')
        )
        made[-1].append(run("linked"))
        made.append(run(". {{ count(“groups”) }} <b>"))
        find(tree, "Every second family").addnext(made)

    made = pulled_untried(root, edited(built(root), edit))
    assert made.outcome.not_taken == []
    assert (
        "Pasted **strong** and *stressed*[linked](https://example.org/b). "
        "\\{\\{ count(“groups”) \\}\\} \\<b\\>"
    ) in prose(root)


def test_emphasis_and_links_given_and_taken_away_in_word(root: Path) -> None:
    def edit(tree: Any) -> None:
        retyped(tree, run("Every second family "), run("walked", "<w:b/>"), run(FAMILY[26:]))
        for italic in list(find(tree, "groups in the hills").iter(f"{W}i", f"{W}iCs")):
            italic.getparent().remove(italic)

    pulled_untried(root, edited(built(root), edit))
    expected = PROSE.replace("family walked", "family **walked**").replace("*asked*", "asked")
    assert prose(root) == expected


def test_a_note_made_in_word_becomes_a_note_of_the_source(root: Path) -> None:
    def edit(tree: Any) -> None:
        reference = element('<w:r><w:footnoteReference w:id="7"/></w:r>')
        find(tree, "Every second family").append(reference)

    notes = (
        f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="7"><w:p><w:r><w:t>As they told us.'
        "</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    docx = with_part(edited(built(root), edit), "word/footnotes.xml", notes.encode())
    made = pulled_untried(root, docx)
    assert made.outcome.not_taken == []
    assert "without help.[^w" in prose(root)
    assert ": As they told us.\n" in prose(root)
    assert pulled_untried(root, docx).outcome.files == {}


def with_part(docx: bytes, name: str, data: bytes) -> bytes:
    stream = io.BytesIO(docx)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def test_comments_become_a_review_list_with_author_place_and_words(root: Path) -> None:
    def edit(tree: Any) -> None:
        retyped(
            tree,
            run("Every second family "),
            element('<w:commentRangeStart w:id="3"></w:commentRangeStart>'),
            run("walked for an hour"),
            element('<w:commentRangeEnd w:id="3"></w:commentRangeEnd>'),
            run(FAMILY[FAMILY.index(" to reach") :]),
        )

    comments = (
        f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="3" w:author="Ada" '
        'w:date="2026-04-02T10:00:00Z"><w:p><w:r><w:t>=Is this so?</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )
    docx = with_part(edited(built(root), edit), "word/comments.xml", comments.encode())
    pulled_untried(root, docx)
    rows = (root / "reviews" / "edited.comments.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "number,author,date,place,words,comment,done"
    assert rows[1].startswith("1,Ada,2026-04-02T10:00:00Z,who/prose/")
    assert rows[1].endswith(",walked for an hour,'=Is this so?,")


def test_a_comment_that_was_resolved_in_word_is_listed_as_done(root: Path) -> None:
    word = "http://schemas.microsoft.com/office/word"
    w14, w15 = f"{word}/2010/wordml", f"{word}/2012/wordml"
    paragraphs = "".join(
        f'<w:comment w:id="{n}" w:author="Ada"><w:p w14:paraId="0000000{n}"><w:r><w:t>No {n}.</w:t>'
        "</w:r></w:p></w:comment>"
        for n in (1, 2)
    )
    states = "".join(f'<w15:commentEx w15:paraId="0000000{n}" w15:done="{n - 1}"/>' for n in (1, 2))
    docx = with_part(
        built(root),
        "word/comments.xml",
        f'<w:comments xmlns:w="{W[1:-1]}" xmlns:w14="{w14}">{paragraphs}</w:comments>'.encode(),
    )
    docx = with_part(
        docx,
        "word/commentsExtended.xml",
        f'<w15:commentsEx xmlns:w15="{w15}">{states}</w15:commentsEx>'.encode(),
    )
    pulled_untried(root, docx)
    rows = (root / "reviews" / "edited.comments.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.rpartition("No ")[2] for row in rows[1:]] == ["1.,", "2.,yes"]


# --- bookmarks that are not what they were -----------------------------------------------------


def bookmarks(tree: Any) -> list[Any]:
    return [*tree.iter(f"{W}bookmarkStart"), *tree.iter(f"{W}bookmarkEnd")]


def lose_all_but_one(tree: Any) -> None:
    for mark in bookmarks(tree)[5:]:
        if mark.tag == f"{W}bookmarkStart":
            mark.getparent().remove(mark)


def double_all(tree: Any) -> None:
    for mark in bookmarks(tree):
        mark.addnext(copy.deepcopy(mark))


def let_all_overlap(tree: Any) -> None:
    for mark in bookmarks(tree):
        if mark.tag == f"{W}bookmarkEnd":
            mark.getparent().remove(mark)


@pytest.mark.parametrize("damage", [lose_all_but_one, double_all, let_all_overlap])
def test_an_edit_finds_its_way_though_bookmarks_are_lost_doubled_or_overlap(
    root: Path, damage: Any
) -> None:
    docx = edited(built(root), replace("without help", "without any help"), damage)
    made = pulled_untried(root, docx)
    assert prose(root) == PROSE.replace("without help", "without any help")
    assert made.outcome.not_taken == []


def test_a_bookmark_that_ran_into_the_next_paragraph_takes_nothing_with_it(root: Path) -> None:
    def edit(tree: Any) -> None:
        gone = find(tree, "Every second family")
        for mark in reversed(list(gone.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))):
            find(tree, "What we saw").insert(1, mark)
        gone.getparent().remove(gone)

    pulled_untried(root, edited(built(root), edit))
    assert prose(root) == PROSE.replace(f"{FAMILY}\n\n", "")


def test_two_identical_paragraphs_swapped_and_one_reworded_lose_nothing(tmp_path: Path) -> None:
    twice = "The same words twice over.\n\nBetween them.\n\nThe same words twice over.\n"
    root = a_dossier(tmp_path, twice)

    def swap(tree: Any) -> None:
        between = find(tree, "Between them")
        first, second = between.getprevious(), between.getnext()
        between.addprevious(second)
        between.addnext(first)
        next(first.iter(f"{W}t")).text = "The same words twice over, and more."

    pulled_untried(root, edited(built(root), swap))
    paragraphs = [p for p in prose(root).strip().split("\n\n") if p]
    assert paragraphs == [
        "The same words twice over.",
        "Between them.",
        "The same words twice over, and more.",
    ]


def strip_bookmarks(paragraph: Any) -> None:
    for mark in bookmarks(paragraph):
        mark.getparent().remove(mark)


def test_a_paragraph_moved_without_bookmarks_to_where_one_like_it_was_deleted_keeps_its_call(
    tmp_path: Path,
) -> None:
    text = (
        'In the hills there live {{ count("groups") }} groups that nobody had asked before.\n\n'
        "Between them.\n\n"
        "In the hills there live some people that nobody had asked before.\n"
    )
    root = a_dossier(tmp_path, text)

    def edit(tree: Any) -> None:
        bound, alike = find(tree, "groups that nobody"), find(tree, "some people")
        strip_bookmarks(bound)
        alike.addnext(bound)
        alike.getparent().remove(alike)

    made = pulled_untried(root, edited(built(root), edit))
    assert made.outcome.not_taken == []
    first, _end, rest = text.partition("\n\n")
    assert prose(root) == rest.partition("\n\n")[0] + "\n\n" + first + "\n"


def test_a_sentence_typed_elsewhere_takes_its_one_digit_call_along(root: Path) -> None:
    def edit(tree: Any) -> None:
        bound = find(tree, "groups in the hills")
        words = "".join(t.text for t in bound.iter(f"{W}t") if t.text)
        sentence = words.partition(".")[0]
        bound.getparent().remove(bound)
        find(tree, "The last paragraph").addnext(new_paragraph(f"As said: {sentence}, and more."))

    pulled_untried(root, edited(built(root), edit))
    assert 'As said: We counted {{ count("groups") }} groups in the hills, and' in prose(root)


def test_a_section_pasted_twice_stands_twice(root: Path) -> None:
    def paste(tree: Any) -> None:
        last = find(tree, "The last paragraph")
        pasted = [
            copy.deepcopy(find(tree, words)) for words in ("What we saw", "The third", "first t")
        ]
        for each in reversed(pasted):
            last.addnext(each)

    made = pulled_untried(root, edited(built(root), paste))
    text = prose(root)
    assert made.outcome.not_taken == []
    assert [text.count(w) for w in ("What we saw", "The third", "first thing")] == [2, 2, 2]


def test_words_in_a_text_box_are_not_lost(root: Path) -> None:
    def edit(tree: Any) -> None:
        box = element("<w:r><w:pict><w:txbxContent/></w:pict></w:r>")
        box[0][0].append(new_paragraph("Said in a box."))
        find(tree, "Every second family").append(box)

    made = pulled_untried(root, edited(built(root), edit))
    assert said_somewhere("Said in a box.", root, made)


def said_somewhere(words: str, root: Path, made: Pulled) -> bool:
    return words in prose(root) or any(words in e.word for e in made.outcome.not_taken)


# --- files that mean harm ----------------------------------------------------------------------


def hostile(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return stream.getvalue()


DEEP = f'<w:document xmlns:w="{W[1:-1]}"><w:body>' + "<w:sdt>" * 9_000 + "</w:sdt>" * 9_000
HOSTILE = {
    "no archive": b"not a Word file",
    "entities": hostile(b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'),
    "bomb": hostile(b"<d>" + b"a" * 300_000_000 + b"</d>"),
    "half": hostile(b"<w:document"),
    "deep": hostile((DEEP + "</w:body></w:document>").encode()),
    "other": hostile(f'<w:document xmlns:w="{W[1:-1]}"><w:body/></w:document>'.encode()),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_chapter_is_refused_and_nothing_is_written(root: Path, name: str) -> None:
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    with pytest.raises(InvalidInputError) as error:
        pulled_untried(root, HOSTILE[name])
    assert {p.code for p in error.value.problems} <= {"PUL001", "PUL002"}
    assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} == before
