"""Conditions are read, not executed, and know of answers that are missing."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnrgen.dossier.readers.kobo.answers import Ticks, Words
from vnrgen.dossier.readers.kobo.conditions import (
    ConditionError,
    Truth,
    evaluate,
    joined,
    names_in,
    parse_condition,
)

COLUMNS = {
    "age": Words(["8", "17.5", "18", "3e+1", ""]),
    "sex": Words(["female", "male", "female", "", "male"]),
    "water": Ticks(
        {
            "piped": [True, False, True, None, None],
            "well": [False, False, True, None, True],
        },
        [True, True, True, False, True],
    ),
    "hh/size": Words(["1", "2", "3", "4", "5"]),
}
Y, N, U = True, False, None


@pytest.mark.parametrize(
    ("text", "truths"),
    [
        ("age >= 18", [N, N, Y, Y, U]),
        ("age != 8", [N, Y, Y, Y, U]),
        ("${age} < 18 and sex = female", [Y, N, N, N, N]),
        ("sex = 'female' or age > 17", [Y, Y, Y, Y, U]),
        ("not (sex = female)", [N, Y, N, U, Y]),
        ("sex not in (female, other)", [N, Y, N, U, Y]),
        ("water has piped", [Y, N, Y, U, U]),
        ("water in (piped, well)", [Y, N, Y, U, Y]),
        ("selected(${water}, 'well')", [N, N, Y, U, Y]),
        ("sex is answered and age is not empty", [Y, Y, Y, N, N]),
        ("sex is empty", [N, N, N, Y, N]),
        ("hh/size <= 2 or hh/size == 5", [Y, Y, N, N, Y]),
        ("NOT sex = male AND age > 1", [Y, N, Y, U, N]),
    ],
)
def test_a_condition_is_true_false_or_unknown(text: str, truths: list[Truth]) -> None:
    condition = parse_condition(text)
    assert evaluate(condition, COLUMNS.__getitem__) == truths
    assert set(names_in(condition)) <= set(COLUMNS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the name of a question is missing before the end"),
        ("age", 'after "age" comes =, !=, <, <=, >, >=, in, has or is'),
        ("age > ", "a value is missing before the end"),
        ("(age > 3", '")" is missing before the end'),
        ("age > 3)", '")" is not expected there'),
        ("sex is male", 'after "is" comes "answered" or "empty"'),
        ("open('x')", 'after "open" comes =, !=, <, <=, >, >=, in, has or is'),
        ("age > 3 & sex = male", '"&" is not expected there'),
        ("'open", "\"'open\" cannot be read"),
        ("(" * 99 + "a = 1" + ")" * 99, "brackets are nested too deeply"),
        (" or ".join(["a = 1"] * 200), "it is too long"),
    ],
)  # fmt: skip
def test_what_is_no_condition_is_explained(text: str, reason: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert str(caught.value) == reason


@given(st.text(max_size=80) | st.lists(st.sampled_from(
    ["age", "(", ")", "and", "or", "not", "in", "=", "<", ",", "'x'", "is", "empty", "${a}", "5"]
), max_size=30).map(" ".join))  # fmt: skip
def test_any_text_is_a_condition_or_an_explained_error(text: str) -> None:
    everything = Words(["1", "", "x"])
    with contextlib.suppress(ConditionError):
        assert len(evaluate(parse_condition(text), lambda _: everything)) == 3


@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=6))
def test_and_and_or_mirror_each_other(truths: list[Truth]) -> None:
    opposite = [None if truth is None else not truth for truth in truths]
    both, neither = joined(truths, either=False), joined(opposite, either=True)
    assert neither == (None if both is None else not both)
