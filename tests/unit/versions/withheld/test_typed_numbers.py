"""Numbers typed into words that would give back what one of two versions withholds."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_document import composed, told
from vnrgen.cli.diff_sides import Side, Sides
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, Block, BoundNumber, Document, Text
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.marks import accept, reject
from vnrgen.document.tree.saved import save, save_testimonies
from vnrgen.versions.changes.content import ContentKind
from vnrgen.versions.changes.pictures import Picture
from vnrgen.versions.reports.as_json import review_json
from vnrgen.versions.reports.document import report
from vnrgen.versions.reports.lines import lines
from vnrgen.versions.review import Review, review
from vnrgen.versions.withheld.figures import Known, Secret, naming
from vnrgen.versions.withheld.typed_numbers import Typed

BASE = composed()[0]
FERRY = "Ferry people"


def observed(group: str) -> Binding:
    return Binding("observation", f"3.1.2|S|ost|2024|caste={group}|nso", "value")


def p(text: str, key: str = "p") -> b.Paragraph:
    return b.Paragraph(block_id=key, content=(Text(text),))


def births(ferry: str, others: str = "71.2%") -> b.Section:
    rows = ((FERRY, "FE", ferry), ("Hill people", "HI", others))
    table = b.Table(
        block_id="findings/table/3.1.2",
        label="Table 1",
        caption=(Text("Births attended"),),
        description="",
        columns=tuple(b.Column(column_id=c, head=(Text(c),)) for c in ("who", "2024")),
        rows=tuple(
            b.Row(row_id=code, cells=((Text(head),), (BoundNumber(text, observed(code)),)))
            for head, code, text in rows
        ),
    )
    return b.Section(
        block_id="findings/indicator/3.1.2",
        title=(Text("3.1.2 Births attended by skilled staff"),),
        level=2,
        blocks=(table,),
    )


def chapter(*blocks: Block, **told_by: str) -> Document:
    words = {key: told(key, text) for key, text in told_by.items()}
    return replace(BASE, blocks=blocks, testimonies=words)


def prose(*texts: str) -> b.Section:
    blocks = tuple(p(text, f"why/p/{n}") for n, text in enumerate(texts))
    return b.Section(block_id="why", title=(Text("Why it is so"),), level=1, blocks=blocks)


def printed(found: Review) -> str:
    """Everything that any form of the comparison says."""
    tree = save(found.comparison).decode() + save(report(found, everything=True)).decode()
    tree += save_testimonies(found.comparison.testimonies).decode()
    return tree + review_json(found).decode() + "\n".join(lines(found))


@pytest.mark.parametrize(
    "words",
    [
        "Of ferry people 38.4% gave birth with help.",
        "Of ferry people 38.4 per cent gave birth with help.",
        "Only 38,4 % of the ferry people had help.",
        "About 38 in a hundred births of ferry people are attended.",
        "Skilled staff attended 38.41% of births there.",
        "Indicator 3.1.2 stands at (38.4).",
        "Ferry people: ٣٨٫٤٪.",
        "Among ferry people 12-38.4% had help.",
        "Ferry people fell behind by 38.4pp.",
        "Of ferry people 384 per 1,000 births were attended.",
        "Parmi les ferry people, 384 naissances sur 1\u202f000.",
        "Ferry people: 38,412 in every 100,000.",
        "Ferry people: 384/1000, or 384‰.",
        "The share of the ferry people was 0.384.",
    ],
)
@pytest.mark.parametrize("side", ["older", "newer"])
def test_a_typed_number_does_not_give_back_what_one_version_withholds(
    words: str, side: str
) -> None:
    said = [prose(words), prose("Nothing is said.")]
    old, new = said if side == "older" else said[::-1]
    found = review(chapter(births("38.4%"), old), chapter(births("(*)"), new))
    given_back = printed(found)
    assert not any(one in given_back for one in ("38", "٣٨"))
    assert found.told_by == ("3.1.2",)
    assert len(found.typed) == 1
    assert "Numbers that were typed here are not shown" in " ".join(lines(found))


def test_it_is_kept_back_where_it_stands_unchanged_in_both_versions() -> None:
    same = prose("Of ferry people 38.4% gave birth with help.")
    found = review(chapter(births("38.4%"), same), chapter(births("(*)"), same))
    assert "38.4" not in printed(found)
    assert not found.prose
    assert not found.is_empty


def test_neither_version_is_changed_where_nothing_is_withheld() -> None:
    said = prose("Of ferry people 38.4% gave birth with help.")
    older, newer = chapter(births("38.4%"), said), chapter(births("38.4%", "70.0%"), said)
    found = review(older, newer)
    assert found.typed == ()
    assert (reject(found.comparison).blocks, accept(found.comparison).blocks) == (
        older.blocks,
        newer.blocks,
    )


@pytest.mark.parametrize(
    "words",
    [
        "Four in 3 villages were asked.",  # neither the group nor the indicator
        "In 2023 and 2024 ferry people were asked.",  # other numbers
        "Ferry people walk 30 kilometres.",
        "Ferry people, tables 3.1 and 3a.",
        "Ferry people: see R21-3, 3/2 and note #3.",
        "Ferry people were heard on 3 July 2025.",
        "Ferry people came 3rd, after COVID-3, on 21-3-25, in 2024-3 and on line 1-3-5.",
    ],
)
def test_a_small_number_that_speaks_of_something_else_stays(words: str) -> None:
    found = review(chapter(births("3"), prose(words)), chapter(births("(*)"), prose("Other.")))
    assert found.typed == ()
    assert any(change.old == words or words in printed(found) for change in found.prose)


def test_of_a_document_that_says_so_only_what_somebody_wrote_is_looked_at() -> None:
    words = "Of ferry people 38.4% had help."
    origins = (b.Origin("narrative", "why.md", 1, 1), b.Origin("generated", ""), None)
    paragraphs = [replace(p(words, f"o/{n}"), origin=o) for n, o in enumerate(origins)]
    table = replace(births("38.4%").blocks[0], block_id="other", caption=(Text(words),), rows=())
    old = chapter(births("38.4%"), *paragraphs, table)
    found = review(old, chapter(births("(*)")))
    gone = [change.old for change in found.prose if change.kind is ContentKind.DROPPED]
    assert gone.count("Of ferry people (*) had help.") == 2
    assert gone.count(words) == 1
    assert any(text.startswith(words) for text in gone if text and text != words)


def test_a_small_number_is_kept_back_beside_its_group() -> None:
    old = prose("Among ferry people, 3 women were helped.")
    found = review(chapter(births("3"), old), chapter(births("(*)"), prose("Other.")))
    assert found.typed == ("Among ferry people, (*) women were helped.",)


def test_a_telling_number_is_kept_back_anywhere_in_a_section_that_names_its_group() -> None:
    old = prose("Ferry people were asked.", "No more than 38.4% had any help at all.")
    found = review(chapter(births("38.4%"), old), chapter(births("(*)"), prose("Other.")))
    assert "38.4" not in printed(found)
    far = (prose("Ferry people were asked."), replace(prose("It was 38.4% wet."), block_id="far"))
    apart = review(chapter(births("38.4%"), *far), chapter(births("(*)"), prose("Other.")))
    assert apart.typed == ()


def test_a_neighbour_that_was_typed_is_not_shown_in_the_older_version() -> None:
    old = prose("Hill people had help in 71.2% of births.")
    found = review(chapter(births("38.4%"), old), chapter(births("(*)", "73.0%"), prose("Other.")))
    assert "71.2" not in printed(found)


def test_lists_rows_recommendations_headings_and_links_are_looked_through() -> None:
    about = "ferry people 38.4%"
    blocks: tuple[Block, ...] = (
        p("Of ferry people:", "lead"),
        b.BulletList(
            block_id="l", items=(b.ListItem(block_id="l/1", blocks=(p("38.4% had help", "i"),)),)
        ),
        b.Callout(block_id="c", title=(b.Strong((Text(about),)),), blocks=()),
        b.RecommendationTable(
            block_id="r",
            label="",
            caption=(),
            entries=(
                b.RecommendationEntry(
                    rec_id="R1",
                    text=(Text("Help ferry people."),),
                    details=(("Now", (Text("38.4%"),)),),
                ),
            ),
        ),
        b.NoteList(
            block_id="n",
            title=(),
            notes=(
                b.Note(
                    note_id="n1", label="1", content=(b.Link("https://a.example", (Text(about),)),)
                ),
            ),
        ),
    )
    found = review(chapter(births("38.4%"), *blocks), chapter(births("(*)"), p("Other.")))
    assert "38.4" not in printed(found)


@pytest.mark.parametrize(
    "content",
    [
        (Text("Of ferry people 3"), b.Strong((Text("8.4"),)), Text("% had help.")),
        (b.Emphasis((Text("Of ferry people 38"), b.Strong((Text("."),)))), Text("4% had help.")),
        (Text("Of ferry people"), b.Strong((Text("38.4"),)), Text("per cent had help.")),
    ],
)
def test_a_number_is_found_where_its_look_changes_within_it(content: b.Inlines) -> None:
    words = b.Paragraph(block_id="p", content=content)
    older, newer = chapter(births("38.4%"), words), chapter(births("(*)"), words)
    found = review(older, newer)
    assert not re.search(r"38|8\.4", printed(found))
    assert len(found.typed) == 1


def test_only_the_number_is_taken_out_of_words_in_several_looks() -> None:
    content = (Text("Of 3"), b.Strong((Text("8.4% and 3"), Text("8.5%"))), Text(" of ferry people"))
    taken = Typed([Secret("3.1.2", Decimal("38.4"), 1, groups=(FERRY,))], "en")
    document = taken.document(chapter(b.Paragraph(block_id="p", content=content)))
    (left,) = document.blocks
    assert isinstance(left, b.Paragraph)
    assert plain(left.content) == "Of (*) and 38.5% of ferry people"


def test_the_name_of_a_group_is_no_figure() -> None:
    groups = ("15-24 years", "60 years and over")
    taken = Typed([Secret("3.1.2", Decimal(n), 0, groups=groups) for n in (15, 24, 60)], "en")
    same = "Those of 15-24 years and of 60 years and over were asked."
    assert taken.text(same, same) == same
    said = "15-24 years: 24 women; 60 years and over: 60."
    assert taken.text(said, said) == "15-24 years: (*) women; 60 years and over: (*)."


def test_a_number_in_another_scale_is_known_by_three_digits_or_by_what_is_said_beside_it() -> None:
    secret = Secret("3.1.2", Decimal("38.0"), 1, groups=(FERRY,))
    taken = Typed([secret], "en")
    for words, left in (
        ("ferry people: 380 per 1,000", "ferry people: (*) per 1,000"),
        ("ferry people: 0.38 of all", "ferry people: (*) of all"),
        ("ferry people: 380 were asked", "ferry people: 380 were asked"),
    ):
        assert taken.text(words, words) == left


def test_numbers_are_looked_for_quickly_however_many_are_secret() -> None:
    secrets = [Secret("3.1.2", Decimal(n) / 10, 1, groups=(FERRY,)) for n in range(11, 20_000)]
    held = Known(secrets)
    assert [s.value for s in held.said_by(Decimal("38.4"), 1)] == [Decimal("38.4")]
    assert len(list(held.said_by(Decimal(38), 0))) == 11
    assert not list(held.said_by(Decimal(38), 0, least=3))


def test_somebody_s_own_words_are_not_repeated_where_a_number_of_hers_is_kept_back() -> None:
    story = b.Story(
        block_id="voices/story/S1", testimony_id="S1", title=(Text("The gate"),), meta=()
    )
    said = "They told us that 38.4% of us ferry people got help."
    old = chapter(births("38.4%"), story, S1=said)
    new = chapter(births("(*)"), story, S1=said)
    found = review(old, new)
    assert "38.4" not in printed(found)
    assert found.typed == ("S1",)


def test_an_alternative_text_does_not_give_it_back() -> None:
    seen = Picture(shows=(("embed.png", "a" * 64),), alternative="Ferry people: 38.4% had help")
    other = replace(seen, shows=(("embed.png", "b" * 64),))
    found = review(chapter(births("38.4%")), chapter(births("(*)")), pictures=((seen,), (other,)))
    assert [change.kind for change in found.prose] == [ContentKind.PICTURE]
    assert "38.4" not in printed(found)


def test_what_a_dossier_withholds_in_both_versions_is_known_from_its_data() -> None:
    old = prose("Of ferry people 38.4% had help.")
    sides = chapter(births("(*)"), old), chapter(births("(*)"), prose("Nothing is said."))
    secret = {observed("FE").reference: (38.4182,)}
    assert "38.4" not in printed(review(*sides, kept_back=secret))


def test_a_withheld_value_that_was_corrected_is_kept_back_as_it_was_and_as_it_is() -> None:
    key = observed("FE").reference
    sides = (
        Side(
            document=chapter(births("(*)"), prose("Of ferry people 38.4% had help.")),
            kept_back={key: 38.4},
        ),
        Side(
            document=chapter(births("(*)"), prose("Of ferry people 39.1% had help.")),
            kept_back={key: 39.1},
        ),
    )
    found = review(sides[0].document, sides[1].document, kept_back=Sides(*sides).kept_back)
    assert not any(one in printed(found) for one in ("38.4", "39.1"))


@settings(max_examples=80, deadline=None)
@given(st.integers(11, 99_999).filter(lambda n: n % 10), st.integers(-4, 4))
def test_a_number_is_known_however_it_is_rounded_or_written_out(tenths: int, more: int) -> None:
    value = Decimal(tenths) / 10
    secret = Secret("3.1.2", value, 1)
    assert secret.is_said(value, 1)
    assert secret.is_said(-value, 1)
    assert secret.is_said(value + Decimal(more) / 100, 2)
    whole = Decimal(round(value))
    assert secret.is_said(whole, 0) == (len(str(whole).rstrip("0")) > 1)
    assert not secret.is_said(value + 1, 1)


def test_an_indicator_is_named_by_its_code_alone_and_not_by_a_longer_one() -> None:
    secret = Secret("3.1.2", Decimal(4), 0)
    assert naming([secret]).is_named(secret, "see 3.1.2.")
    assert not naming([secret]).is_named(secret, "see 13.1.2 or 3.1.21 or 3.1.2.1")


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("渡船人", "调查显示渡船人中仅38.4%的分娩有人协助。"),
        ("渡船人", "每百名渡船人约38人得到协助。"),
        ("عمال العبارات", "وعمال العبارات و38.4% منهم"),
        ("אנשי המעבורת", "בקרב אנשי המעבורת ב-38.4% מהלידות"),
        ("ชาวเรือ", "ในหมู่ชาวเรือมี38.4%ของการคลอด"),
        ("Ferry people", "Ferry people: «38,4 %»"),
        ("Ferry people", "Ferry people: 38.4%²"),
        ("Ferry people", "Ferry people:38.4%"),
        ("Ferry people", "Hill people,38.4/ferry people"),
    ],
)
def test_a_number_is_found_where_a_script_writes_words_on_to_it(group: str, words: str) -> None:
    found = Typed([Secret("3.1.2", Decimal("38.4"), 1, groups=(group,))], "en")
    assert "38" not in found.text(words, words)
    assert found.indicators == {"3.1.2"}


@pytest.mark.parametrize("words", ["渡船人于2024年3月受访。", "渡船人见表R3和3a。"])
def test_a_month_or_a_name_in_such_a_script_is_no_figure(words: str) -> None:
    found = Typed([Secret("3.1.2", Decimal(3), 0, groups=("渡船人",))], "zh")
    assert found.text(words, words) == words


def test_an_indicator_is_named_by_a_title_of_one_word_and_of_a_script_without_spaces() -> None:
    one = Secret("8.5.2", Decimal(4), 0, title="Unemployment")
    assert naming([one]).is_named(one, "unemployment stood at 4")
    assert not naming([one]).is_named(one, "employment stood at 4")
    other = Secret("1.2.1", Decimal(4), 0, title="贫困人口比例")
    assert naming([other]).is_named(other, "该县贫困人口的比例为4")
    assert not naming([other]).is_named(other, "该县有4所学校")


def test_a_group_is_named_by_what_sets_it_apart_from_other_groups() -> None:
    labels = ("Ferry women", "Hill women", "15 to 24 years", "Stateless persons")
    secrets = [Secret("3.1.2", Decimal(4), 0, groups=(label,)) for label in labels]
    named = naming(secrets)
    ferry, _hill, young, stateless = secrets
    assert named.is_named(ferry, "Of each ferry woman we asked")
    assert not named.is_named(ferry, "women of the hills")
    assert named.is_named(young, "those of 15 to 24 years")
    assert not named.is_named(young, "for many years")
    assert not named.is_named(stateless, "a stateless child")
