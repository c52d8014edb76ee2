"""Who was heard, what works, and what had to be left out."""

from __future__ import annotations

from collections import Counter

from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    BulletList,
    Inlines,
    ListItem,
    Paragraph,
    Row,
    RowKind,
    Strong,
    Table,
    Text,
)
from vnrgen.document.context import GENERATED, SectionContext, table_origin
from vnrgen.document.language.wording import Wording, merged
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.dossier.model import Consultation, Practice


def method_name(method: str, wording: Wording) -> str:
    """Return a method of hearing people in words; an unknown one as the dossier writes it."""
    names = {
        "focus_group": wording.text("Focus group"),
        "interview": wording.text("Interview"),
        "dialogue": wording.text("Community dialogue"),
        "scorecard_meeting": wording.text("Scorecard meeting"),
        "survey": wording.text("Survey"),
        "household_survey": wording.text("Household survey"),
        "workshop": wording.text("Workshop"),
        "hearing": wording.text("Public hearing"),
        "consultation": wording.text("Consultation"),
        "online": wording.text("Online consultation"),
        "desk_study": wording.text("Desk study"),
    }
    return names.get(method, method.replace("_", " ").capitalize())


def method_in_a_list(method: str, wording: Wording) -> str:
    """Return a method of hearing people as it stands within a sentence or a list."""
    names = {
        "focus_group": wording.text("focus group"),
        "interview": wording.text("interview"),
        "dialogue": wording.text("community dialogue"),
        "scorecard_meeting": wording.text("scorecard meeting"),
        "survey": wording.text("survey"),
        "household_survey": wording.text("household survey"),
        "workshop": wording.text("workshop"),
        "hearing": wording.text("public hearing"),
        "consultation": wording.text("consultation"),
        "online": wording.text("online consultation"),
        "desk_study": wording.text("desk study"),
    }
    return names.get(method, method.replace("_", " "))


def consultations(section: SectionContext) -> Block:
    """Return who was heard, how, when and where, with the number of people where it is known."""
    wording, held = section.wording, section.evidence.consultations
    if not held:
        message = wording.text("No consultation has been recorded yet.")
        return section.fallback("consultations", message)
    rows = [_consultation_row(item, section) for item in held]
    counted = [c.participants for c in held if c.participants is not None]
    total = BoundNumber(
        wording.number(sum(counted)), Binding("finding", "count/participants", "count")
    )
    is_whole = len(counted) == len(held)
    label = words(
        wording.text("Total") if is_whole else wording.text("Total, where the number is known")
    )
    cells = (label, *((),) * 4, (total,))
    rows.append(Row(row_id="total", cells=cells, kind=RowKind.TOTAL))
    return register(
        section,
        "consultations",
        caption=wording.text("Who was heard"),
        heads=(
            Head(wording.text("Meeting"), 3.1),
            Head(wording.text("How"), 1.4),
            Head(wording.text("When"), 1.5),
            Head(wording.text("Where"), 0.9),
            Head(wording.text("Groups"), 4.4),
            Head(wording.text("People"), 1.8, numeric=True),
        ),
        rows=rows,
        file="consultations.csv",
    )


def _consultation_row(item: Consultation, section: SectionContext) -> Row:
    wording, whole = section.wording, section.whole
    people: Inlines = words(wording.text("not known"))
    if item.participants is not None:
        binding = Binding("finding", f"consultation/{item.consultation_id}", "count")
        people = (BoundNumber(wording.number(item.participants), binding),)
        if item.women is not None:
            people = wording.plural_inlines(
                "{people}, of whom {women} woman",
                "{people}, of whom {women} women",
                item.women,
                people=people,
                women=wording.number(item.women),
            )
    return Row(
        row_id=item.consultation_id,
        cells=(
            whole.own_words(item.title),
            words(method_name(item.method, wording)),
            words(whole.day(item.held_on)),
            words(whole.place(item.place_id)) or words("–"),
            words(whole.groups(item.group_ids)) or words(wording.text("Everybody")),
            people,
        ),
    )


