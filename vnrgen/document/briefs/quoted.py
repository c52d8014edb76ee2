"""Three people's own words, each shown with consent and whole, never cut."""

from __future__ import annotations

from vnrgen.analysis.findings import Standing
from vnrgen.disclosure.publishable import PublishableFinding
from vnrgen.document.blocks import Block, Quote
from vnrgen.document.context import SectionContext, table_origin
from vnrgen.document.markdown.testimony import report_testimony
from vnrgen.document.registers.voices import who_spoke

LONGEST = 320
"""Characters of a quote that stands in a brief; a longer one would have to be cut."""


def quotes(section: SectionContext) -> tuple[Block, ...]:
    """Return quotes from meetings that may be shown to the readers of this edition.

    One of each group before a second one of any; groups without official figures first, then the
    shortest. What is longer than ``LONGEST`` characters is named among what was left out.
    """
    wording, words = section.wording, section.evidence.testimonies
    found = [f for f in section.evidence.qualitative if f.has_quote and f.finding_id in words]
    if not found:
        message = wording.text("No quote can be shown to the readers of this edition.")
        return (section.fallback("quotes", message),)
    fitting = [f for f in found if len(words[f.finding_id].text) <= LONGEST]
    named = [(finding, _name(finding, section)) for finding in _in_turn(fitting, section)]
    longer = [_name(finding, section) for finding in found if finding not in fitting]
    kept = section.whole.room.take("quotes", named, longer)
    if not fitting:
        message = wording.text("Every quote is too long to stand here whole, and none is cut.")
        return (section.fallback("quotes", message),)
    return tuple(_quote(finding, section) for finding in kept)


def _in_turn(found: list[PublishableFinding], section: SectionContext) -> list[PublishableFinding]:
    """Put quotes in order so that each takes up groups that were not heard before it."""
    uncounted = {
        row.group_id
        for row in section.evidence.findings.coverage
        if row.kinds.get("official") is not Standing.PRESENT
    }

    def length(finding: PublishableFinding) -> tuple[bool, int, str]:
        is_counted = not uncounted.intersection(finding.group_ids)
        words = section.evidence.testimonies[finding.finding_id].text
        return (is_counted, len(words), finding.finding_id)

    left, heard = sorted(found, key=length), set[str]()
    turned: list[PublishableFinding] = []
    while left:
        next_one = min(left, key=lambda f: (heard.issuperset(f.group_ids), length(f)))
        left.remove(next_one)
        heard.update(next_one.group_ids)
        turned.append(next_one)
    return turned


def _name(finding: PublishableFinding, section: SectionContext) -> str:
    """Name a quote by who was heard: its words are nowhere but where they are shown."""
    groups = section.whole.groups(finding.group_ids)
    return section.wording.text(
        "{finding_id}, {groups}", finding_id=finding.finding_id, groups=groups
    )


def _quote(finding: PublishableFinding, section: SectionContext) -> Quote:
    testimony = section.evidence.testimonies[finding.finding_id]
    report_testimony(testimony, finding.where, section.whole.problems)
    attribution = section.wording.inlines(
        "{who}. Shown with consent.", who=who_spoke(testimony, section)
    )
    return Quote(
        block_id=section.block_id("quote", finding.finding_id),
        testimony_id=finding.finding_id,
        attribution=attribution,
        origin=table_origin(finding.where),
    )
