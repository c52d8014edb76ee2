"""Findings to write about: one series, its breakdowns over time, official beside citizen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from vnrgen.analysis.comparison import agreement
from vnrgen.analysis.disparity import gap
from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    Findings,
    GapTrend,
    GroupEstimate,
    Intersection,
    IntersectionCell,
    OfficialCitizen,
    OfficialCitizenPair,
    Period,
    Reliability,
    SeriesFindings,
    Trend,
    TrendSegment,
)
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import NoteMark
from vnrgen.document.language.wording import Wording
from vnrgen.document.series.context import SeriesContext
from vnrgen.dossier.model import (
    Audience,
    Category,
    Dimension,
    DimensionRole,
    Group,
    Label,
    Place,
    PlaceLevel,
    Series,
    Settings,
    Source,
    SourceKind,
    Thresholds,
)
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.dossier.observations.rows import observations_from_rows

SERIES = Series(
    indicator_id="3.1.2",
    series="SKILLED",
    label=Label(texts={"en": "Births without skilled help"}),
    unit="PT",
    unit_label=Label(texts={"en": "per cent"}),
    decimals=1,
    favourable=False,
    scale=100.0,
    target=None,
    target_year=None,
)


def a_series(**changes: Any) -> Series:
    return replace(SERIES, **changes)


def a_period(year: int) -> Period:
    return Period(date(year, 12, 31), date(year, 1, 1), str(year))


def an_estimate(
    value: float | None, code: str = "_T", year: int = 2022, **changes: Any
) -> Estimate:
    source = changes.get("source_id", "survey")
    return Estimate(
        **{
            "observation_id": f"3.1.2|SKILLED|ost|{year}|{code}|{source}",
            "value": value,
            "reliability": Reliability.FIRM if value is not None else Reliability.ABSENT,
            "status": ObservationStatus.NORMAL if value is not None else ObservationStatus.MISSING,
            "source_id": source,
            "source_kind": SourceKind.OFFICIAL,
            "period": a_period(year),
            "place_id": "ost",
            **changes,
        }
    )


def a_member(
    name: str, estimate: Estimate, dimension: str = "ethnicity", order: int | None = None
) -> GroupEstimate:
    category = Category(code=name.lower(), label=Label(texts={"en": name}), order=order)
    return GroupEstimate(dimension_id=dimension, category=category, estimate=estimate)


def a_breakdown(
    values: Mapping[str, float | Estimate | None],
    *,
    dimension: str = "ethnicity",
    year: int = 2022,
    reference: float | None = None,
    favourable: bool | None = False,
    ordered: bool = False,
) -> Breakdown:
    """Build a breakdown; a value may be an estimate where more than its number matters."""
    members = tuple(
        a_member(
            name,
            value
            if isinstance(value, Estimate)
            else an_estimate(value, f"{dimension}={name.lower()}", year),
            dimension,
            index + 1 if ordered else None,
        )
        for index, (name, value) in enumerate(values.items())
    )
    return Breakdown(
        finding_id=f"breakdown|3.1.2|{dimension}|{year}",
        dimension_id=dimension,
        place_id="ost",
        period=a_period(year),
        source_id="survey",
        source_kind=SourceKind.OFFICIAL,
        members=members,
        reference=None if reference is None else an_estimate(reference, "_T", year),
        gap=gap(members, favourable=favourable),
    )


def a_gap_trend(*breakdowns: Breakdown) -> GapTrend:
    first = breakdowns[0]
    return GapTrend(
        finding_id=f"gap-trend|{first.dimension_id}",
        dimension_id=first.dimension_id,
        place_id=first.place_id,
        breakdowns=breakdowns,
        segments=(breakdowns,),
    )


def a_pair(
    name: str | None, official: Estimate | None, citizen: Estimate | None
) -> OfficialCitizenPair:
    known = None
    if official is not None and citizen is not None:
        assert official.value is not None
        assert citizen.value is not None
        known = citizen.value - official.value
    return OfficialCitizenPair(
        dimension_id=None if name is None else "ethnicity",
        category=None
        if name is None
        else Category(code=name.lower(), label=Label(texts={"en": name})),
        official=official,
        citizen=citizen,
        difference=known,
        agreement=agreement(official, citizen),
    )


def a_citizen(value: float, code: str = "_T", **changes: Any) -> Estimate:
    return an_estimate(
        value, code, **{"source_id": "voices", "source_kind": SourceKind.CITIZEN, **changes}
    )


def a_comparison(*pairs: OfficialCitizenPair) -> OfficialCitizen:
    return OfficialCitizen(
        finding_id="official-citizen|3.1.2", place_id="ost", pairs=pairs, explanation="Both count."
    )


def a_crossing(values: Mapping[tuple[str, str], float]) -> Intersection:
    cells = tuple(
        IntersectionCell(
            categories=tuple(Category(code=n.lower(), label=Label(texts={"en": n})) for n in names),
            estimate=an_estimate(value, ";".join(names)),
        )
        for names, value in values.items()
    )
    return Intersection(
        finding_id="intersection|3.1.2",
        dimension_ids=("ethnicity", "sex"),
        place_id="ost",
        period=a_period(2022),
        source_id="survey",
        cells=cells,
        worst=max(cells, key=lambda cell: cell.estimate.value or 0.0),
        reference=None,
    )


def a_trend(*runs: tuple[Estimate, ...]) -> Trend:
    return Trend(
        finding_id="trend|3.1.2",
        place_id="ost",
        source_kind=SourceKind.OFFICIAL,
        segments=tuple(TrendSegment(estimates=run) for run in runs),
    )


def some_findings(series: Series = SERIES, **found: Any) -> SeriesFindings:
    empty: dict[str, Any] = dict.fromkeys(
        ("trends", "breakdowns", "gap_trends", "intersections", "official_citizen"), ()
    )
    return SeriesFindings(series=series, **{**empty, **found})


def _source(source_id: str, title: str, kind: SourceKind) -> Source:
    return Source(
        source_id=source_id,
        title=title,
        producer="Office",
        kind=kind,
        method="",
        fieldwork="",
        sample_size=None,
        url="",
        licence="",
    )


def a_publishable(findings: SeriesFindings) -> Publishable:
    def dimension(name: str, label: str) -> Dimension:
        texts = Label(texts={"en": label})
        return Dimension(dimension_id=name, label=texts, role=DimensionRole.GROUP, categories={})

    country = Place(
        place_id="ost", label=Label(texts={"en": "Ostara"}), level=PlaceLevel.COUNTRY, parent=None
    )
    settings = Settings(
        title="T",
        country="Ostara",
        iso3="OST",
        m49="999",
        year=2026,
        cycle=1,
        language="en",
        languages=("en",),
        coalition="C",
        as_of=date(2026, 3, 31),
        status="draft",
        version="1",
        outline="lnob",
        guideline=None,
        thresholds=Thresholds(),
        data=(),
    )
    groups: dict[str, Group] = {}
    nothing: dict[str, tuple[()]] = dict.fromkeys(
        (
            "stories",
            "qualitative",
            "scorecards",
            "recommendations",
            "policies",
            "factors",
            "consultations",
            "practices",
            "narratives",
            "withheld",
        ),
        (),
    )
    return Publishable(
        audience=Audience.PUBLIC,
        settings=settings,
        places={"ost": country},
        groups=groups,
        sources={
            "survey": _source("survey", "Household Survey", SourceKind.OFFICIAL),
            "voices": _source("voices", "Community Voices", SourceKind.CITIZEN),
        },
        dimensions={
            "ethnicity": dimension("ethnicity", "Ethnic group"),
            "sex": dimension("sex", "Sex"),
            "wealth": dimension("wealth", "Wealth"),
        },
        series={findings.series.key: findings.series},
        observations=observations_from_rows(()),
        findings=Findings(series=(findings,), coverage=(), disaggregation=()),
        testimonies={},
        **nothing,
    )


def cite(source_id: str) -> NoteMark:
    return NoteMark(f"note/{source_id}", "1")


def a_context(findings: SeriesFindings | None = None, language: str = "en") -> SeriesContext:
    found = findings or some_findings()
    return SeriesContext(
        publishable=a_publishable(found), findings=found, wording=Wording(language), cite=cite
    )
