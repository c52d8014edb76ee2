"""YAML is read as it was written, with the line of everything."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from vnrgen.dossier.settings.yaml_files import Keys, KeysNode, parse_yaml
from vnrgen.problems import ProblemLog


def keys_of(text: str) -> tuple[Keys, ProblemLog]:
    problems = ProblemLog()
    node = parse_yaml(text, "dossier.yaml", problems)
    assert isinstance(node, KeysNode)
    return Keys(node, "dossier.yaml", problems), problems


def test_values_stay_as_they_were_written() -> None:
    keys, problems = keys_of('version: 0.10\nlanguage: no\nm49: 004\nempty: ~\ntext: "null"\n')

    assert [keys.text(k) for k in ("version", "language", "m49", "empty", "text")] == [
        "0.10",
        "no",
        "004",
        "",
        "null",
    ]
    assert not problems.sorted()


def test_a_problem_in_an_inner_key_has_its_line_and_its_whole_name() -> None:
    keys, problems = keys_of("thresholds:\n  mark_below: 50\n\n  supress_below: 25\n")
    inner = keys.keys("thresholds")
    assert inner is not None
    inner.only(("suppress_below", "mark_below"))

    (problem,) = problems
    assert (problem.where.row, problem.where.column) == (4, "thresholds.supress_below")
    assert 'did you mean "suppress_below"?' in problem.fix


def test_aliases_that_multiply_do_not() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 12):
        inner = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} [{inner}]")
    keys, problems = keys_of("\n".join(lines))

    assert keys.texts("a0") == ("x",) * 10
    assert ["more than 100000 values" in p.what for p in problems] == [True]


def test_brackets_without_end_are_a_problem_and_no_crash() -> None:
    problems = ProblemLog()

    assert parse_yaml("a: " + "[" * 3000, "dossier.yaml", problems) is None
    assert [p.code for p in problems] == ["YML001"]


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="ab:-[]{}#&*!|>'\"%@`\n\t ,?~\\0\x00é", max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    problems = ProblemLog()

    found = parse_yaml(text, "dossier.yaml", problems)

    assert found is not None or problems.blocking()
