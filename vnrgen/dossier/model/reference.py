"""What figures are about: places, groups, sources, dimensions and series, with their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vnrgen.problems import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name in one or more languages; ``texts`` maps BCP 47 tags to text."""

    texts: Mapping[str, str]

    def within(self, language: str, fallback: str = "en") -> str:
        """Return the text in ``language``, else its base language, else the fallback, else any.

        >>> Label(texts={"en": "Women", "fr": "Femmes"}).within("fr-CA")
        'Femmes'
        """
        for tag in (language, language.split("-", maxsplit=1)[0], fallback):
            if tag in self.texts:
                return self.texts[tag]
        return next(iter(self.texts.values()), "")


class PlaceLevel(StrEnum):
    """Administrative levels, from the widest to the narrowest."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"
    CITY = "city"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in which something was measured or someone was heard.

    ``is_aggregate`` marks one that joins places beside which it would stand ("England and
    Wales"): it has figures of its own and is never compared with its parts.
    """

    place_id: str
    label: Label
    level: PlaceLevel
    parent: str | None
    valid_from: date | None = None
    valid_to: date | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    is_aggregate: bool = False
    where: Location = Location("places.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of people named in the chapter.

    ``sdmx_dim`` and ``sdmx_code`` say which observations speak of it; both are None for a group
    for which no data exist yet. ``population`` is a head count, None where it is unknown.
    """

    group_id: str
    label: Label
    definition: str
    identification_method: str
    dimension: str
    sdmx_dim: str | None
    sdmx_code: str | None
    agenda2030: bool
    self_identified: bool | None
    population: int | None
    parent: str | None = None
    order: int | None = None
    uhri_label: str = ""
    where: Location = Location("groups.csv")


class SourceKind(StrEnum):
    """Where a figure comes from; ``official`` and ``administrative`` are the State's own."""

    OFFICIAL = "official"
    ADMINISTRATIVE = "administrative"
    CITIZEN = "citizen"
    PROXY = "proxy"
    ESTIMATE = "estimate"
    MODELLED = "modelled"

    @property
    def is_citizen(self) -> bool:
        """Whether people themselves produced the figure."""
        return self is SourceKind.CITIZEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures or statements come from.

    ``quality`` maps a quality criterion (relevance, credibility, timeliness, methods, accuracy,
    coherence, confidentiality, impartiality, self_identification, sustainability) to ``pass``,
    ``partial``, ``fail`` or ``unknown``; it is empty for official sources.
    """

    source_id: str
    title: str
    producer: str
    kind: SourceKind
    method: str
    fieldwork: str
    sample_size: int | None
    url: str
    licence: str
    published: str = ""
    quality: Mapping[str, str] = field(default_factory=dict)
    consent_basis: str = ""
    citizen_stage: str = ""
    where: Location = Location("sources.csv")


class DimensionRole(StrEnum):
    """What a column of a series tells apart."""

    GROUP = "group"
    AREA = "area"
    DEFINITION = "definition"
    METHOD = "method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One value of a dimension.

    ``order`` is 1 for the most disadvantaged, and None where the dimension has no order.
    ``is_total`` marks the code that stands for everybody (``_T``).
    """

    code: str
    label: Label
    order: int | None = None
    group_id: str | None = None
    is_total: bool = False
    is_reference: bool = False
    is_residual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A column that tells observations of a series apart, with all the values it takes."""

    dimension_id: str
    label: Label
    role: DimensionRole
    categories: Mapping[str, Category]

    @property
    def is_ordered(self) -> bool:
        """Whether the categories run from the most to the least disadvantaged."""
        named = [c for c in self.categories.values() if not c.is_total and not c.is_residual]
        return len(named) > 1 and all(c.order is not None for c in named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One way of measuring an indicator: a unit, a direction and a meaning of every dimension.

    ``favourable`` is True where higher is better, False where lower is better and None where the
    dossier does not say (then nothing may be ranked). ``scale`` is what 100 % is (100 for
    percentages). ``fixed`` gives dimensions whose value defines the indicator (age under 5), so
    that such a row is a headline. ``roles`` overrides the role of a dimension for this series.
    ``answers`` are dimensions whose codes are the answers to one question: nobody is ranked by
    others of them than the one in ``fixed``.
    """

    indicator_id: str
    series: str
    label: Label
    unit: str
    unit_label: Label
    decimals: int
    favourable: bool | None
    scale: float | None
    target: float | None
    target_year: int | None
    fixed: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, DimensionRole] = field(default_factory=dict)
    definition: str = ""
    is_barrier: bool = False
    official_citizen_note: str = ""
    may_be_negative: bool = False
    answers: frozenset[str] = frozenset()
    where: Location = Location("indicators.csv")

    @property
    def key(self) -> tuple[str, str]:
        """Indicator and series together, the key under which observations are filed."""
        return (self.indicator_id, self.series)

    @property
    def goal(self) -> int:
        """The number of the Goal, 1 to 17."""
        return int(self.indicator_id.split(".", maxsplit=1)[0])
