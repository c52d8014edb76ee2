"""Whether what a person told may be shown: to whom, and on which day."""

from __future__ import annotations

from datetime import date

from vnrgen.dossier.model import Audience, Consent

_EXPLANATIONS = {
    "withdrawn": "the consent was withdrawn",
    "no_consent": "there is no consent",
    "undated": "the consent has no date",
    "not_yet_given": "the consent is dated after this build",
    "expired": "the consent has expired",
    "no_guardian": "it is a child's, and no guardian has agreed",
    "out_of_scope": "the consent is for a narrower audience than this build's",
}

_REMEDIES = {
    "withdrawn": "nothing needs to be done; to erase it for good, delete it from the dossier",
    "no_consent": "ask for consent and record it, or leave it out",
    "undated": "write the day on which consent was given",
    "not_yet_given": "correct the date of the consent, or build on a later day",
    "expired": "ask again and record the new date, or leave it out",
    "no_guardian": "record guardian_consent: true once a guardian has agreed, or leave it out",
    "out_of_scope": "build for the audience that was agreed to, or ask for a wider consent",
}


def refusal(consent: Consent, *, audience: Audience, on: date) -> str | None:
    """Return the code of why a consent does not allow showing something, None if it does.

    A date of withdrawal counts whatever the status says, and so does one in the future: the
    person has decided. A consent that expires on a day no longer holds on that day.
    """
    if consent.status == "withdrawn" or consent.withdrawn_on is not None:
        return "withdrawn"
    if consent.status != "yes":
        return "no_consent"
    if consent.given_on is None:
        return "undated"
    if consent.given_on > on:
        return "not_yet_given"
    if consent.expires_on is not None and consent.expires_on <= on:
        return "expired"
    if consent.is_minor and not consent.guardian_consent:
        return "no_guardian"
    return None if audience.may_see(consent.scope) else "out_of_scope"


def explanation(reason: str) -> str:
    """Return a refusal in words."""
    return _EXPLANATIONS[reason]


def remedy(reason: str) -> str:
    """Return what a writer can do about a refusal."""
    return _REMEDIES[reason]
