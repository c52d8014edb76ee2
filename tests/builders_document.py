"""A small publishable dossier and random documents, for tests of the document engine.

All persons, places and numbers are invented. ``a_publishable()`` is valid by default; a keyword
changes one field of it. ``documents()`` is a hypothesis strategy of valid trees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from vnrgen.analysis.expected import expected_of
from vnrgen.analysis.findings import (
    Breakdown,
    CoverageRow,
    DisaggregationRow,
    Estimate,
    Findings,
    Gap,
    GroupEstimate,
    Period,
    Reliability,
    SeriesFindings,
    Standing,
    Trend,
    TrendSegment,
    UptakeRow,
)
from vnrgen.analysis.furthest_behind import furthest_behind_of
from vnrgen.analysis.measures.of_breakdown import measures_of
from vnrgen.analysis.over_time.assessment import progress_of
from vnrgen.analysis.standings import standings_of
from vnrgen.disclosure.publishable import (
    Publishable,
    PublishableFinding,
    PublishableStory,
    Withheld,
)
from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import Document
from vnrgen.document.compose import compose
from vnrgen.document.outline import Outline, SectionSpec, load_outline
from vnrgen.dossier.model import (
    Audience,
    Category,
    Consultation,
    Dimension,
    DimensionRole,
    Factor,
    FactorAnalysis,
    Group,
    Label,
    Narrative,
    Place,
    PlaceLevel,
    Policy,
    Position,
    Practice,
    Recommendation,
    ScorecardScore,
    Series,
    Settings,
    Source,
    SourceKind,
    Thresholds,
)
from vnrgen.dossier.model.observations import TOTAL, Observation, ObservationStatus
from vnrgen.dossier.observations.rows import observations_from_rows
from vnrgen.problems import Location, ProblemLog

KEY = ("3.1.2", "SH_STA_BRTC")


def named(text: str) -> Label:
    return Label(texts={"en": text})


def settings(**changes: Any) -> Settings:
    return replace(
        Settings(
            title="Nobody out of sight",
            country="Ostara",
            iso3="OST",
            m49="999",
            year=2026,
            cycle=2,
            language="en",
            languages=("en",),
            coalition="Ostara Coalition",
            as_of=date(2026, 3, 31),
            status="draft",
            version="0.3",
            outline="lnob",
            guideline=None,
            thresholds=Thresholds(),
            data=(),
            fictional=True,
        ),
        **changes,
    )


def observation(**changes: Any) -> Observation:
    row = Observation(
        indicator_id=KEY[0],
        series=KEY[1],
        place="ost",
        period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
        period_label="2024",
        value=91.4,
        unit="PT",
        source_id="nso",
        dimensions={},
        n_unweighted=4000,
    )
    return replace(row, **changes)


OBSERVATIONS = (
    observation(),
    observation(
        value=88.0,
        period_label="2019",
        period_start=date(2019, 1, 1),
        period_end=date(2019, 12, 31),
    ),
    observation(value=64.2, dimensions={"ethnicity": "HIGH"}, n_unweighted=310),
    observation(value=97.8, dimensions={"ethnicity": "LOW"}, n_unweighted=3500),
    observation(value=58.0, dimensions={"ethnicity": "HIGH"}, source_id="survey", n_unweighted=120),
    observation(value=71.5, dimensions={"ethnicity": "COAST"}, n_unweighted=31),
    observation(
        value=None,
        dimensions={"ethnicity": "ISLE"},
        obs_status=ObservationStatus.SUPPRESSED,
        n_unweighted=None,
    ),
)


def estimate(row: Observation, kind: SourceKind = SourceKind.OFFICIAL) -> Estimate:
    small = row.n_unweighted is not None and row.n_unweighted < 50
    reliability = Reliability.SMALL if small else Reliability.FIRM
    if row.value is None:
        reliability = Reliability.WITHHELD
    return Estimate(
        observation_id=row.observation_id,
        value=row.value,
        reliability=reliability,
        status=row.obs_status,
        source_id=row.source_id,
        source_kind=kind,
        period=Period(row.period_end, row.period_start, row.period_label),
        place_id=row.place,
        n=row.n_unweighted,
    )


DIMENSION = Dimension(
    dimension_id="ethnicity",
    label=named("Ethnic group"),
    role=DimensionRole.GROUP,
    categories={
        "HIGH": Category(code="HIGH", label=named("Highlanders"), group_id="highland"),
        "LOW": Category(code="LOW", label=named("Lowlanders")),
        "COAST": Category(code="COAST", label=named("Coastal people")),
        "ISLE": Category(code="ISLE", label=named("Islanders"), group_id="isle"),
        TOTAL: Category(code=TOTAL, label=named("Everybody"), is_total=True),
    },
)
SERIES = Series(
    indicator_id=KEY[0],
    series=KEY[1],
    label=named("Births attended by skilled health personnel"),
    unit="PT",
    unit_label=named("per cent of births"),
    decimals=1,
    favourable=True,
    scale=100,
    target=100,
    target_year=2030,
)


def findings() -> Findings:
    now, before, high, low, _survey, coast, isle = OBSERVATIONS
    members = tuple(
        GroupEstimate(
            dimension_id="ethnicity",
            category=DIMENSION.categories[row.dimensions["ethnicity"]],
            estimate=estimate(row),
        )
        for row in (high, coast, isle, low)
    )
    gap = Gap(
        behind=members[0],
        ahead=members[3],
        worst=members[0],
        difference=97.8 - 64.2,
        ratio=97.8 / 64.2,
        is_ordered=False,
        distinguishable=True,
    )
    breakdown = Breakdown(
        finding_id="gap|3.1.2|ethnicity|2024|nso",
        dimension_id="ethnicity",
        place_id="ost",
        period=estimate(now).period,
        source_id="nso",
        source_kind=SourceKind.OFFICIAL,
        members=members,
        reference=estimate(now),
        gap=gap,
    )
    trend = Trend(
        finding_id="trend|3.1.2|ost|nso",
        place_id="ost",
        source_kind=SourceKind.OFFICIAL,
        segments=(TrendSegment(estimates=(estimate(before), estimate(now))),),
    )
    counted = DisaggregationRow(
        indicator_id=KEY[0], series=KEY[1], dimension_id="ethnicity", with_value=3, expected=4
    )
    dimensions = {DIMENSION.dimension_id: DIMENSION}
    return Findings(
        standings=standings_of([(SERIES, (breakdown,))], {}, {}),
        expected_disaggregation=expected_of(SERIES, (breakdown,), (), (counted,), dimensions),
        series=(
            SeriesFindings(
                series=SERIES,
                trends=(trend,),
                breakdowns=(breakdown,),
                gap_trends=(),
                intersections=(),
                official_citizen=(),
                progress=(progress_of(trend, SERIES, review_year=2021),),
                furthest_behind=furthest_behind_of(SERIES, (breakdown,)),
                measures=(measures_of(breakdown, SERIES),),
            ),
        ),
        coverage=(
            CoverageRow(
                group_id="highland",
                kinds={"official": Standing.PRESENT, "story": Standing.PRESENT},
            ),
        ),
        disaggregation=(counted,),
        uptake=(
            UptakeRow(
                rec_id="P01",
                report_id="vnr2021",
                assessor="Coalition",
                uptake="adopted_in_part",
                assessed_on=date(2025, 1, 10),
                quote="midwives will be trained",
                print_page="41",
            ),
        ),
    )


def recommendation(**changes: Any) -> Recommendation:
    item = Recommendation(
        rec_id="R01",
        cycle=2,
        text="Post a midwife in every highland commune.",
        addressee="Ministry of Health",
        sdg_target="3.1",
        group_ids=("highland",),
        theme="Health",
        evidence_ids=("indicator:3.1.2", "survey", "ST01", "ST99"),
        submitted_on=date(2026, 2, 1),
        submitted_in="",
        position=None,
        position_source="",
        due_on=date(2028, 12, 31),
    )
    return replace(item, **changes)


def narrative(text: str, section: str = "who", language: str = "en") -> Narrative:
    return Narrative(
        section=section, language=language, text=text, path=f"narrative/{language}/{section}.md"
    )


def _registers() -> Mapping[str, Any]:
    return {
        "recommendations": (
            recommendation(),
            recommendation(
                rec_id="P01", cycle=1, text="Train midwives.", position=Position.SUPPORTED
            ),
        ),
        "policies": (
            Policy(
                policy_id="L1",
                group_id="highland",
                title="Midwives Act",
                body="Ministry of Health",
                budget="2 million a year",
                period="2025–2029",
                sdg_target="3.1",
                status="in force",
                source_id="nso",
            ),
        ),
        "factors": (
            FactorAnalysis(
                group_id="highland",
                factor=Factor.GEOGRAPHY,
                text="The nearest clinic is a day away.",
                evidence_ids=("ST01",),
            ),
        ),
        "consultations": (
            Consultation(
                consultation_id="C1",
                title="Dialogue in Kesh",
                method="dialogue",
                held_on=date(2025, 9, 1),
                place_id="kesh",
                group_ids=("highland",),
                participants=42,
                women=20,
                organiser="Coalition",
            ),
        ),
        "practices": (
            Practice(
                practice_id="G1",
                kind="good_practice",
                title="Waiting homes",
                text="Women stay near the clinic before birth.",
                group_ids=("highland",),
                sdg_target="3.1",
                organisation="Kesh Women",
            ),
        ),
        "scorecards": (_score(side="community", score=3.0), _score(side="provider", score=8.0)),
    }


def _score(side: str, score: float) -> ScorecardScore:
    return ScorecardScore(
        held_on=date(2025, 9, 2),
        place_id="kesh",
        service="Clinic",
        side=side,
        group="women",
        criterion="Opening hours",
        score=score,
        scale_max=10,
        participants=12,
        reason="",
        suggestion="",
        round=1,
    )


def a_publishable(**changes: Any) -> Publishable:
    groups = {
        "highland": _group("highland", "Highland people", "HIGH", 120000),
        "isle": _group("isle", "Island people", "ISLE", None),
    }
    values: dict[str, Any] = {
        "audience": Audience.PUBLIC,
        "settings": settings(),
        "places": {
            "ost": Place(
                place_id="ost", label=named("Ostara"), level=PlaceLevel.COUNTRY, parent=None
            ),
            "kesh": Place(
                place_id="kesh", label=named("Kesh"), level=PlaceLevel.DISTRICT, parent="ost"
            ),
        },
        "groups": groups,
        "sources": {
            "nso": _source("nso", "Health survey 2024", SourceKind.OFFICIAL),
            "survey": _source("survey", "Community survey", SourceKind.CITIZEN),
        },
        "dimensions": {"ethnicity": DIMENSION},
        "series": {KEY: SERIES},
        "observations": observations_from_rows(OBSERVATIONS),
        "findings": findings(),
        "stories": (_story(),),
        "qualitative": (_finding(),),
        "narratives": (),
        "testimonies": {
            "ST01": told("ST01", "I walked *all* night.\n\nThe clinic was closed."),
            "Q1": told("Q1", "Nobody asked us before."),
        },
        "withheld": (Withheld(kind="story", item_id="ST99", reason="withdrawn"),),
        **_registers(),
    }
    return Publishable(**(values | changes))


def _group(group_id: str, name: str, code: str, population: int | None) -> Group:
    return Group(
        group_id=group_id,
        label=named(name),
        definition="People who live there",
        identification_method="They say so in the census",
        dimension="ethnicity",
        sdmx_dim="ethnicity",
        sdmx_code=code,
        agenda2030=True,
        self_identified=True,
        population=population,
    )


def _source(source_id: str, title: str, kind: SourceKind) -> Source:
    return Source(
        source_id=source_id,
        title=title,
        producer="National Statistics Office" if kind is SourceKind.OFFICIAL else "Kesh Women",
        kind=kind,
        method="Household survey",
        fieldwork="2024",
        sample_size=4000,
        url="https://example.org/survey",
        licence="CC BY 4.0",
        quality={"relevance": "pass", "accuracy": "partial"},
        citizen_stage="design; collection",
        consent_basis="written consent",
    )


def _story() -> PublishableStory:
    return PublishableStory(
        story_id="ST01",
        title="The clinic closes at noon",
        group_id="highland",
        place_level="district",
        place_label=None,
        sdg_targets=("3.1",),
        told_on=date(2025, 10, 4),
        scope=Audience.PUBLIC,
        linked_indicator="3.1.2",
        linked_recommendations=("R01",),
        where=Location("stories/st01.md"),
    )


def _finding() -> PublishableFinding:
    return PublishableFinding(
        finding_id="Q1",
        method="focus_group",
        place_label=named("Kesh"),
        held_on=date(2025, 9, 1),
        participants={"women": 8, "men": 3},
        group_ids=("highland",),
        sdg_targets=("3.1",),
        finding="Women are not asked when clinics are planned.",
        has_quote=True,
        source_id="survey",
    )


def told(testimony_id: str, text: str) -> Testimony:
    return Testimony(testimony_id=testimony_id, text=text, language="en", attribution="Marta, 34")


def an_outline(*section_ids: str) -> Outline:
    """Return the chapter's outline, or only the named sections of it."""
    outline = load_outline("lnob", None, ProblemLog())
    kept = [s for s in outline.sections if not section_ids or s.section_id in section_ids]
    return replace(outline, sections=tuple(kept))


def one_section(template: str) -> Outline:
    """Return an outline of one section, ``who``, with a template that a test brings."""
    spec = SectionSpec(section_id="who", template=template, title="Who is left behind")
    return Outline(name="test", title="Test", sections=(spec,))


def composed(
    publishable: Publishable | None = None,
    outline: Outline | None = None,
    *,
    language: str = "en",
    overrides: Path | None = None,
) -> tuple[Document, ProblemLog]:
    """Compose and return the document with its problems."""
    problems = ProblemLog()
    document = compose(
        publishable or a_publishable(),
        outline or an_outline(),
        language=language,
        overrides=overrides,
        problems=problems,
    )
    return document, problems
