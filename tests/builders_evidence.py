"""Valid dossiers, series and observations for tests of analysis and disclosure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from vnrgen.dossier.model import (
    Audience,
    Category,
    Consent,
    Consultation,
    Dimension,
    DimensionRole,
    Dossier,
    Group,
    Label,
    Place,
    PlaceLevel,
    QualitativeFinding,
    Recommendation,
    Series,
    Settings,
    Source,
    SourceKind,
    Story,
    Thresholds,
)
from vnrgen.dossier.model.observations import Observation
from vnrgen.dossier.observations.rows import observations_from_rows

ON = date(2026, 3, 31)


def label(text: str) -> Label:
    return Label(texts={"en": text})


def an_observation(value: float | None = 50.0, **changes: Any) -> Observation:
    """A headline of indicator 1.1.1 in the country for 2020, from the national office."""
    dimensions = changes.pop("dimensions", {})
    year = changes.pop("year", 2020)
    base = Observation(
        indicator_id="1.1.1",
        series="S",
        place="XX",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        period_label=str(year),
        value=value,
        unit="PT",
        source_id="nso",
        dimensions=dimensions,
        file="data/poverty.csv",
        row=2,
    )
    return replace(base, **changes)


def a_group_of(
    dimension: str, values: dict[str, float | None], **changes: Any
) -> list[Observation]:
    """One observation per category of a dimension."""
    return [
        an_observation(value, dimensions={dimension: code}, **changes)
        for code, value in values.items()
    ]


def a_series(**changes: Any) -> Series:
    base = Series(
        indicator_id="1.1.1",
        series="S",
        label=label("Poverty"),
        unit="PT",
        unit_label=label("per cent"),
        decimals=1,
        favourable=False,
        scale=100.0,
        target=None,
        target_year=None,
    )
    return replace(base, **changes)


def a_dimension(name: str, *codes: str, ordered: bool = False, **changes: Any) -> Dimension:
    categories = {
        code: Category(code=code, label=label(code), order=place if ordered else None)
        for place, code in enumerate(codes, start=1)
    }
    categories["_T"] = Category(code="_T", label=label("Total"), is_total=True)
    base = Dimension(
        dimension_id=name, label=label(name), role=DimensionRole.GROUP, categories=categories
    )
    return replace(base, **changes)


def a_source(source_id: str, kind: SourceKind = SourceKind.OFFICIAL) -> Source:
    return Source(
        source_id=source_id,
        title=source_id,
        producer=source_id,
        kind=kind,
        method="survey",
        fieldwork="2020",
        sample_size=1000,
        url="",
        licence="",
    )


def a_place(place_id: str, level: PlaceLevel, parent: str | None) -> Place:
    return Place(place_id=place_id, label=label(place_id.title()), level=level, parent=parent)


def a_group(group_id: str, dimension: str = "sex", code: str | None = None) -> Group:
    return Group(
        group_id=group_id,
        label=label(group_id),
        definition="",
        identification_method="",
        dimension=dimension,
        sdmx_dim=dimension if code else None,
        sdmx_code=code,
        agenda2030=True,
        self_identified=None,
        population=None,
    )


def a_consent(**changes: Any) -> Consent:
    base = Consent(
        status="yes", scope=Audience.PUBLIC, given_on=date(2025, 1, 1), recorded_by="team 1"
    )
    return replace(base, **changes)


def a_story(story_id: str = "ST01", **changes: Any) -> Story:
    base = Story(
        story_id=story_id,
        title="The clinic closes at noon",
        text="Every week I walk three hours to the clinic and it is closed when I arrive.",
        group_id="women",
        place_id="north",
        place_level="district",
        sdg_targets=("3.8",),
        told_on=date(2025, 1, 1),
        language="en",
        consent=a_consent(),
    )
    return replace(base, **changes)


def a_finding(finding_id: str = "Q01", **changes: Any) -> QualitativeFinding:
    base = QualitativeFinding(
        finding_id=finding_id,
        method="focus_group",
        place_id="north",
        held_on=date(2025, 2, 1),
        participants={"women": 8},
        group_ids=("women",),
        sdg_targets=("3.8",),
        finding="Opening hours keep working women away.",
        quote="By the time my shift ends there is nobody left to ask for help.",
        quote_language="en",
        attribution="A woman, 34",
        consent=a_consent(),
    )
    return replace(base, **changes)


def a_consultation(consultation_id: str, place_id: str | None) -> Consultation:
    return Consultation(
        consultation_id=consultation_id,
        title="A round of meetings",
        method="dialogue",
        held_on=date(2025, 2, 1),
        place_id=place_id,
        group_ids=("women",),
        participants=40,
        women=21,
        organiser="Coalition",
    )


def a_recommendation(rec_id: str = "R01", **changes: Any) -> Recommendation:
    base = Recommendation(
        rec_id=rec_id,
        cycle=2,
        text="Open rural clinics until six in the evening.",
        addressee="Ministry of Health",
        sdg_target="3.8",
        group_ids=("women",),
        theme="health",
        evidence_ids=(),
        submitted_on=None,
        submitted_in="",
        position=None,
        position_source="",
        due_on=None,
    )
    return replace(base, **changes)


def a_dossier(
    rows: Iterable[Observation] = (),
    *,
    series: Iterable[Series] = (),
    dimensions: Iterable[Dimension] = (),
    groups: Iterable[Group] = (),
    **changes: Any,
) -> Dossier:
    """A dossier of one series, a country with two districts, an official and a citizen source."""
    sources = (a_source("nso"), a_source("ngo", SourceKind.CITIZEN))
    places = (
        a_place("XX", PlaceLevel.COUNTRY, None),
        a_place("north", PlaceLevel.DISTRICT, "XX"),
        a_place("south", PlaceLevel.DISTRICT, "XX"),
    )
    named = tuple(dimensions)
    base = Dossier(
        root=Path("dossier"),
        settings=settings(),
        places={place.place_id: place for place in places},
        groups={group.group_id: group for group in groups},
        sources={source.source_id: source for source in sources},
        dimensions={dimension.dimension_id: dimension for dimension in named},
        series={s.key: s for s in (tuple(series) or (a_series(),))},
        observations=observations_from_rows(rows, [d.dimension_id for d in named]),
        qualitative=(),
        scorecards=(),
        stories=(),
        recommendations=(),
        policies=(),
        factors=(),
        consultations=(),
        practices=(),
        narratives=(),
        reports=(),
        input_files=(),
    )
    return replace(base, **changes)


def settings(**changes: Any) -> Settings:
    base = Settings(
        title="Nobody out of sight",
        country="Exampleland",
        iso3="XXX",
        m49="999",
        year=2026,
        cycle=2,
        language="en",
        languages=("en",),
        coalition="Coalition",
        as_of=ON,
        status="draft",
        version="0.1",
        outline="lnob",
        guideline=None,
        thresholds=Thresholds(),
        data=(),
        fictional=True,
    )
    return replace(base, **changes)
