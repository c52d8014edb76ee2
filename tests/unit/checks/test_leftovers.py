"""What was left over from another country, another year or a draft is found, and no more."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from vnrgen.checks.country_mentions import CountryFinder
from vnrgen.checks.figures import figures_across_languages, figures_that_differ
from vnrgen.cli import main
from vnrgen.dossier.codes.countries import country_names, region_of_iso3
from vnrgen.dossier.model import Narrative


def found(folder: Path, codes: str) -> list[tuple[str, str, int | None]]:
    said = CliRunner().invoke(main, ["check", str(folder), "--json"])
    problems = json.loads(said.stdout)["problems"]
    return [(p["code"], p["what"], p["row"]) for p in problems if p["code"].startswith(codes)]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    assert CliRunner().invoke(main, ["new", str(folder)]).exit_code == 0
    return folder


def prose(dossier: Path, text: str, language: str = "en") -> None:
    path = dossier / "narrative" / language / "who.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_name_of_another_country_is_found_once_with_its_line(dossier: Path) -> None:
    prose(dossier, "In Tarvela many stay behind.\n\nThe people of Kenya, and Kenya again.\n")
    ((code, what, row),) = found(dossier, "LEF")
    assert (code, row) == ("LEF001", 3)
    assert '"Kenya" is another country; this dossier is about Tarvela' in what


def test_a_country_that_is_meant_may_be_named(dossier: Path) -> None:
    prose(dossier, "Refugees from Kenya live here.\n")
    with (dossier / "dossier.yaml").open("a") as settings:
        settings.write("\nmentions: [Kenya]\n")
    assert found(dossier, "LEF") == []


@pytest.mark.parametrize(
    "name", ["Viet Nam", "Syrian Arab Republic", "Republic of Korea", "Cabo Verde", "Turkey"]
)
def test_a_country_is_found_by_the_name_that_un_documents_give_it(dossier: Path, name: str) -> None:
    prose(dossier, f"The people of the {name} ask for more.\n")
    ((code, what, _),) = found(dossier, "LEF")
    assert (code, what.split('"')[1]) == ("LEF001", name)


def test_a_country_that_is_meant_may_be_named_in_either_way(dossier: Path) -> None:
    prose(dossier, "Refugees from Viet Nam live here; most left Vietnam long ago.\n")
    with (dossier / "dossier.yaml").open("a") as settings:
        settings.write("\nmentions: [Viet Nam]\n")
    assert found(dossier, "LEF") == []


def test_a_country_may_call_itself_as_un_documents_do(dossier: Path) -> None:
    prose(dossier, "Viet Nam, or Vietnam, is not the Republic of Korea.\n")
    settings = dossier / "dossier.yaml"
    said = settings.read_text(encoding="utf-8")
    said = said.replace("XTV", "VNM").replace('"999"', '"704"').replace("fictional: true", "")
    settings.write_text(said, encoding="utf-8")
    assert [what.split('"')[1] for _, what, _ in found(dossier, "LEF")] == ["Republic of Korea"]


def test_letters_inside_a_word_are_no_country(dossier: Path) -> None:
    prose(dossier, "Chadwick and Omani dress are no countries; nor is a niger or an Iranian.\n")
    assert found(dossier, "LEF") == []


def named(text: str, language: str = "en", iso3: str = "KEN", own: str = "Kenya") -> list[str]:
    """Return the countries that are mentioned, in a dossier of the country given."""
    names = country_names(language)
    others = [name for code, name in names.items() if code != region_of_iso3(iso3)]
    ours = names[region_of_iso3(iso3) or ""]
    return [mention.name for mention in CountryFinder(others, [own, ours]).mentions(text)]


@pytest.mark.parametrize(
    ("iso3", "own", "other"),
    [
        ("NGA", "Nigeria", "Niger"),
        ("GNQ", "Equatorial Guinea", "Guinea"),
        ("ROU", "Romania", "Oman"),
        ("SOM", "Somalia", "Mali"),
        ("SSD", "South Sudan", "Sudan"),
        ("PNG", "Papua New Guinea", "Guinea"),
        ("GNB", "Guinea-Bissau", "Guinea"),
        ("DMA", "Dominica", "Dominican Republic"),
    ],
)
def test_a_name_within_the_own_name_is_no_mention_and_by_itself_it_is_one(
    iso3: str, own: str, other: str
) -> None:
    assert named(f"The people of {own} and {own.upper()}, {own}'s poor.", "en", iso3, own) == []
    assert named(f"The people of {own} and {other}.", "en", iso3, own) == [other]
    assert named(f"A text about {other.upper()}.", "en", iso3, own) == [other]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "in Equatorial\nGuinea", ["Equatorial Guinea"]),
        ("en", "_Mali_, **Chad**-based; Niger’s", ["Mali", "Chad", "Niger"]),
        ("en", "Bosnia and Herzegovina, Saint Lucia, Myanmar", None),
        ("en", "the Congo", ["Congo"]),
        ("en", "Côte d'Ivoire", ["Côte d’Ivoire"]),
        ("en", "Somaliland, Nigerian, Omanis, Guineans, Congolese", []),
        ("fr", "la Guinée équatoriale, l’Oman", ["Guinée équatoriale", "Oman"]),
        ("ar", "وفي النيجر ونيجيريا", ["النيجر", "نيجيريا"]),
        ("ar", "الدعم المالي", []),
        ("ru", "Нигерия и Нигер", ["Нигерия", "Нигер"]),
        ("ru", "нигерийцы, Оманский", []),
        ("hi", "सोमालिया और ओमान", ["सोमालिया", "ओमान"]),
        ("zh", "在索马里的人，赤道几内亚和尼日尔的人", ["索马里", "赤道几内亚", "尼日尔"]),
        ("zh", "用这个方法国家可以帮助人民", []),
        ("ja", "ソマリアの人とマリの人、マリア", ["ソマリア", "マリ"]),
        ("th", "ผู้คนในโซมาเลียและไนจีเรีย", ["โซมาเลีย", "ไนจีเรีย"]),
        ("ko", "소말리아, 오만", ["소말리아", "오만"]),
    ],
)
def test_a_country_is_found_as_a_whole_word_of_its_script(
    language: str, text: str, wanted: list[str] | None
) -> None:
    found = named(text, language)
    assert found == wanted if wanted is not None else len(found) == text.count(",") + 1


def test_a_country_in_the_title_is_found(dossier: Path) -> None:
    settings = dossier / "dossier.yaml"
    lines = settings.read_text().splitlines()
    changed = [
        "title: Leaving no one behind in Kenya" if x.startswith("title:") else x for x in lines
    ]
    settings.write_text("\n".join([x for x in changed if x]) + "\n")
    assert any(code == "LEF001" and row is None for code, _, row in found(dossier, "LEF"))


def test_a_country_in_the_name_of_a_group_may_be_named_and_the_country_inside_its_name_not(
    dossier: Path,
) -> None:
    with (dossier / "dossier.yaml").open("a") as settings:
        settings.write("\nmentions: [people from Equatorial Guinea, Congo]\n")
    prose(dossier, "From Equatorial Guinea and Congo, not from\nGuinea.\n")
    ((code, what, row),) = found(dossier, "LEF")
    assert (code, row) == ("LEF001", 2)
    assert '"Guinea"' in what


@pytest.mark.parametrize(
    "words",
    [
        "VNR 2019",
        "VNR2019",
        "VNR-2019",
        "2019年VNR",
        "VNR ٢٠١٩",
        "VNR of 2019",
        "2019 HLPF",
        "ENV de 2019",
    ],
)
def test_a_review_of_another_year_is_found(dossier: Path, words: str) -> None:
    prose(dossier, f"As we said for the {words}.\n")
    ((code, what, _),) = found(dossier, "LEF")
    assert code == "LEF002"
    assert f'"{words}"' in what


@pytest.mark.parametrize("words", ["VNR 2026", "VNR of 2021", "the survey of 2019"])
def test_this_review_the_one_before_and_other_years_are_no_leftovers(
    dossier: Path, words: str
) -> None:
    prose(dossier, f"As we said in {words}.\n")
    assert found(dossier, "LEF") == []


@pytest.mark.parametrize(
    "words", ["lorem ipsum dolor", "XXX", "TBC", "????", "[insert date]", "[Country]"]
)
def test_a_placeholder_stops_the_build(dossier: Path, words: str) -> None:
    prose(dossier, f"The share is {words} here.\n")
    assert [(code, row) for code, _, row in found(dossier, "LEF")] == [("LEF003", 1)]


@pytest.mark.parametrize("words", ["[the law](https://law.example)", "Really?", "XX century"])
def test_what_only_looks_like_a_placeholder_is_none(dossier: Path, words: str) -> None:
    prose(dossier, f"The share is {words} here.\n")
    assert found(dossier, "LEF") == []


def test_figures_that_differ_between_languages_are_found_whatever_the_separators() -> None:
    def told(language: str, text: str) -> Narrative:
        return Narrative(
            section="who", language=language, text=text, path=f"narrative/{language}/who.md"
        )

    english = told("en", "1,234.5 people in 2024")
    assert not list(
        figures_across_languages([english, told("fr", "1\u202f234,5 personnes en 2024")], "en")
    )
    (problem,) = figures_across_languages(
        [english, told("fr", "1\u202f243,5 personnes en 2024")], "en"
    )
    assert problem.code == "FIG002"
    assert problem.where.path == "narrative/fr/who.md"
    assert "only here: 243; only in narrative/en/who.md: 234" in problem.what


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "١٬٢٣٤٬٥٦٧٫٥ شخص في ٢٠٢٤"),
        ("fa", "۱٬۲۳۴٬۵۶۷٫۵ نفر در ۲۰۲۴"),
        ("ne", "२०२४ मा १२,३४,५६७.५ जना"),
        ("bn", "২০২৪ সালে ১২,৩৪,৫৬৭.৫ জন"),
        ("my", "၂၀၂၄ ၁,၂၃၄,၅၆၇.၅"),
    ],
)
def test_figures_are_compared_by_value_whatever_the_digits(language: str, text: str) -> None:
    texts = [
        Narrative(section="who", language=own, text=said, path=f"narrative/{own}/who.md")
        for own, said in (("en", "1,234,567.5 people in 2024"), (language, text))
    ]
    assert not list(figures_across_languages(texts, "en"))
    wrong = [texts[0], replace(texts[1], text=text + " ٧")]
    (problem,) = figures_across_languages(wrong, "en")
    assert "only here: 7" in problem.what


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_what_is_published_together_has_the_same_figures(published: Path) -> None:
    files = files_of(published)
    assert {"chapter.pdf", "chapter.docx", "chapter.html"} <= set(files)
    assert not list(figures_that_differ(files))


def test_a_figure_changed_by_hand_in_one_file_is_found(published: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(published, tmp_path / "out"))
    page = copy / "chapter.html"
    text = page.read_text(encoding="utf-8")
    assert "410,000" in text
    page.write_text(text.replace("410,000", "510,000"), encoding="utf-8")
    (problem,) = figures_that_differ(files_of(copy))
    assert (problem.code, problem.where.path) == ("FIG001", "chapter.html")
    assert "410" in problem.what


def test_two_figures_that_changed_places_in_one_file_are_found(
    published: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(published, tmp_path / "out"))
    page = copy / "chapter.html"
    text = page.read_text(encoding="utf-8")
    cells = re.finditer(r"(?<=>)\d+\.\d(?=[^<>]*</t[dh]>)", text)
    first = next(cells)
    second = next(cell for cell in cells if cell[0] != first[0])
    parts = text[: first.start()], text[first.end() : second.start()], text[second.end() :]
    swapped = parts[0] + second[0] + parts[1] + first[0] + parts[2]
    page.write_text(swapped, encoding="utf-8")
    problems = list(figures_that_differ(files_of(copy)))
    assert [(problem.code, problem.where.path) for problem in problems] == [
        ("FIG001", "chapter.html")
    ]


def test_a_damaged_file_is_said_to_be_so(published: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(published, tmp_path / "out"))
    for name in ("chapter.docx", "chapter.pdf"):
        (copy / name).write_bytes((copy / name).read_bytes()[:2000])
    found = list(figures_that_differ(files_of(copy)))
    assert [problem.where.path for problem in found] == ["chapter.docx", "chapter.pdf"]
    assert all("cannot be read" in problem.what for problem in found)
