"""A class that is made quickly differs in nothing else from the one it was."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from dataclasses import dataclass, field

import pytest

from vnrgen.analysis.evidence import Breakdown, Gap
from vnrgen.dossier.model.observations import Observation
from vnrgen.dossier.readers.records.model import Record
from vnrgen.frozen import quickly_made


@dataclass(frozen=True, slots=True)
class Plain:
    first: int
    second: str = "two"
    third: float | None = field(default=None, kw_only=True)


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    first: int
    second: str = "two"
    third: float | None = field(default=None, kw_only=True)


def test_it_is_called_as_before_and_has_the_same_fields() -> None:
    assert inspect.signature(Quick) == inspect.signature(Plain)
    for made in (Quick(1), Quick(1, "b", third=0.5), Quick(second="c", first=2)):
        plain = Plain(made.first, made.second, third=made.third)
        assert dataclasses.asdict(made) == dataclasses.asdict(plain)
        assert repr(made) == repr(plain).replace("Plain", "Quick")


def test_it_cannot_be_changed_and_is_compared_hashed_and_copied_as_before() -> None:
    made = Quick(1, third=0.5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.first = 2  # type: ignore[misc]
    assert made == Quick(1, third=0.5)
    assert hash(made) == hash(Quick(1, third=0.5))
    assert dataclasses.replace(made, first=2) == Quick(2, third=0.5)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own bytes


@pytest.mark.parametrize("arguments", [(), (1, "b", 0.5)])
def test_what_is_missing_or_too_much_is_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        Quick(*arguments)  # type: ignore[arg-type]


def test_what_is_made_anew_for_each_is_made_anew_for_each() -> None:
    @dataclass(frozen=True, slots=True)
    class Listing:
        name: str
        items: list[int] = field(default_factory=list)

    before = inspect.signature(Listing)
    made = quickly_made(Listing)
    assert inspect.signature(made) == before
    assert made("a").items == []
    assert made("a").items is not made("b").items
    assert made("c", items=[1]).items == [1]


def test_other_classes_are_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Counting:
        items: int = field(default=0, init=False)

    for other in (Counting, dataclass(Plain), int):
        with pytest.raises(TypeError):
            quickly_made(other)


@pytest.mark.parametrize("kind", [Breakdown, Gap, Observation, Record])
def test_those_of_which_there_are_many_are_made_quickly(kind: type) -> None:
    assert "_set_" in "".join(kind.__init__.__code__.co_names)  # type: ignore[misc]
