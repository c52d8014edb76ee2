"""Finds shares of recommendations claimed in prose that no decisions stand behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnrgen.analysis.uptake_findings import UptakeRate
from vnrgen.document.context import SectionContext
from vnrgen.problems import Location

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_QUOTED = re.compile('“[^”]*”|«[^»]*»|„[^“”]*[“”]|"[^"]*"')
# What such claims are made of in the languages that vnrgen's users write most.
_SHARE = re.compile(
    r"\d[\d.,]*[\s\u00a0\u202f]?(?:%|per\s?cent\b|pour\s?cent\b|por\s?cien(?:to)?\b|por\s?cento\b)",
    re.IGNORECASE,
)
# "12 of our 15 recommendations", "four in five recommendations", "three quarters of".
_RECOMMENDATIONS = (
    r"(?:recommendations|recommandations|recomendaciones|recomendações|recommendation)\b"
)
_OF_SO_MANY = re.compile(
    r"\b\d{1,4}\s(?:out\sof|of|in|sur|des?|von)\s(?:(?:the|our|its|all|les|nos|las|los|nuestras|as|das|"
    r"nossas)\s){0,2}\d{1,4}\s" + _RECOMMENDATIONS,
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)\s(?:every\s)?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten)"
    r"|(?:two\sthirds|three[\s-]quarters|four[\s-]fifths|half|two-thirds)\sof"
    r"|(?:la\smoitié|deux\stiers|trois\squarts|quatre\scinquièmes)\s(?:de|des)"
    r"|(?:la\smitad|dos\stercios|tres\scuartos|cuatro\squintos)\sde"
    r"|(?:metade|dois\sterços|três\squartos|quatro\squintos)\sd[ae]s?)"
    r"\s(?:\w+\s){0,2}?" + _RECOMMENDATIONS,
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_ROUNDED = 0.5  # percentage points: shares are printed as whole percentages
_ASKED = re.compile(
    r"\b(?:recommendations|recommandations|recomendaciones|recomendações)\b", re.IGNORECASE
)
_TAKEN_UP = re.compile(
    r"\b(?:(?:integrat|incorporat|adopt|reflect|includ)ed\b|(?:taken|took)\s(?:up|on\sboard)\b|"
    r"intégrée?s|incorporée?s|reprises|repris\b|retenue?s|reflétée?s|adoptée?s|incluses|inclus\b|"
    r"(?:integra|incorpora|adopta|refleja|acogi|recogi|inclui)d[ao]s|adoptó|adoptaron|"
    r"(?:adota|acolhi|refleti|incluí)d[ao]s|adot(?:ou|aram))",
    re.IGNORECASE,
)


def report_uptake_claims(text: str, where: Location, section: SectionContext) -> None:
    """Report (REC012) each share of recommendations that prose says was taken up.

    A share that the ledger gives as well is a warning: typed, it would stay as it is when decisions
    are added. Any other has no decisions behind it and is an error: what somebody else says may
    stand in quotation marks, beside words that say whose it is.
    """
    fix = (
        "delete the figure: the section on earlier recommendations prints it from the ledger; or "
        "quote who said it, in quotation marks and with the name"
    )
    rates = section.evidence.findings.uptake_rates
    for claim in uptake_claims(text):
        what = f'"{claim}" of recommendations are said to be taken up'
        if any(_gives(rate, claim) for rate in rates):
            what += ", which the ledger gives today, but the figure is not bound to it"
            section.whole.problems.warning("REC012", where, what, fix)
        else:
            what += ", and no decisions in the ledger stand behind it"
            section.whole.problems.error("REC012", where, what, fix)


def _gives(rate: UptakeRate, claim: str) -> bool:
    """Whether a claim in figures is the strict or the inclusive rate as it is printed."""
    numbers = [float(number.replace(",", ".")) for number in _NUMBER.findall(claim)]
    if not rate.eligible or rate.not_assessed == rate.eligible:
        return False
    if len(numbers) > 1:
        return numbers in ([rate.adopted, rate.eligible], [rate.inclusive, rate.eligible])
    shares = (100 * taken / rate.eligible for taken in (rate.adopted, rate.inclusive))
    return bool(numbers) and any(abs(share - numbers[0]) <= _ROUNDED for share in shares)


def uptake_claims(text: str) -> Iterator[str]:
    """Yield the shares in sentences that say how many recommendations were taken up.

    A share is a percentage, so many of so many, or a fraction in words.

    >>> list(uptake_claims("Nearly 80 % of our recommendations were integrated."))
    ['80 %']
    >>> list(uptake_claims("The Ministry writes that “80 % of recommendations were integrated”."))
    []
    >>> list(uptake_claims("Of these, 12 of our 15 recommendations were adopted."))
    ['12 of our 15 recommendations']
    >>> list(uptake_claims("Our recommendations include ramps in 80 % of schools."))
    []
    """
    for sentence in _SENTENCE.split(text):
        said = _QUOTED.sub(" ", sentence)
        if len(re.findall(r"[^\W\d_]{2,}", said)) < 2:
            said = sentence  # a quotation that nobody is named for
        if _ASKED.search(said) and _TAKEN_UP.search(said):
            for form in (_SHARE, _OF_SO_MANY, _FRACTION):
                yield from (found.group() for found in form.finditer(said))
