"""``dossier.yaml`` becomes settings; every problem has its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from vnrgen.dossier.codes.countries import iso3_codes, m49_of_iso3, region_of_iso3, region_of_m49
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.model import (
    Category,
    DataFile,
    Dimension,
    DimensionRole,
    Label,
    Settings,
    Thresholds,
)
from vnrgen.dossier.settings.rulings import read_rulings
from vnrgen.dossier.settings.yaml_files import MOST_YAML, Keys, KeysNode, parse_yaml
from vnrgen.dossier.tables.headers import language_tag
from vnrgen.dossier.tables.suggestions import closest
from vnrgen.problems import Location, ProblemLog

FILE_NAME = "dossier.yaml"
_KNOWN = [
    "title",
    "subtitle",
    "country",
    "iso3",
    "m49",
    "fictional",
    "year",
    "cycle",
    "previous_year",
    "language",
    "languages",
    "coalition",
    "contact",
    "as_of",
    "status",
    "version",
    "outline",
    "guideline",
    "decimal",
    "fiscal_year_start",
    "thresholds",
    "dimensions",
    "data",
    "contradictions",
    "sections",
    "word",
    "mentions",
    "guideline_answers",
]
WORD_CHARTS = ("drawn", "native")
"""Who draws the charts of the Word file: vnrgen, or Word itself, so that they can be edited."""

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ISO3 = re.compile(r"[A-Z]{3}")
_M49 = re.compile(r"[0-9]{3}")
_ROLES = tuple(str(role) for role in DimensionRole)
_LONGEST_PATH = 1000

# What stands in for a value that is missing or wrong (reported), while the other files are checked:
# nothing of this century comes after it, and no recommendation was made for a later review.
_UNKNOWN_DATE = date(2100, 12, 31)
_UNKNOWN_CYCLE = 99


def load_settings(root: Path, problems: ProblemLog) -> tuple[Settings, dict[str, Dimension]]:
    """Read ``dossier.yaml``: the settings, and the dimensions it declares, by id.

    Where a key is missing or wrong, that is a problem, and a stand-in goes on, so that the other
    files are checked in the same run.

    Raises:
        InvalidInputError: The folder or the file is not there, or is no YAML at all.
    """
    keys = _keys(root, problems)
    if keys is None:
        problems.stop_if_any()
        raise AssertionError("a missing dossier.yaml is always a problem")
    keys.only(_KNOWN)
    language = language_tag(keys.required("language", "en") or "en")
    decimal_mark = keys.choice("decimal", (".", ","), ".")
    sections = _sections(keys)
    iso3, m49, fictional = _country_codes(keys, problems)
    year = _year(keys)
    settings = Settings(
        title=keys.required("title", "Nobody out of sight"),
        subtitle=keys.text("subtitle"),
        country=keys.required("country", "the name as the UN writes it"),
        iso3=iso3,
        m49=m49,
        fictional=fictional,
        year=year,
        cycle=_cycle(keys),
        previous_year=_previous_year(keys, year),
        language=language,
        languages=_languages(keys, language),
        coalition=keys.required("coalition", "the name of the coalition"),
        contact=keys.text("contact"),
        as_of=_as_of(keys),
        status=keys.choice("status", ("draft", "final"), "draft"),
        version=keys.text("version", "0.1"),
        outline=keys.text("outline", "lnob"),
        guideline=keys.text("guideline") or None,
        thresholds=_thresholds(keys),
        data=tuple(_data_files(keys, root)),
        decimal_mark=decimal_mark,
        drop_sections=sections[0],
        section_order=sections[1],
        fiscal_year_start=_fiscal_year_start(keys),
        rulings=read_rulings(keys.each("contradictions")),
        native_word_charts=_native_word_charts(keys),
        mentions=keys.texts("mentions"),
        guideline_answers=_guideline_answers(keys),
    )
    return settings, _declared_dimensions(keys, language)


def _keys(root: Path, problems: ProblemLog) -> Keys | None:
    path = root / FILE_NAME
    if not path.is_file():
        reason = "there is no such folder" if not root.is_dir() else "dossier.yaml is missing"
        problems.error(
            "SET001",
            Location(FILE_NAME),
            reason,
            "name the folder that holds dossier.yaml, or begin one with: vnrgen new FOLDER",
        )
        return None
    try:
        data = read_inside(path, root, most=MOST_YAML)
    except UnreadableFileError as error:
        problems.add(error.problem)
        return None
    node = parse_yaml(decode(data).text, FILE_NAME, problems)
    if node is not None and not isinstance(node, KeysNode):
        problems.error(
            "YML002", Location(FILE_NAME, 1), "there are no keys here", "write key: value lines"
        )
        return None
    return Keys(node, FILE_NAME, problems) if node is not None else None


def _country_codes(keys: Keys, problems: ProblemLog) -> tuple[str, str, bool]:
    iso3 = keys.required("iso3", "VNM").upper()
    m49 = keys.required("m49", '"704"')
    fictional = keys.flag("fictional", default=bool(keys.text("fictional")))
    if iso3 and not _ISO3.fullmatch(iso3):
        keys.wrong("iso3", f'is "{iso3}", not three letters', "write the ISO 3166-1 alpha-3 code")
    elif m49 and not _M49.fullmatch(m49):
        keys.wrong(
            "m49", f'is "{m49}", not three digits', f'write it in quotes: m49: "{m49.zfill(3)[:3]}"'
        )
    elif iso3 and m49 and not fictional:
        _check_codes(keys, iso3, m49, problems)
    return iso3, m49, fictional


def _check_codes(keys: Keys, iso3: str, m49: str, problems: ProblemLog) -> None:
    lifts = "Set fictional: true if the country does not exist"
    if region_of_iso3(iso3) is None:
        nearest = closest(iso3, iso3_codes())
        hint = f'did you mean "{nearest}"? ' if nearest else ""
        problems.error(
            "SET002", keys.at("iso3"), f'"{iso3}" is no ISO 3166-1 alpha-3 code', hint + lifts
        )
    elif region_of_m49(m49) != region_of_iso3(iso3):
        problems.error(
            "SET003",
            keys.at("m49"),
            f'the M49 code "{m49}" is not that of {iso3}',
            f'write m49: "{m49_of_iso3(iso3)}", or correct iso3. {lifts}',
        )


def _guideline_answers(keys: Keys) -> dict[str, str]:
    answers = keys.keys("guideline_answers")
    return {name: answers.text(name) for name in answers.names} if answers else {}


def _year(keys: Keys) -> int:
    year = keys.integer("year")
    if year is None:
        if "year" not in keys:
            keys.missing("year", "2026")
        return _UNKNOWN_DATE.year
    if not 2015 <= year <= 2100:
        keys.wrong("year", f"is {year}", "write the year of the review, 2016 or later")
    return year


def _cycle(keys: Keys) -> int:
    cycle = keys.integer("cycle")
    if cycle is None:
        if "cycle" not in keys:
            keys.missing("cycle", "1 (for a country's first review)")
        return _UNKNOWN_CYCLE
    if cycle < 1:
        keys.wrong("cycle", f"is {cycle}", "write 1 for a country's first review, 2 for the next")
        return _UNKNOWN_CYCLE
    return cycle


def _previous_year(keys: Keys, year: int) -> int | None:
    previous = keys.integer("previous_year")
    if previous is not None and previous >= year:
        keys.wrong(
            "previous_year",
            f"is {previous}, not before {year}",
            "write the year of the last review",
        )
    return previous


def _languages(keys: Keys, language: str) -> tuple[str, ...]:
    tags = keys.texts("languages") or (language,)
    for key, tag in (("language", language), *(("languages", tag) for tag in tags)):
        if not _LANGUAGE_TAG.fullmatch(tag):
            keys.wrong(key, f'holds "{tag}", no BCP 47 tag', "write tags such as en, fr or pt-BR")
    return tuple(dict.fromkeys(language_tag(tag) for tag in tags))


def _as_of(keys: Keys) -> date:
    day = keys.date("as_of")
    if day is None and "as_of" not in keys:
        keys.missing("as_of", "2026-03-31 (the day to which this dossier speaks)")
    return day or _UNKNOWN_DATE


def _fiscal_year_start(keys: Keys) -> int | None:
    month = keys.integer("fiscal_year_start")
    if month is not None and not 1 <= month <= 12:
        keys.wrong("fiscal_year_start", f"is {month}", "write the number of a month, 1 to 12")
        return None
    return month


def _thresholds(keys: Keys) -> Thresholds:
    inner = keys.keys("thresholds")
    usual = Thresholds()
    if inner is None:
        return usual
    inner.only(("suppress_below", "mark_below", "minimum_count"))
    found = {
        name: inner.integer(name, getattr(usual, name)) or 0
        for name in ("suppress_below", "mark_below", "minimum_count")
    }
    for name, number in found.items():
        if number < 0:
            inner.wrong(name, f"is {number}", "write 0 or more")
    if found["mark_below"] < found["suppress_below"]:
        inner.wrong(
            "mark_below",
            "is less than suppress_below",
            f"write {found['suppress_below']} or more; between the two a figure is put in brackets",
        )
    return Thresholds(**found)


def _sections(keys: Keys) -> tuple[tuple[str, ...], tuple[str, ...]]:
    inner = keys.keys("sections")
    if inner is None:
        return (), ()
    inner.only(("drop", "order"))
    return inner.texts("drop"), inner.texts("order")


def _native_word_charts(keys: Keys) -> bool:
    inner = keys.keys("word")
    if inner is None:
        return False
    inner.only(("charts",))
    return inner.choice("charts", WORD_CHARTS, WORD_CHARTS[0]) == "native"


def _data_files(keys: Keys, root: Path) -> Iterator[DataFile]:
    for entry in keys.each("data"):
        entry.only(("path", "layout", "options"))
        path = entry.required("path", "data/health.csv")
        layout = entry.text("layout", "canonical")
        if not path:
            continue
        if not stays_inside(path, root):
            entry.wrong(
                "path",
                f'is "{path}", outside the dossier',
                "copy the file into the dossier's data/",
            )
        elif not (root / path).exists():
            entry.wrong("path", f'is "{path}", which does not exist', _nearest_file(root, path))
        else:
            options = entry.plain("options")
            yield DataFile(path=path, layout=layout, options=options, where=entry.at("path"))


def stays_inside(path: str, root: Path) -> bool:
    """Whether a path written in a dossier leads to a place inside the dossier."""
    written = PurePosixPath(path)
    if written.is_absolute() or "\\" in path or ":" in path or "\x00" in path:
        return False
    if len(path) > _LONGEST_PATH or any(len(os.fsencode(p)) > 255 for p in written.parts):
        return False  # no system has such names
    if any(part.startswith(".") for part in written.parts):
        return False  # hidden folders are not looked at (``check_folder``), so not read either
    try:
        return (root / path).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return False


def _nearest_file(root: Path, path: str) -> str:
    folder = (root / path).parent
    looked_at = folder.iterdir() if folder.is_dir() else root.glob("*/*")
    nearest = closest(path, sorted(p.relative_to(root).as_posix() for p in looked_at))
    hint = f'did you mean "{nearest}"?' if nearest else ""
    return hint or "correct the path (relative to dossier.yaml), or add the file"


def _declared_dimensions(keys: Keys, language: str) -> dict[str, Dimension]:
    inner = keys.keys("dimensions")
    declared: dict[str, Dimension] = {}
    for name in inner.names if inner is not None else ():
        entry = inner.keys(name) if inner is not None else None
        if inner is None or entry is None:
            continue
        if not _NAME.fullmatch(name):
            inner.wrong(name, "is no name of a column", "use small letters, digits and underscores")
            continue
        entry.only(("label", "role", "categories"))
        role = entry.choice("role", _ROLES, "group")
        declared[name] = Dimension(
            dimension_id=name,
            label=_label_or_name(entry.label("label", language), name, language),
            role=DimensionRole(role),
            categories=_declared_categories(entry, language),
        )
    return declared


def _declared_categories(entry: Keys, language: str) -> dict[str, Category]:
    """Read ``categories``: codes with their labels, or with label, order, reference, residual."""
    inner = entry.keys("categories")
    categories: dict[str, Category] = {}
    for code in inner.names if inner is not None else ():
        if inner is None:
            break
        detailed = inner.keys(code) if inner.is_group(code) else None
        if detailed is None:
            categories[code] = Category(
                code=code, label=_label_or_name(inner.label(code, language), code, language)
            )
            continue
        detailed.only(("label", "order", "reference", "residual"))
        categories[code] = Category(
            code=code,
            label=_label_or_name(detailed.label("label", language), code, language),
            order=detailed.integer("order"),
            is_reference=detailed.flag("reference"),
            is_residual=detailed.flag("residual"),
        )
    return categories


def _label_or_name(label: Label, name: str, language: str) -> Label:
    return label if label.texts else Label(texts={language: name.replace("_", " ").capitalize()})
