"""The kinds of checks a rule may name, and what each is told in a profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vnrgen.checks.guidelines import of_document, of_dossier, of_form, of_tables
from vnrgen.checks.guidelines.judgement import Check
from vnrgen.dossier.settings.yaml_files import Keys


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check: the fields it is told, and how it is made of them (None: too little)."""

    fields: tuple[str, ...]
    read: Callable[[Keys], Check | None]


KINDS: Mapping[str, Kind] = {
    "each_group": Kind(("has",), of_dossier.EachGroup.read),
    "groups": Kind(("groups",), of_dossier.Groups.read),
    "dimensions": Kind(("dimensions",), of_dossier.Dimensions.read),
    "at_least": Kind(("table", "kind", "count"), of_tables.AtLeast.read),
    "followed_up": Kind((), of_tables.FollowedUp.read),
    "sections": Kind(("sections", "in_order", "from_second"), of_document.Sections.read),
    "words": Kind(("most", "without"), of_document.Words.read),
    "languages": Kind(("one_of",), of_form.Languages.read),
    "deadline": Kind(("on", "what"), of_form.Deadline.read),
    "no_problems": Kind(("codes", "of_outputs", "hints", "about"), of_form.NoProblems.read),
    "same_figures": Kind((), of_form.SameFigures.read),
    "person": Kind(("look_at",), of_form.ForAPerson.read),
}
"""A new kind is a class with ``read`` and ``judge``, and a line here."""
