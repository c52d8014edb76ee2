"""Rules about what a dossier holds: groups, dimensions, tables, earlier recommendations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vnrgen.checks.guidelines.judgement import Check, Finding, Standing, Subject, met
from vnrgen.dossier.model import Dossier, Factor, Group
from vnrgen.dossier.register.state import in_force
from vnrgen.dossier.yaml_files import Keys
from vnrgen.problems import Location, listed

_GROUPS = Location("groups.csv")


# --- every group -------------------------------------------------------------------------------


def _has_policy(group: Group, dossier: Dossier) -> bool:
    return any(policy.group_id == group.group_id for policy in dossier.policies)


def _has_factors(group: Group, dossier: Dossier) -> bool:
    return {f.factor for f in dossier.factors if f.group_id == group.group_id} == set(Factor)


def _has_evidence(group: Group, dossier: Dossier) -> bool:
    told = any(story.group_id == group.group_id for story in dossier.stories)
    said = any(group.group_id in finding.group_ids for finding in dossier.qualitative)
    return group.sdmx_dim is not None or told or said


def _has_recommendation(group: Group, dossier: Dossier) -> bool:
    own = (r for r in in_force(dossier.recommendations) if r.is_ours)
    return any(group.group_id in recommendation.group_ids for recommendation in own)


@dataclass(frozen=True, slots=True)
class _Trait:
    """Something every group should have: how it is seen, its name, the file it is written in."""

    seen: Callable[[Group, Dossier], bool]
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
            trait: [g for g in groups if not _TRAITS[trait].seen(g, subject.dossier)]
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
        for row in subject.findings.disaggregation:
            if row.with_value > 1:
                counts[row.dimension_id] = counts.get(row.dimension_id, 0) + 1
        counts["place"] = _series_by_place(subject.dossier)
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


def _series_by_place(dossier: Dossier) -> int:
    if not len(dossier.observations):
        return 0
    frame = dossier.observations.frame
    places = frame[frame["value"].notna()].groupby(["indicator_id", "series"])["place"].nunique()
    return int((places > 1).sum())


# --- tables and earlier recommendations ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A table has at least so many rows, of one kind where it has kinds."""

    table: str
    kind: str
    count: int

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``table`` (a file name without ending), ``count`` and ``kind``."""
        table = keys.choice("table", tuple(_ROWS))
        count = keys.integer("count", 1)
        if not table or count is None or count < 1:
            return None
        return cls(table, keys.text("kind"), count)

    def judge(self, subject: Subject) -> Finding:
        """Count the rows."""
        count = _ROWS[self.table](subject.dossier, self.kind)
        kind = f" of the kind {self.kind}" if self.kind else ""
        found = f"{count} in {self.table}{kind}"
        if count >= self.count:
            return met(found)
        return Finding(
            standing=Standing.NOT_MET,
            found=f"{found}, {self.count} are asked for",
            where=(Location(_FILES.get(self.table, f"{self.table}.csv")),),
            fix=f"add {self.count - count} more",
        )


_FILES = {"stories": "stories"}
_ROWS: Mapping[str, Callable[[Dossier, str], int]] = {
    "practices": lambda d, kind: sum(kind in ("", p.kind) for p in d.practices),
    "consultations": lambda d, kind: sum(kind in ("", c.method) for c in d.consultations),
    "stories": lambda d, _: len(d.stories),
    "qualitative": lambda d, kind: sum(kind in ("", q.method) for q in d.qualitative),
    "recommendations": lambda d, _: sum(
        r.is_ours and r.cycle == d.settings.cycle for r in in_force(d.recommendations)
    ),
    "sources": lambda d, kind: sum(kind in ("", str(s.kind)) for s in d.sources.values()),
}


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """Every recommendation of an earlier review has a decision on what became of it."""

    @classmethod
    def read(cls, keys: Keys) -> Check | None:  # noqa: ARG003 - it needs to be told nothing
        """Read nothing: the rule stands for itself."""
        return cls()

    def judge(self, subject: Subject) -> Finding:
        """Name earlier recommendations that nobody has looked at again."""
        dossier = subject.dossier
        if dossier.settings.cycle < 2:
            return Finding(standing=Standing.NOT_APPLICABLE, found="this is the first review")
        earlier = [
            r
            for r in in_force(dossier.recommendations)
            if r.is_ours and r.cycle < dossier.settings.cycle
        ]
        decided = {decision.rec_id for decision in dossier.decisions}
        left = [r for r in earlier if r.rec_id not in decided]
        if earlier and not left:
            return met(f"{len(earlier)} earlier recommendations")
        found = f"nothing is decided on: {listed([r.rec_id for r in left])}"
        return Finding(
            standing=Standing.NOT_MET,
            found=found if earlier else "no recommendation of an earlier review is recorded",
            where=tuple(r.where for r in left) or (Location("recommendations.csv"),),
            fix="read the national report for them with: vnrgen recs review DOSSIER"
            if earlier
            else "add what was recommended before to recommendations.csv, with its cycle",
        )


def _plain(label: str) -> str:
    """Return a label as it is compared: lower case, "&" as "and", single spaces.

    >>> _plain("Women & girls")
    'women and girls'
    """
    return " ".join(label.casefold().replace("&", " and ").split())
