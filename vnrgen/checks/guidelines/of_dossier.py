"""Rules about whom a dossier is about: its groups, what is said of each, what figures there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vnrgen.analysis.findings import Standing as Evidence
from vnrgen.checks.guidelines.judgement import Check, Finding, Standing, Subject, met
from vnrgen.disclosure.publishable import Publishable
from vnrgen.dossier.model import Factor, Group, PlaceLevel
from vnrgen.dossier.register.state import in_force
from vnrgen.dossier.settings.yaml_files import Keys
from vnrgen.problems import Location, listed

_GROUPS = Location("groups.csv")
_EVIDENCE = ("official", "citizen", "qualitative", "story")
_TELLING = (Evidence.PRESENT, Evidence.CITIZEN_ONLY)


# --- every group -------------------------------------------------------------------------------


def _has_policy(group: Group, subject: Subject) -> bool:
    return any(policy.group_id == group.group_id for policy in subject.dossier.policies)


def _has_factors(group: Group, subject: Subject) -> bool:
    said = {f.factor for f in subject.dossier.factors if f.group_id == group.group_id}
    return said == set(Factor)


def _has_evidence(group: Group, subject: Subject) -> bool:
    """Whether anything may be published of a group: a code that has no figures is no evidence.

    Nor are figures that are withheld: nobody can read them.
    """
    rows = subject.publishable.findings.coverage
    kinds = next((row.kinds for row in rows if row.group_id == group.group_id), {})
    return any(kinds.get(kind) in _TELLING for kind in _EVIDENCE)


def _has_recommendation(group: Group, subject: Subject) -> bool:
    dossier = subject.dossier
    own = (
        r
        for r in in_force(dossier.recommendations)
        if r.is_ours and r.cycle == dossier.settings.cycle
    )
    return any(group.group_id in recommendation.group_ids for recommendation in own)


@dataclass(frozen=True, slots=True)
class _Trait:
    """Something every group should have: how it is seen, its name, the file it is written in."""

    seen: Callable[[Group, Subject], bool]
    name: str
    file: str


_TRAITS: Mapping[str, _Trait] = {
    "definition": _Trait(lambda g, _: bool(g.definition), "a definition", "groups.csv"),
    "identification": _Trait(
        lambda g, _: bool(g.identification_method), "how it was identified", "groups.csv"
    ),
    "population": _Trait(lambda g, _: g.population is not None, "a population", "groups.csv"),
    "self_identified": _Trait(
        lambda g, _: g.self_identified is not None,
        "whether people name themselves so",
        "groups.csv",
    ),
    "policy": _Trait(_has_policy, "a policy, or that none is known", "policies.csv"),
    "factors": _Trait(_has_factors, "an entry for each of the five factors", "factors.csv"),
    "evidence": _Trait(_has_evidence, "figures, stories or findings", "groups.csv"),
    "recommendation": _Trait(_has_recommendation, "a recommendation", "recommendations.csv"),
}


@dataclass(frozen=True, slots=True)
class EachGroup:
    """Every named group has certain things said of it."""

    traits: tuple[str, ...]

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``has``: definition, identification, population, policy, factors and so on."""
        named = keys.texts("has")
        for name in named:
            if name not in _TRAITS:
                keys.wrong("has", f'names "{name}"', f"write some of: {', '.join(_TRAITS)}")
        known = tuple(name for name in named if name in _TRAITS)
        return cls(known) if known else None

    def judge(self, subject: Subject) -> Finding:
        """Name the groups that lack something, each with what it lacks."""
        groups = tuple(subject.dossier.groups.values())
        if not groups:
            return Finding(
                standing=Standing.NOT_MET,
                found="no group is named",
                where=(_GROUPS,),
                fix="name the groups that are left behind in groups.csv",
            )
        lacking = {
            trait: [g for g in groups if not _TRAITS[trait].seen(g, subject)]
            for trait in self.traits
        }
        missing = {trait: found for trait, found in lacking.items() if found}
        if not missing:
            return met(f"{len(groups)} groups")
        return Finding(
            standing=Standing.NOT_MET,
            found="; ".join(
                f"without {_TRAITS[trait].name}: {listed([g.group_id for g in found])}"
                for trait, found in missing.items()
            ),
            where=tuple(dict.fromkeys(g.where for found in missing.values() for g in found)),
            fix="say it in "
            + " and ".join(sorted({_TRAITS[trait].file for trait in missing}))
            + "; where it is not known, say why under guideline_answers in dossier.yaml",
        )


