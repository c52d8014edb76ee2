"""The index: every country with its documents, who is behind in each, and nothing ranked."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.builders_batch import NOTICE, a_line, a_profile
from vnrgen.batch.comparison import Ranking, profile_of
from vnrgen.batch.index import index_csv, index_page
from vnrgen.batch.orders import Result, State
from vnrgen.checks.html_accessibility import html_accessibility


def result(country: str, *lines: object, state: State = State.MADE, **changes: object) -> Result:
    return Result(
        name=country.lower(),
        state=state,
        profile=a_profile(country, *lines, **changes),  # type: ignore[arg-type]
        files={"pdf": f"{country.lower()}/brief.pdf", "html": f"{country.lower()}/brief.html"},
        problems=(NOTICE,),
    )


FAILED = Result(name="nowhere", state=State.FAILED, problems=(NOTICE,))


def words(page: bytes) -> str:
    text = re.sub(r"<style>.*?</style>", "", page.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("language", ["en", "ar-XB", "en-XA"])
def test_the_page_can_be_read_aloud_in_every_language(language: str) -> None:
    results = [result("Ostara", a_line()), result("Aland", a_line()), FAILED]
    page = index_page(results, language, ())
    assert list(html_accessibility(page, "index.html")) == []
    assert f'lang="{language}"' in page.decode()


def test_each_country_has_its_documents_its_furthest_behind_and_its_gap() -> None:
    page = words(index_page([result("Ostara", a_line()), FAILED], "en", ()))
    for said in ("Poorest fifth", "54.1%", "98.0%", "43.9 percentage points", "83.4%", "1 of 1"):
        assert said in page
    assert "nowhere none could not be made" in page
    markup = index_page([result("Ostara", a_line())], "en", ()).decode()
    assert 'href="ostara/brief.pdf">Ostara, PDF</a>' in markup


def test_countries_stand_by_name_whatever_their_gaps() -> None:
    wide, narrow = a_line(difference="60.0"), a_line(difference="1.0")
    page = words(index_page([result("Zeeland", wide), result("Aland", narrow)], "en", ()))
    assert page.index("Aland") < page.index("Zeeland")
    rows = page[page.index("Indicator by indicator") :]
    assert rows.index("Aland") < rows.index("Zeeland")


@pytest.mark.parametrize("ranking", [ranking for ranking in Ranking if ranking != "behind"])
def test_where_nobody_may_be_named_the_reason_stands_in_place_of_a_figure(
    ranking: Ranking,
) -> None:
    unsure = a_line(
        ranking=str(ranking), group="", value="", other="", other_value="", difference=""
    )
    page = words(index_page([result("Aland", a_line()), result("Bland", unsure)], "en", ()))
    row = page[page.rindex("Bland") :]
    assert re.search(r"Bland (not (named|known)|nobody):", row)


def test_groups_without_a_figure_are_counted_beside_whoever_is_named() -> None:
    page = words(index_page([result("Aland", a_line(without_figure=2))], "en", ()))
    assert "2 groups have no figure that can be shown" in page


def test_a_country_without_the_indicator_is_named() -> None:
    other = a_line("4.1.2", label="Completion")
    page = words(index_page([result("Aland", a_line()), result("Bland", other)], "en", ("3.1.2",)))
    assert "No figure: Bland" in page
    assert "4.1.2" not in page
    assert "1 more indicator is in the CSV" in page
    assert "in most countries" not in page


def test_the_indicators_are_those_that_most_countries_name_somebody_in() -> None:
    many = [a_line(f"3.{n}.1", label=f"L{n}") for n in range(1, 15)]
    results = [result("Aland", *many), result("Bland", *many[2:12])]
    page = index_page(results, "en", ()).decode()
    shown = re.findall(r'<h3 id="[^"]+">(\S+)', page)
    assert shown == [f"3.{n}.1" for n in range(3, 13)]  # in their own order, not as text


def test_texts_of_dossiers_are_text_on_the_page_and_in_the_table() -> None:
    nasty = '<script>alert("x")</script>'
    found = result("Aland", a_line(group=nasty, source="=cmd()"))
    page = index_page([found], "en", ()).decode()
    assert nasty not in page
    rows = list(csv.DictReader(io.StringIO(index_csv([found]).decode("utf-8-sig"))))
    assert rows[0]["source"] == "'=cmd()"


def test_the_table_holds_every_country_and_every_indicator() -> None:
    results = [result("Ostara", a_line(), a_line("4.1.2")), result("Aland"), FAILED]
    rows = list(csv.DictReader(io.StringIO(index_csv(results).decode("utf-8-sig"))))
    assert [(row["name"], row["indicator"]) for row in rows] == [
        ("ostara", "3.1.2"),
        ("ostara", "4.1.2"),
        ("aland", ""),
        ("nowhere", ""),
    ]
    assert rows[0]["warnings"] == "1"
    assert rows[0]["pdf"] == "ostara/brief.pdf"


def test_where_no_groups_are_named_none_is_said_to_have_a_figure() -> None:
    page = words(index_page([result("Aland", a_line(), uncounted=None)], "en", ()))
    assert "1 of 1 3 – 1" in page


def test_invented_and_closed_editions_are_marked() -> None:
    page = words(index_page([result("Aland", fictional=True, audience="internal")], "en", ()))
    assert "invented" in page
    assert "Not for the public" in page


def test_a_profile_comes_back_from_its_record() -> None:
    profile = a_profile("Aland", a_line())
    assert profile_of(profile.as_record()) == profile