def practices(section: SectionContext, kind: str, titles: bool = False) -> Block:  # noqa: FBT001, FBT002 - called from templates
    """Return the practices of a kind (good_practice, lesson, challenge, support_needed).

    With ``titles`` only what each is called and whom it is about, for a page that sums up.
    """
    of_kind = [p for p in section.evidence.practices if p.kind == kind]
    if not of_kind:
        message = section.wording.text("None has been recorded yet.")
        return section.fallback(f"practices/{kind}", message)
    items = tuple(_practice(item, section, is_short=titles) for item in of_kind)
    return BulletList(block_id=section.block_id("practices", kind), items=items, origin=GENERATED)


def _practice(item: Practice, section: SectionContext, *, is_short: bool) -> ListItem:
    whole = section.whole
    title = whole.own_words(item.title.rstrip("."))
    content: list[Inlines] = [(Strong(title if is_short else (*title, Text("."))),)]
    if not is_short:
        content += [(Text(" "),), whole.own_words(item.text)]
    about = [whole.groups(item.group_ids) if item.group_ids else "", item.organisation]
    if item.sdg_target:
        about.append(section.wording.text("target\u00a0{target}", target=item.sdg_target))
    named = section.wording.apart(part for part in about if part)
    if named:
        content.append((Text(f" ({named})"),))
    block_id = section.block_id("practice", item.practice_id)
    paragraph = Paragraph(
        block_id=f"{block_id}/text",
        content=merged(part for piece in content for part in piece),
        origin=table_origin(item.where),
    )
    return ListItem(block_id=block_id, blocks=(paragraph,))


def _reasons(wording: Wording) -> dict[str, str]:
    """Return the reasons that disclosure gives, in words."""
    return {
        "withdrawn": wording.text("consent was withdrawn"),
        "no_consent": wording.text("there is no consent"),
        "undated": wording.text("the consent has no date"),
        "not_yet_given": wording.text("the consent is dated after this edition"),
        "expired": wording.text("the consent has expired"),
        "no_guardian": wording.text("told by a child, without the consent of a guardian"),
        "out_of_scope": wording.text("the consent is for other readers than those of this edition"),
        "name": wording.text("a name that must not be printed stands in it"),
        "no_photo_consent": wording.text("no consent to the photo"),
        "unusable": wording.text("the picture cannot be used"),
        "small_sample": wording.text("too few cases"),
        "small_count": wording.text("too few people"),
        "complementary": wording.text("another withheld figure could be worked out from it"),
    }


def withheld(section: SectionContext) -> Block:
    """Return how much was left out and why: counts and reasons, never what it was."""
    wording = section.wording
    if not section.evidence.withheld:
        return section.fallback("withheld", wording.text("Nothing was withheld."))
    kinds = {
        "story": wording.text("Stories"),
        "quote": wording.text("Quotations"),
        "photo": wording.text("Photos"),
        "value": wording.text("Figures"),
    }
    reasons = _reasons(wording)
    counts = Counter((w.kind, w.reason) for w in section.evidence.withheld)
    rows = []
    for (kind, reason), count in sorted(counts.items()):
        binding = Binding("finding", f"withheld/{kind}/{reason}", "count")
        number = BoundNumber(wording.number(count), binding)
        cells = (words(kinds.get(kind, kind)), words(reasons.get(reason, reason)), (number,))
        rows.append(Row(row_id=f"{kind}/{reason}", cells=cells))
    table: Table = register(
        section,
        "withheld",
        caption=wording.text("What is not shown, and why"),
        heads=(
            Head(wording.text("Kind"), 1.0),
            Head(wording.text("Why it is not shown"), 3.0),
            Head(wording.text("Number"), 0.8, numeric=True),
        ),
        rows=rows,
    )
    return table
