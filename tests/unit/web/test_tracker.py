"""The tracker shows every recommendation with its evidence and history, and nothing withheld."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_tracker import (
    REQUEST,
    SAMPLE,
    broken_links,
    changed,
    gathered,
    sample_files,
)
from tests.unit.web.test_review_hostile import hostile_texts, structure
from vnrgen.cli import main
from vnrgen.disclosure import testimonies
from vnrgen.disclosure.judgements import publishable_decisions
from vnrgen.document.blocks.plain import plain
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.uptake_words import counted
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Audience, Label
from vnrgen.dossier.model.decisions import AssessorKind, Decision, Evidence, Vocabulary
from vnrgen.problems import ProblemLog
from vnrgen.visible import visible
from vnrgen.web.tracker.addresses import names_of_files
from vnrgen.web.tracker.gather import Judgement, gather
from vnrgen.web.tracker.site import site_files

ATOM = "{http://www.w3.org/2005/Atom}"


def page(name: str) -> str:
    return sample_files()[name].decode()


def words_of(markup: str) -> str:
    return " ".join("".join(structure(markup).text).split())


def a_judgement(rec_id: str, note: str = "", quote: str = "", event: str = "e" * 64) -> Judgement:
    evidence = Evidence(
        report_id="vnr-2021",
        report_version="final",
        section="Health",
        pdf_page=14,
        print_page="xii",
        quote=quote,
    )
    return Judgement(
        event,
        Decision(
            rec_id=rec_id,
            report_id="vnr-2021",
            assessor_kind=AssessorKind.UN,
            assessor="A reader",
            decided_on=date(2026, 3, 1),
            vocabulary=Vocabulary.UPTAKE,
            value="adopted",
            evidence=evidence,
            note=note,
        ),
    )


def test_every_recommendation_has_a_page_and_stands_in_the_list() -> None:
    register = gathered().recommendations
    assert len(register) == 46
    for item in register:
        own = words_of(page(f"recommendation/{item.rec_id.lower()}.html"))
        assert " ".join(item.text.split()) in own
    assert page("index.html").count('class="entry"') == 46


def test_a_page_tells_the_history_and_which_decision_was_replaced() -> None:
    own = words_of(page("recommendation/r21-07.html"))
    assert "district schools follow as funds allow" in own
    assert "paragraph 26" in own
    assert own.count("17 February 2026") == 2  # where it stands, and in the history
    assert own.count("(replaced by a later decision)") == 1
    assert own.index("17 February 2026") < own.index("10 February 2026")


def test_both_readings_show_where_assessors_differ() -> None:
    own = words_of(page("recommendation/r21-12.html"))
    assert "Those who read the report differ" in own
    assert "Human Rights Commission of Ilmarra (a national human rights institution)" in own
    assert "Office of the Prime Minister (the State)" in own


def test_words_that_are_in_no_report_are_not_published_as_its_words(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SAMPLE, tmp_path / "dossier"))
    report = root / "reports" / "vnr-2021.txt"
    report.write_text(report.read_text(encoding="utf-8").replace("post midwives", "post doctors"))
    tracked = gather(
        root, audience=Audience.PUBLIC, on=None, ledger_url=None, strict=False, step=lambda _: None
    )
    assert "LED019" in {problem.code for problem in tracked.problems}
    files = {name: content.decode() for name, content in site_files(tracked, REQUEST).items()
             if name.endswith((".html", ".atom", ".csv"))}  # fmt: skip
    own = words_of(files["recommendation/r21-01.html"])
    assert "not yet assessed" in own
    assert "Not counted: the words quoted are not in the report." in own
    assert "will post midwives" not in own + files["changes.atom"]
    assert "R21-01" not in re.findall(r"<bdi>(R[^<]*)</bdi>", files["status/adopted.html"])
    (row, *_) = csv.DictReader(io.StringIO(files["decisions.csv"].removeprefix("\ufeff")))
    assert (row["rec_id"], row["not_counted"]) == ("R21-01", "quote_not_in_report")


def test_a_status_page_lists_what_the_rates_count() -> None:
    # R21-01, -02, -06 and -10 are adopted by the least favourable reading of those who read.
    listed = re.findall(r"<bdi>(R[^<]*)</bdi>", page("status/adopted.html"))
    assert listed == ["R21-01", "R21-02", "R21-06", "R21-10"]


def test_the_counts_are_those_of_the_chapter_in_the_same_words() -> None:
    rates = [r for r in gathered().publishable.findings.uptake_rates if r.eligible]
    assert rates
    for rate in rates:
        assert plain(counted(rate, Wording("en"))) in words_of(page("index.html"))


def test_no_share_is_given_of_recommendations_that_nobody_has_assessed() -> None:
    said = words_of(page("index.html"))
    assert "28 can be counted. None has been assessed yet." in said
    assert "(0%)" not in said


def test_every_link_leads_to_a_file_of_the_site_and_none_away() -> None:
    assert broken_links(sample_files()) == []


def test_two_publications_have_the_same_bytes(tmp_path: Path) -> None:
    told = []
    for name in ("one", "other"):
        out = tmp_path / name / "site"
        done = CliRunner().invoke(main, ["tracker", str(SAMPLE), "--output", str(out), "-q"])
        assert done.exit_code == 0, done.output
        told.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert told[0] == told[1]
    assert set(told[0]) == {Path(name) for name in (*sample_files(), "manifest.json")}


def test_a_thousand_hostile_texts_show_as_text() -> None:
    texts = hostile_texts(1000)
    allowed = {
        element
        for name, content in sample_files().items()
        if name.endswith(".html")
        for element in structure(content.decode()).elements
    }
    own = iter(texts)
    while (told := dict(zip(_places(), own, strict=False))) and len(told) == len(_places()):
        _assert_shown_as_text(told, allowed)
    assert len(texts) - len(told) > 700  # what is left fills no whole site


def _places() -> list[tuple[str, str]]:
    """Where words of other people stand: recommendations, decisions, names of groups."""
    tracked = gathered()
    return [
        *((r.rec_id, part) for r in tracked.recommendations for part in ("text", "addressee")),
        *((j.event_id, part) for j in tracked.judgements for part in ("note", "assessor")),
        *((group, "label") for group in tracked.publishable.groups),
    ]


def _assert_shown_as_text(
    told: dict[tuple[str, str], str], allowed: set[tuple[str, tuple[str, ...]]]
) -> None:
    tracked = changed(
        lambda r: replace(r, text=told[r.rec_id, "text"], addressee=told[r.rec_id, "addressee"]),
        lambda j: Judgement(
            j.event_id,
            replace(
                j.decision, note=told[j.event_id, "note"], assessor=told[j.event_id, "assessor"]
            ),
        ),
    )
    groups = {
        g: replace(group, label=Label(texts={"en": told[g, "label"]}))
        for g, group in tracked.publishable.groups.items()
    }
    files = site_files(
        replace(tracked, publishable=replace(tracked.publishable, groups=groups)), REQUEST
    )
    seen = {name: structure(c.decode()) for name, c in files.items() if name.endswith(".html")}
    shown = {name: " ".join("".join(page.text).split()) for name, page in seen.items()}
    for found in seen.values():
        assert set(found.elements) <= allowed
        assert set(found.scripts) <= {"assets/tracker.js"}
    for item in tracked.recommendations:
        for part in ("text", "addressee"):
            text = " ".join(visible(told[item.rec_id, part]).split())
            assert text in shown[f"recommendation/{item.rec_id.lower()}.html"]
            assert text in shown["index.html"]
    for judgement in tracked.judgements:
        text = " ".join(visible(told[judgement.event_id, "note"]).split())
        assert text in shown[f"recommendation/{judgement.decision.rec_id.lower()}.html"]
    ElementTree.fromstring(files["changes.atom"])


def test_no_text_in_a_table_comes_alive_as_a_formula() -> None:
    marks = ("=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\uff1d1")
    told = {r.rec_id: marks[i % len(marks)] for i, r in enumerate(gathered().recommendations)}
    tracked = changed(
        lambda r: replace(r, text=told[r.rec_id], addressee="=HYPERLINK(1)"),
        lambda j: Judgement(j.event_id, replace(j.decision, note="=1", assessor="@a")),
    )
    files = site_files(tracked, REQUEST)
    for name in ("recommendations.csv", "decisions.csv"):
        rows = list(csv.reader(io.StringIO(files[name].decode("utf-8-sig"))))
        assert len(rows) > 20
        assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@", "\t"))]


def test_the_json_holds_every_recommendation_with_its_decisions() -> None:
    found = json.loads(sample_files()["tracker.json"])
    by_id = {r["rec_id"]: r for r in found["recommendations"]}
    assert len(by_id) == 46
    values = [d["value"] for d in by_id["R21-07"]["decisions"]]
    assert values == ["adopted", "adopted_in_part"]
    assert by_id["R21-07"]["status"] == "adopted_in_part"


def test_the_feed_is_valid_atom_and_dated_by_the_decisions() -> None:
    feed = ElementTree.fromstring(sample_files()["changes.atom"])
    assert feed.findtext(f"{ATOM}updated") == "2026-02-25T00:00:00Z"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(gathered().judgements)
    ids = [e.findtext(f"{ATOM}id") or "" for e in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(i.startswith("tag:chapter@lnob-ilmarra.example,2026:xil/tracker") for i in ids)
    dates = [e.findtext(f"{ATOM}updated") or "" for e in entries]
    assert dates == sorted(dates, reverse=True)
    for part in (feed, *entries):
        assert part.findtext(f"{ATOM}title")
        assert part.find(f"{ATOM}author/{ATOM}name") is not None
    assert {e.find(f"{ATOM}link").get("href") for e in entries} <= set(sample_files())  # type: ignore[union-attr]


def test_a_later_decision_leaves_the_ids_of_the_feed_as_they_were() -> None:
    def ids(files: dict[str, bytes]) -> set[str]:
        return set(re.findall("<id>(.*?)</id>", files["changes.atom"].decode()))

    tracked = gathered()
    later = replace(tracked, judgements=(*tracked.judgements, a_judgement("R21-13")))
    added = ids(site_files(later, REQUEST)) - ids(sample_files())
    assert len(added) == 1
    assert ids(sample_files()) < ids(site_files(later, REQUEST))


def test_the_feed_names_the_site_where_its_address_is_known() -> None:
    files = site_files(gathered(), replace(REQUEST, base="https://tracker.example.org/"))
    feed = ElementTree.fromstring(files["changes.atom"])
    links = {(e.get("rel"), e.get("href")) for e in feed.findall(f"{ATOM}link")}
    assert ("self", "https://tracker.example.org/changes.atom") in links


def test_a_note_with_a_withheld_name_is_not_shown_and_the_decision_counts() -> None:
    dossier = load_dossier(SAMPLE, ProblemLog())
    name = next(n for s in dossier.stories for n in s.names_to_withhold)
    judged = (
        a_judgement("R21-01", note=f"{name} told us so.", quote=f"the case of {name}").decision,
        a_judgement("R21-02", note="The same ministry, the same valleys.").decision,
    )
    problems = ProblemLog()
    passed = testimonies.testimonies(
        dossier, audience=Audience.PUBLIC, on=dossier.settings.as_of, problems=ProblemLog()
    )
    told = publishable_decisions(replace(dossier, decisions=judged), passed, problems)
    assert [d.value for d in told] == ["adopted", "adopted"]
    assert (told[0].note, told[0].evidence.quote) == ("", "")  # type: ignore[union-attr]
    assert told[1] == judged[1]
    assert [p.code for p in problems] == ["DIS010", "DIS010"]


def test_what_the_audience_may_not_see_is_not_named() -> None:
    withheld = {w.item_id for w in gathered().publishable.withheld if w.kind in {"story", "quote"}}
    shown = {s.story_id for s in gathered().publishable.stories}
    dossier = gathered().dossier
    titles = [s.title for s in dossier.stories if s.story_id not in shown]
    assert withheld
    assert titles
    everything = b"\n".join(sample_files().values()).decode(errors="replace")
    assert [t for t in titles if t in everything] == []


def test_an_edition_for_a_smaller_circle_says_so_on_every_page() -> None:
    files = site_files(gathered(Audience.INTERNAL), replace(REQUEST, audience=Audience.INTERNAL))
    pages = [c.decode() for n, c in files.items() if n.endswith(".html")]
    assert all("Not for the public" in text for text in pages)
    assert "Not for the public" not in page("index.html")


def test_an_arabic_edition_reads_from_right_to_left_with_its_letters() -> None:
    files = site_files(gathered(), replace(REQUEST, language="ar-XB"))
    index = files["index.html"].decode()
    assert '<html lang="ar-XB" dir="rtl">' in index
    assert 'lang="en"' in index  # the recommendations' own language
    assert any(n.endswith(".woff2") and "SourceSans" not in n for n in files)


def test_the_tracker_never_replaces_a_chapter_nor_files_of_others(tmp_path: Path) -> None:
    chapter, foreign = tmp_path / "chapter", tmp_path / "foreign"
    for folder in (chapter, foreign):
        folder.mkdir()
        (folder / "lnob.html").write_text("ours")
    (chapter / "manifest.json").write_text('{"tool": "vnrgen", "outputs": [{"path": "lnob.html"}]}')
    for folder, code in ((chapter, "TRK001"), (foreign, "PUB002")):
        done = CliRunner().invoke(main, ["tracker", str(SAMPLE), "-o", str(folder), "-q"])
        assert done.exit_code == 1
        assert code in done.output
        assert (folder / "lnob.html").read_text() == "ours"


@pytest.mark.parametrize(
    "options", [("--url", "javascript:alert(1)"), ("--url", "x"), ("--authority", "a b")]
)
def test_an_address_that_is_none_is_refused(options: tuple[str, str], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["tracker", str(SAMPLE), "-o", str(tmp_path / "o"), *options])
    assert done.exit_code == 1
    assert "TRK002" in done.output


def test_a_dossier_without_decisions_or_recommendations_has_a_tracker(tmp_path: Path) -> None:
    dossier = tmp_path / "new"
    assert CliRunner().invoke(main, ["new", str(dossier)]).exit_code == 0
    shutil.rmtree(tmp_path / "site", ignore_errors=True)
    done = CliRunner().invoke(main, ["tracker", str(dossier), "-o", str(tmp_path / "site")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "site" / "index.html").is_file()


@given(st.lists(st.text(min_size=1, max_size=30), unique=True, max_size=30))
def test_each_id_has_a_file_name_of_its_own_on_every_system(ids: list[str]) -> None:
    names = names_of_files(ids)
    assert list(names) == ids
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert all(re.fullmatch("[a-z0-9][a-z0-9._-]*", name) for name in names.values())
