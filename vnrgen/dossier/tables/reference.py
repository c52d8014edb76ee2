"""What all else refers to: places, groups, sources and indicators."""

from __future__ import annotations

from vnrgen.dossier.codes.codelists import canonical_code, unit
from vnrgen.dossier.model import (
    DimensionRole,
    Group,
    Label,
    Place,
    PlaceLevel,
    Series,
    Source,
    SourceKind,
)
from vnrgen.dossier.tables.cells import Cells, split_list
from vnrgen.dossier.tables.headers import Columns
from vnrgen.dossier.tables.rows import TableFolder, UniqueIds, indicator_id
from vnrgen.dossier.tables.suggestions import did_you_mean

QUALITY_CRITERIA = (
    "relevance",
    "credibility",
    "timeliness",
    "methods",
    "accuracy",
    "coherence",
    "confidentiality",
    "impartiality",
    "self_identification",
    "sustainability",
)
_VERDICTS = ("pass", "partial", "fail", "unknown")
_PLACE_COLUMNS = Columns(
    ("place_id", "label", "level"),
    ("parent", "valid_from", "valid_to", "codes", "aggregate"),
    ("label",),
)
_GROUP_COLUMNS = Columns(
    ("group_id", "label", "definition", "identification_method", "dimension"),
    (
        "sdmx_dim",
        "sdmx_code",
        "order",
        "agenda2030",
        "self_identified",
        "population",
        "parent",
        "uhri_label",
    ),
    ("label",),
)
_SOURCE_COLUMNS = Columns(
    ("source_id", "title", "producer", "kind"),
    (
        "method",
        "fieldwork",
        "published",
        "sample_size",
        "url",
        "licence",
        "citizen_stage",
        "consent_basis",
        *QUALITY_CRITERIA,
    ),
)
_INDICATOR_COLUMNS = Columns(
    ("indicator_id", "series", "label", "unit", "favourable"),
    (
        "unit_label",
        "decimals",
        "scale",
        "target",
        "target_year",
        "fixed",
        "roles",
        "definition",
        "is_barrier",
        "official_citizen_note",
        "may_be_negative",
    ),
    ("label", "unit_label"),
)
_DIRECTIONS = {"higher": True, "lower": False, "neither": None}


def load_places(folder: TableFolder) -> dict[str, Place]:
    """Read places.csv."""
    places: dict[str, Place] = {}
    unique = UniqueIds("place_id", folder.problems)
    for cells in folder.rows("places", _PLACE_COLUMNS):
        place = Place(
            place_id=cells.required("place_id"),
            label=_label(cells),
            level=cells.required_choice("level", PlaceLevel, PlaceLevel.DISTRICT),
            parent=cells.optional("parent"),
            valid_from=cells.date("valid_from"),
            valid_to=cells.date("valid_to"),
            codes=cells.pairs("codes"),
            is_aggregate=cells.flag("aggregate"),
            where=cells.row.at(),
        )
        if place.place_id and unique.is_new(place.place_id, place.where):
            places[place.place_id] = place
    return places


def load_groups(folder: TableFolder) -> dict[str, Group]:
    """Read groups.csv."""
    groups: dict[str, Group] = {}
    unique = UniqueIds("group_id", folder.problems)
    for cells in folder.rows("groups", _GROUP_COLUMNS):
        group = _group(cells)
        if group.group_id and unique.is_new(group.group_id, group.where):
            groups[group.group_id] = group
    return groups


def _group(cells: Cells) -> Group:
    dimension = cells.optional("sdmx_dim")
    code = cells.optional("sdmx_code")
    if dimension and code:
        code = canonical_code(dimension, code) or code
    return Group(
        group_id=cells.required("group_id"),
        label=_label(cells),
        definition=cells.required("definition"),
        identification_method=_identification(cells),
        dimension=cells.required("dimension"),
        sdmx_dim=dimension.casefold() if dimension else None,
        sdmx_code=code,
        agenda2030=cells.flag("agenda2030"),
        self_identified=cells.yes_no("self_identified"),
        population=cells.integer("population"),
        parent=cells.optional("parent"),
        order=cells.integer("order", least=1),
        uhri_label=cells.text("uhri_label"),
        where=cells.row.at(),
    )