# --- groups and dimensions to cover ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A group that a guideline names: the words of the OHCHR list, or codes like ``sex:F``."""

    name: str
    labels: frozenset[str]
    codes: frozenset[str]

    def is_met_by(self, group: Group) -> bool:
        labels = {_plain(label) for label in (group.uhri_label, *group.label.texts.values())}
        return bool(labels & self.labels) or f"{group.sdmx_dim}:{group.sdmx_code}" in self.codes


@dataclass(frozen=True, slots=True)
class Groups:
    """Certain groups are named in groups.csv."""

    wanted: tuple[_Wanted, ...]

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``groups``: a list of {name, labels, codes}."""
        found = []
        for each in keys.each("groups"):
            each.only(("name", "labels", "codes"))
            name = each.required("name", "Refugees")
            labels = frozenset(_plain(label) for label in (name, *each.texts("labels")))
            found.append(_Wanted(name, labels, frozenset(each.texts("codes"))))
        return cls(tuple(found)) if found else None

    def judge(self, subject: Subject) -> Finding:
        """Name the wanted groups that no group of the dossier stands for."""
        groups = subject.dossier.groups.values()
        missing = [w.name for w in self.wanted if not any(w.is_met_by(g) for g in groups)]
        if not missing:
            return met("named" if len(self.wanted) == 1 else f"all {len(self.wanted)} are named")
        return Finding(
            standing=Standing.NOT_MET,
            found=f"not named: {listed(missing)}",
            where=(_GROUPS,),
            fix="add them to groups.csv (uhri_label says which group of the United Nations' list "
            "yours is), or say under guideline_answers in dossier.yaml why they are absent",
        )


@dataclass(frozen=True, slots=True)
class Dimensions:
    """At least one indicator is broken down by each of certain dimensions."""

    wanted: tuple[str, ...]

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``dimensions``: ids like ``sex``, ``age``, ``place``."""
        wanted = keys.texts("dimensions")
        return cls(wanted) if wanted else None

    def judge(self, subject: Subject) -> Finding:
        """Name the dimensions by which nothing is broken down."""
        counts: dict[str, int] = {}
        for row in subject.publishable.findings.disaggregation:
            if row.with_value > 1:
                counts[row.dimension_id] = counts.get(row.dimension_id, 0) + 1
        counts["place"] = _series_by_place(subject.publishable)
        missing = [name for name in self.wanted if not counts.get(name)]
        shown = ", ".join(f"{name} {counts[name]}" for name in self.wanted if counts.get(name))
        if not missing:
            return met(f"series broken down by: {shown}")
        return Finding(
            standing=Standing.NOT_MET,
            found=f"no figures by: {listed(missing)}" + (f" (there are: {shown})" if shown else ""),
            where=(Location("indicators.csv"),),
            fix="add figures by these, or say under guideline_answers in dossier.yaml which "
            "data are missing and who should collect them",
        )


def _series_by_place(shown: Publishable) -> int:
    """Return how many series may be shown for two parts of the country or more."""
    if not len(shown.observations):
        return 0
    frame = shown.observations.frame
    parts = {p.place_id for p in shown.places.values() if p.level is not PlaceLevel.COUNTRY}
    within = frame[frame["value"].notna() & frame["place"].astype(str).isin(parts)]
    places = within.groupby(["indicator_id", "series"], observed=True)["place"].nunique()
    return int((places > 1).sum())


def _plain(label: str) -> str:
    """Return a label as it is compared: lower case, "&" as "and", single spaces.

    >>> _plain("Women & girls")
    'women and girls'
    """
    return " ".join(label.casefold().replace("&", " and ").split())
