"""A person decides on the page: what is recorded, what is refused, what is shown."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.builders_adoption import a_decision
from tests.builders_review import Browser, a_browser, a_desk, a_dossier, a_recommendation
from vnrgen.adoption.ledger.store import ledger_url, open_ledger
from vnrgen.adoption.ledger.transfer import decisions_of, event_lines, events_of_dossier
from vnrgen.analysis.uptake import uptake_rates, uptake_rows
from vnrgen.dossier.model.decisions import Decision
from vnrgen.problems import InvalidInputError
from vnrgen.web.review.desk import Desk, open_desk

# What is not the page's own: titles, keys, quotes, names, texts of the report, tags.
_FOREIGN = re.compile(
    r"<(title|kbd|blockquote|bdi|mark)[^>]*>.*?</\1>"
    r'|<[^>]+(?:lang="en"|dir="auto")[^>]*>[^<]*|<[^>]+>'
)
MIDWIVES = "will train forty midwives for the mountain districts"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return a_browser(desk)


def decisions(desk: Desk) -> tuple[Decision, ...]:
    return decisions_of(desk.dossier.root)


def index_of(desk: Desk, paragraph: str) -> str:
    passages = desk.reports[0].passages
    return str(next(p.index for p in passages if p.paragraph == paragraph))


def last_event(desk: Desk) -> str:
    return events_of_dossier(desk.dossier.root)[-1].event_id


def test_a_decision_is_recorded_with_the_place_of_its_quote(desk: Desk, browser: Browser) -> None:
    quote = "WILL train  forty\nmidwives"
    passage = index_of(desk, "1")
    done = browser.decide("R01", "adopted", quote=quote, passage=passage, note="The same number.")
    assert done.status_code == 303
    assert "rec=R02" in done.headers["Location"]  # on to the next that is left
    (decision,) = decisions(desk)
    assert (decision.value, decision.note) == ("adopted", "The same number.")
    assert (decision.assessor, decision.decided_on.isoformat()) == ("Coalition", "2026-03-01")
    evidence = decision.evidence
    assert evidence is not None
    assert (evidence.section, evidence.paragraph, evidence.method) == ("Health", "1", "text")
    assert evidence.score is not None


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"value": ""}, "value", "Choose one of the answers"),
        ({"value": "implemented"}, "value", "Choose one of the answers"),
        ({"value": "not_assessed"}, "value", "Choose one of the answers"),
        ({"value": "adopted"}, "quote", "none are quoted"),
        ({"value": "contradicted", "quote": " \u202e "}, "quote", "none are quoted"),
        ({"value": "adopted", "quote": " … . "}, "quote", "none are quoted"),
        ({"value": "adopted", "quote": "word " * 51}, "quote", "51 words; 50 are the most"),
        ({"value": "adopted", "quote": "\u5b57" * 4_001}, "quote", "4,001 characters; 4,000 are"),
        ({"value": "adopted", "quote": "nobody printed this"}, "quote", "do not stand in the"),
        ({"value": "adopted", "quote": "rain forty midwives"}, "quote", "do not stand in the"),
        ({"value": "not_found", "note": "x" * 4001}, "note", "4,001 characters"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused_at_its_field(
    desk: Desk, browser: Browser, fields: Mapping[str, str], field: str, says: str
) -> None:
    refused = browser.decide("R01", **dict(fields))
    assert refused.status_code == 422
    error = re.search(rf'id="{field}-error">([^<]+)', refused.text)
    assert error
    assert says in html.unescape(error[1])
    assert f'aria-describedby="{field}-error' in refused.text
    assert "<title>Error:" in refused.text
    assert decisions(desk) == ()


def test_what_was_typed_is_still_there_after_an_error(browser: Browser) -> None:
    refused = browser.decide("R01", "reflected", quote="nobody <b>said</b> this", note="But why?")
    assert "nobody &lt;b&gt;said&lt;/b&gt; this</textarea>" in refused.text
    assert "But why?</textarea>" in refused.text
    assert 'value="reflected" data-key="3" checked' in refused.text


def test_words_of_another_passage_are_refused_with_their_place(
    desk: Desk, browser: Browser
) -> None:
    chosen = index_of(desk, "3")
    refused = browser.decide("R01", "adopted", quote=MIDWIVES, passage=chosen)
    assert "These words stand elsewhere in the report: paragraph 1" in refused.text
    assert browser.decide("R01", "adopted", quote=MIDWIVES).status_code == 303


def test_only_not_found_needs_no_passage(desk: Desk, browser: Browser) -> None:
    assert browser.decide("R01", "not_found").status_code == 303
    assert [d.evidence for d in decisions(desk)] == [None]


def test_three_questions_are_asked_apart(desk: Desk, browser: Browser) -> None:
    browser.decide("R01", "adopted", quote=MIDWIVES)
    browser.decide("R01", "in_progress", ask="implementation", note="Twelve began.")
    browser.decide("R01", "noted", ask="position")
    assert [(str(d.vocabulary), d.value) for d in decisions(desk)] == [
        ("uptake", "adopted"),
        ("implementation", "in_progress"),
        ("position", "noted"),
    ]
    shown = browser.get("/review?report=vnr&rec=R01&ask=implementation").text
    assert "Twelve began." in shown
    assert "What you said" in shown
    assert MIDWIVES not in re.sub(r".*What you said", "", shown, flags=re.DOTALL)


def test_taking_back_is_a_new_event_and_can_be_taken_back(desk: Desk, browser: Browser) -> None:
    browser.decide("R01", "adopted", quote=MIDWIVES)
    for expected in ("not_assessed", "adopted"):
        browser.post("/undo", report="vnr", rec="R01", ask="uptake", event=last_event(desk))
        assert decisions(desk)[-1].value == expected
    assert [d.value for d in decisions(desk)] == ["adopted", "not_assessed", "adopted"]
    assert decisions(desk)[-1].evidence == decisions(desk)[0].evidence


def test_a_form_for_taking_back_sent_twice_takes_back_once(desk: Desk, browser: Browser) -> None:
    browser.decide("R01", "not_found")
    event = last_event(desk)
    for _ in range(2):
        browser.post("/undo", report="vnr", rec="R01", ask="uptake", event=event)
    assert [d.value for d in decisions(desk)] == ["not_found", "not_assessed"]


def test_a_first_position_can_be_taken_back_and_a_corrected_one_goes_back_to_it(
    desk: Desk, browser: Browser
) -> None:
    stay = browser.decide("R01", "noted", ask="position", then="stay").headers["Location"]
    assert "Take it back" in browser.get(stay).text
    browser.post("/undo", report="vnr", rec="R01", ask="position", event=last_event(desk))
    assert [d.value for d in decisions(desk)] == ["noted", "not_assessed"]
    assert "Taken back" in browser.get(stay).text
    for value in ("noted", "supported"):
        browser.decide("R01", value, ask="position", after=last_event(desk))
    browser.post("/undo", report="vnr", rec="R01", ask="position", event=last_event(desk))
    assert [d.value for d in decisions(desk)][2:] == ["noted", "supported", "noted"]


def test_a_form_sent_twice_is_recorded_once(desk: Desk, browser: Browser) -> None:
    for _ in range(2):
        assert browser.decide("R01", "not_found").status_code == 303
    assert len(decisions(desk)) == 1


def test_a_decision_made_meanwhile_in_another_window_is_shown_first(
    desk: Desk, browser: Browser
) -> None:
    browser.decide("R01", "not_found")
    stale = browser.decide("R01", "adopted", quote=MIDWIVES)
    assert stale.status_code == 409
    assert "Meanwhile you recorded “Not found”" in stale.text
    after = re.search(r'name="after" value="(\w+)"', stale.text)
    assert after
    assert browser.decide("R01", "adopted", quote=MIDWIVES, after=after[1]).status_code == 303
    assert [d.value for d in decisions(desk)] == ["not_found", "adopted"]


def test_two_assessors_differ_and_both_show(desk: Desk, browser: Browser) -> None:
    state = a_browser(desk, "Office of <the> Prime Minister")
    browser.decide("R01", "reflected", quote=MIDWIVES)
    state.decide("R01", "adopted", quote=MIDWIVES)
    assert "assessors differ on 1" in browser.get("/").text
    differing = browser.get("/?show=differing").text
    assert "Office of &lt;the&gt; Prime Minister: Adopted" in differing
    assert "R02" not in differing.partition('class="rows"')[2]
    shown = browser.get("/review?report=vnr&rec=R01").text
    said = shown.partition("What 1 other assessor said")[2]
    assert "Office of &lt;the&gt; Prime Minister" in said


def test_a_decision_on_words_that_are_not_in_the_report_is_still_to_be_made(
    desk: Desk, browser: Browser
) -> None:
    browser.decide("R01", "adopted", quote=MIDWIVES, passage=index_of(desk, "1"))
    assert "1 of 3 decided by you" in browser.get("/").text
    path = desk.reports[0].report.path
    path.write_text(path.read_text(encoding="utf-8").replace("forty midwives", "some midwives"))
    read_again = a_browser(open_desk(desk.dossier, None))
    assert "0 of 3 decided by you" in read_again.get("/").text
    for who in (read_again, a_browser(open_desk(desk.dossier, None), "Another")):
        shown = who.get("/review?report=vnr&rec=R01").text
        assert "Not counted: the words quoted are not in the report." in shown


def test_the_list_says_what_is_left_and_what_is_never_asked(desk: Desk, browser: Browser) -> None:
    browser.decide("R02", "not_found")
    assert "1 of 3 decided by you, 2 left" in browser.get("/").text
    listed = {
        show: re.findall(r"<bdi>(R\d+)</bdi>", browser.get(f"/?show={show}").text)
        for show in ("left", "decided", "all", "differing")
    }
    assert listed == {"left": ["R01", "R03"], "decided": ["R02"], "all": ["R01", "R02", "R03"],
                      "differing": []}  # fmt: skip
    assert browser.get("/review?report=vnr&rec=R04").status_code == 404


def test_after_the_last_one_nothing_is_left(browser: Browser) -> None:
    for rec in ("R03", "R02"):
        assert "rec=R01" in browser.decide(rec, "not_found").headers["Location"]
    assert "rec=R01" in browser.decide("R01", "not_found").headers["Location"]
    assert "Nothing is left" in browser.get("/").text


def test_the_passage_that_answers_is_first_and_stands_among_its_neighbours(
    browser: Browser,
) -> None:
    shown = browser.get("/review?report=vnr&rec=R02").text
    first = shown.partition('class="candidate"')[2].partition('class="candidate"')[0]
    assert "Health · paragraph 2" in re.sub(r"<[^>]+>", "", first)
    neighbours = re.findall(r'class="neighbour[^>]*>([^<]+)', first)
    assert any("midwives" in text for text in neighbours)
    assert any("ombudsman" in text for text in neighbours)


def test_a_passage_found_by_search_can_be_chosen(desk: Desk, browser: Browser) -> None:
    found = browser.get("/read?report=vnr&rec=R01&q=ombudsman+prisons").text
    assert "1 passage holds every word" in found
    assert "<mark>ombudsman</mark>" in found
    index = index_of(desk, "3")
    assert f"passage={index}#passage-{index}" in found
    shown = browser.get(f"/review?report=vnr&rec=R01&passage={index}").text
    assert re.search(rf'value="{index}"[^>]* checked', shown)


@pytest.mark.parametrize(
    "path",
    ["/review", "/review?report=vnr", "/review?report=x&rec=R01", "/read", "/read?report=%00",
     "/review?report=vnr&rec=R99"],
)  # fmt: skip
def test_what_is_not_there_is_said_in_words(browser: Browser, path: str) -> None:
    missing = browser.get(path)
    assert missing.status_code == 404
    assert "Go back to the list" in missing.text


@pytest.mark.parametrize("value", ["", "-1", "99999999999", "x", "1e3", "٣"])
def test_a_passage_that_is_not_there_is_left_out(browser: Browser, value: str) -> None:
    for path in (f"/review?report=vnr&rec=R01&passage={value}", f"/read?report=vnr&at={value}"):
        assert browser.get(path).status_code == 200
    done = browser.decide("R01", "adopted", quote=MIDWIVES, passage=value)
    assert done.status_code == 303


def test_who_decides_is_asked_once_and_checked(desk: Desk) -> None:
    browser = a_browser(desk, known=False)
    assert browser.get("/").headers["Location"] == "/who"
    refused = browser.post("/who", name=" \u202e", kind="king", decided_on="31.3.2026")
    assert refused.status_code == 422
    assert set(re.findall(r'id="(\w+)-error"', refused.text)) == {"name", "kind", "decided_on"}
    browser.post("/who", name="A  b", kind="nhri", decided_on="2026-03-31")
    browser.decide("R01", "not_found")
    (decision,) = decisions(desk)
    assert (decision.assessor, str(decision.assessor_kind)) == ("A b", "nhri")
    assert decision.decided_on.isoformat() == "2026-03-31"
    assert 'data-keys="off"' in browser.get("/").text  # the box was left empty


def test_single_keys_can_be_switched_off_and_on(browser: Browser) -> None:
    for state in ("off", "on"):
        browser.post("/keys", keys=state)
        assert f'data-keys="{state}"' in browser.get("/review?report=vnr&rec=R01").text


def test_what_was_recorded_is_counted(desk: Desk, browser: Browser) -> None:
    browser.decide("R01", "adopted", quote=MIDWIVES)
    browser.decide("R03", "contradicted", quote="does not consider an ombudsman for prisons")
    rows = uptake_rows(decisions(desk))
    (rate,) = uptake_rates(desk.dossier.recommendations, rows)
    assert (rate.eligible, rate.adopted, rate.not_assessed) == (3, 1, 1)


def test_decisions_that_travelled_as_text_are_followed_not_forked(tmp_path: Path) -> None:
    with open_ledger(ledger_url(tmp_path)) as ledger:
        not_found = a_decision("not_found", "Coalition", "R01")
        ledger.record(replace(not_found, report_id="vnr", evidence=None))
    lines = "".join(f"{line}\n" for line in event_lines(events_of_dossier(tmp_path)))
    (tmp_path / "ledger.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "ledger.db").unlink()
    browser = a_browser(a_desk(tmp_path))
    assert "1 of 3 decided by you" in browser.get("/").text
    browser.decide("R02", "not_found")
    earlier, later = events_of_dossier(tmp_path)
    assert later.previous == (earlier.event_id,)


def test_a_ledger_that_cannot_be_read_is_a_problem_on_the_page(
    desk: Desk, browser: Browser
) -> None:
    browser.decide("R01", "not_found")
    (desk.dossier.root / "ledger.db").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    shown = browser.get("/")
    assert shown.status_code == 500
    assert "LED007" in shown.text
    assert "Traceback" not in shown.text


@pytest.mark.parametrize(
    ("changes", "code"), [({"reports": ()}, "WEB001"), ({"recommendations": ()}, "WEB002")]
)
def test_a_dossier_with_nothing_to_review_is_a_problem(
    tmp_path: Path, changes: Mapping[str, Any], code: str
) -> None:
    dossier = a_dossier(tmp_path, [a_recommendation("R01", "Train midwives.")])
    vars(dossier).update(changes)
    with pytest.raises(InvalidInputError) as caught:
        open_desk(dossier, None)
    assert [p.code for p in caught.value.problems] == [code]


def test_the_page_is_translated_and_runs_from_right_to_left(desk: Desk) -> None:
    browser = a_browser(desk, language="ar-XB")
    for path in ("/", "/keys", "/who", "/review?report=vnr&rec=R01", "/read?report=vnr&q=free"):
        shown = browser.get(path).text
        assert 'dir="rtl"' in shown
        own = _FOREIGN.sub(" ", shown)
        assert not re.findall(r"\b(?:the|report|passage|record|answer)\b", own, re.IGNORECASE)