def _identification(cells: Cells) -> str:
    """Return how a group was identified; the guidance asks this of every chapter."""
    method = cells.text("identification_method")
    if not method and "identification_method" in cells.row.headers:
        cells.problems.error(
            "GRP001",
            cells.row.at("identification_method"),
            "how this group was identified as left behind is not said",
            "say it in a sentence: from which data, by whom, in which consultation",
        )
    return method


def load_sources(folder: TableFolder) -> dict[str, Source]:
    """Read sources.csv."""
    sources: dict[str, Source] = {}
    unique = UniqueIds("source_id", folder.problems)
    for cells in folder.rows("sources", _SOURCE_COLUMNS):
        source = _source(cells)
        if source.source_id and unique.is_new(source.source_id, source.where):
            sources[source.source_id] = source
    return sources


def _source(cells: Cells) -> Source:
    verdicts = {name: cells.word(name, _VERDICTS) for name in QUALITY_CRITERIA}
    return Source(
        source_id=cells.required("source_id"),
        title=cells.required("title"),
        producer=cells.required("producer"),
        kind=cells.required_choice("kind", SourceKind, SourceKind.PROXY),
        method=cells.text("method"),
        fieldwork=cells.text("fieldwork"),
        published=cells.text("published"),
        sample_size=cells.integer("sample_size"),
        url=cells.text("url"),
        licence=cells.text("licence"),
        quality={name: verdict for name, verdict in verdicts.items() if verdict},
        consent_basis=cells.text("consent_basis"),
        citizen_stage="; ".join(split_list(cells.text("citizen_stage"))),
        where=cells.row.at(),
    )


def load_series(folder: TableFolder) -> dict[tuple[str, str], Series]:
    """Read indicators.csv: the series by indicator and series code."""
    found: dict[tuple[str, str], Series] = {}
    unique = UniqueIds("series", folder.problems)
    for cells in folder.rows("indicators", _INDICATOR_COLUMNS):
        series = _series(cells)
        name = f"{series.indicator_id} {series.series}"
        if cells.ok and unique.is_new(name, series.where):
            found[series.key] = series
        elif not cells.ok:
            folder.unread.add("indicators", series.series)
    return found


def _series(cells: Cells) -> Series:
    written = cells.required("unit")
    known = unit(written) if written else None
    decimals = cells.integer("decimals")
    scale = cells.number("scale")
    unit_label = cells.label("unit_label")
    if known and not unit_label.texts:
        unit_label = known.label
    return Series(
        indicator_id=indicator_id(cells),
        series=cells.required("series"),
        label=_label(cells),
        unit=known.code if known else written,
        unit_label=unit_label if unit_label.texts else cells.label("unit"),
        decimals=decimals if decimals is not None else known.decimals if known else 1,
        favourable=_favourable(cells),
        scale=scale if scale is not None else known.scale if known else None,
        target=cells.number("target"),
        target_year=cells.integer("target_year", least=1990, most=2100),
        fixed=_fixed(cells),
        roles=_roles(cells),
        definition=cells.text("definition"),
        is_barrier=cells.flag("is_barrier"),
        official_citizen_note=cells.text("official_citizen_note"),
        may_be_negative=cells.flag("may_be_negative"),
        where=cells.row.at(),
    )


def _favourable(cells: Cells) -> bool | None:
    if cells.text("favourable"):
        return _DIRECTIONS.get(cells.word("favourable", tuple(_DIRECTIONS)))
    if "favourable" in cells.row.headers:
        cells.problems.error(
            "IND001",
            cells.row.at("favourable"),
            "it is not said whether higher or lower is better, so no group can be ranked",
            "write higher, lower, or neither if the figures must not be ranked",
        )
    return None


def _fixed(cells: Cells) -> dict[str, str]:
    pairs = cells.pairs("fixed").items()
    return {name.casefold(): canonical_code(name.casefold(), code) or code for name, code in pairs}


def _roles(cells: Cells) -> dict[str, DimensionRole]:
    roles: dict[str, DimensionRole] = {}
    allowed = [str(role) for role in DimensionRole]
    for name, role in cells.pairs("roles").items():
        if role.casefold() in allowed:
            roles[name.casefold()] = DimensionRole(role.casefold())
        else:
            cells.problems.error(
                "CEL006",
                cells.row.at("roles"),
                f'"{role}" is not a role of a dimension',
                did_you_mean(role, allowed),
            )
    return roles


def _label(cells: Cells) -> Label:
    cells.required("label")
    return cells.label("label")
