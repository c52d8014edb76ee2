"""What "(*)" stands for beside the figures that have it: the rule for shares or that for counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vnrgen.analysis.estimates import COMPLEMENTARY, COUNT_UNITS, SMALL_SAMPLE
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.language.wording import Wording


def withheld_note(
    wording: Wording, evidence: Publishable, unit: str, observation_ids: Collection[str]
) -> tuple[str, str]:
    """Return why figures that stand side by side are not shown, all of one unit: a key, and words.

    Of counts it is not said which were too small themselves and which would give those away: that
    would bound them all.

    Args:
        wording: The language.
        evidence: What may be published, with the reasons for what may not.
        unit: The unit of the series.
        observation_ids: The figures that are not shown.
    """
    limits = evidence.settings.thresholds
    reasons = {_reasons(evidence).get(one) for one in observation_ids}
    if unit in COUNT_UNITS:
        least = wording.number(limits.minimum_count)
        if SMALL_SAMPLE in reasons:
            return "withheld/count-or-sample", wording.text(
                "(*) Not shown: a number below {least}, one based on fewer than {limit}"
                " unweighted cases, or withheld so that such a number cannot be worked out.",
                least=least,
                limit=wording.number(limits.suppress_below),
            )
        return "withheld/count", wording.text(
            "(*) Not shown: a number below {least}, or withheld so that such a number cannot be"
            " worked out.",
            least=least,
        )
    if reasons == {COMPLEMENTARY}:
        return "withheld/complementary", wording.text(
            "(*) Not shown, so that another figure that is withheld cannot be worked out from it."
        )
    return "withheld", wording.text(
        "(*) Not shown: based on fewer than {limit} unweighted cases, or withheld so"
        " that such a figure cannot be worked out.",
        limit=wording.number(limits.suppress_below),
    )


class _ById:
    """Keeps the reasons of the evidence read last, by observation."""

    def __init__(self) -> None:
        self._of: Publishable | None = None
        self._kept: dict[str, str] = {}

    def __call__(self, evidence: Publishable) -> Mapping[str, str]:
        if self._of is not evidence:
            self._kept = {
                one.item_id: one.reason for one in evidence.withheld if one.kind == "value"
            }
            self._of = evidence
        return self._kept


_reasons = _ById()
