"""Consent records that contradict themselves or say too little to rest a publication on."""

from __future__ import annotations

from collections.abc import Iterator

from vnrgen.dossier.model import Consent, Dossier
from vnrgen.problems import Location, Problem, Severity


def check_consents(dossier: Dossier) -> Iterator[Problem]:
    """Yield problems of the consent of every story and finding.

    Whether a record allows publication is not decided here (see ``disclosure``): a minor's story
    without a guardian's consent, for instance, is kept and simply not shown.
    """
    for story in dossier.stories:
        yield from _check(story.consent, story.where, "consent.")
    for finding in dossier.qualitative:
        yield from _check(finding.consent, finding.where, "consent_")


def _check(consent: Consent, where: Location, prefix: str) -> Iterator[Problem]:
    def at(name: str) -> Location:
        column = "consent" if prefix == "consent_" and name == "status" else prefix + name
        return Location(where.path, where.row, column)

    if consent.status == "withdrawn" and consent.withdrawn_on is None:
        yield Problem(
            "CON001",
            at("withdrawn_on"),
            "the consent is withdrawn, but since when is not said",
            "write the day on which the person withdrew it",
            Severity.WARNING,
        )
    if consent.status == "yes" and consent.withdrawn_on is not None:
        yield Problem(
            "CON002",
            at("status"),
            f"the consent says yes, but was withdrawn on {consent.withdrawn_on}",
            "write withdrawn, or delete the date if the person did not withdraw",
        )
    if consent.status == "yes" and (consent.given_on is None or not consent.recorded_by):
        yield Problem(
            "CON003",
            at("given_on" if consent.given_on is None else "recorded_by"),
            "the consent record does not say when it was given or who recorded it",
            "fill in given_on and recorded_by from the consent form",
            Severity.WARNING,
        )
    yield from _order(consent, at("given_on"))


def _order(consent: Consent, where: Location) -> Iterator[Problem]:
    for name, day in (("withdrawn", consent.withdrawn_on), ("expired", consent.expires_on)):
        if day and consent.given_on and day < consent.given_on:
            yield Problem(
                "CON004",
                where,
                f"the consent was {name} ({day}) before it was given ({consent.given_on})",
                "correct the dates from the consent form",
            )
