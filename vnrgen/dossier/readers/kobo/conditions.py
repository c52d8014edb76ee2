"""Conditions such as ``age >= 18 and water in (piped, tap)``: read, never executed.

A condition is true, false, or unknown where an answer is missing (Kleene's strong three-valued
logic): ``a or b`` is true as soon as one of the two is, and false only when both are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

Truth = bool | None  # None: unknown

_OPERATORS = ("<=", ">=", "!=", "<>", "==", "=", "<", ">")
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"[^"]*"|'[^']*')
      | \$\{(?P<quoted_name>[^{}]+)\}
      | (?P<operator><=|>=|!=|<>|==|=|<|>)
      | (?P<mark>[(),])
      | (?P<word>[^\s()<>=!,'"]+)
    )""",
    re.VERBOSE,
)
_MOST_TOKENS = 400
_DEEPEST = 40


class ConditionError(Exception):
    """A condition cannot be understood; the message says where."""


class Answers(Protocol):
    """The answers to one question, one entry for each row."""

    def one_of(self, values: Sequence[str]) -> list[Truth]:
        """Tell for every row whether the answer is (or holds) one of the values."""

    def compare(self, operator: str, value: str) -> list[Truth]:
        """Tell for every row how the answer compares with a value."""

    def answered(self) -> list[Truth]:
        """Tell for every row whether there is an answer; never unknown."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """``name operator value``."""

    name: str
    operator: str
    value: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """``name in (values)`` or ``name has value``."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """``name is answered``."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class Both:
    """``and`` (or with ``either``: ``or``) of several conditions."""

    parts: tuple[Condition, ...]
    either: bool


Condition = Comparison | OneOf | Answered | Not | Both


def names_in(condition: Condition) -> Iterator[str]:
    """Yield the names of questions and columns that a condition reads."""
    match condition:
        case Comparison() | OneOf() | Answered():
            yield condition.name
        case Not():
            yield from names_in(condition.inner)
        case Both():
            for part in condition.parts:
                yield from names_in(part)


def leaves_of(condition: Condition) -> Iterator[Comparison | OneOf]:
    """Yield every comparison with a value."""
    match condition:
        case Comparison() | OneOf():
            yield condition
        case Not():
            yield from leaves_of(condition.inner)
        case Both():
            for part in condition.parts:
                yield from leaves_of(part)
        case Answered():
            return


def evaluate(condition: Condition, answers: Callable[[str], Answers]) -> list[Truth]:
    """Return the truth of a condition for every row."""
    match condition:
        case Comparison():
            return answers(condition.name).compare(condition.operator, condition.value)
        case OneOf():
            return answers(condition.name).one_of(condition.values)
        case Answered():
            return answers(condition.name).answered()
        case Not():
            return [None if t is None else not t for t in evaluate(condition.inner, answers)]
        case Both():
            columns = [evaluate(part, answers) for part in condition.parts]
            return [joined(row, either=condition.either) for row in zip(*columns, strict=True)]


def joined(truths: Sequence[Truth], *, either: bool) -> Truth:
    """Join truths by ``or`` (``either``) or by ``and``.

    >>> joined([None, True], either=True), joined([None, True], either=False)
    (True, None)
    """
    if either in truths:
        return either
    return None if None in truths else not either


def parse_condition(text: str, question: str = "") -> Condition:
    """Read a condition.

    Args:
        text: ``name = value``, ``!=``, ``<``, ``<=``, ``>``, ``>=``, ``name in (a, b)``,
            ``name not in (a, b)``, ``name has a``, ``name is answered``, ``name is empty`` and
            XLSForm's ``selected(${name}, 'a')``, joined by ``and``, ``or``, ``not`` and brackets.
        question: What a condition that begins with an operator is about (``>= 12``).

    Raises:
        ConditionError: It is none of these.

    >>> parse_condition(">= 12", "hours")
    Comparison(name='hours', operator='>=', value='12')
    """
    tokens = list(_tokens(text))
    if question and tokens and tokens[0].kind == "operator":
        tokens.insert(0, _Token("word", question))
    parser = _Parser(tokens)
    condition = parser.either(0)
    if parser.rest:
        raise ConditionError(f'"{parser.rest[0].text}" is not expected there')
    return condition


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    text = text.rstrip()
    for count in range(_MOST_TOKENS + 1):
        if position >= len(text):
            return
        match = _TOKEN.match(text, position)
        if match is None:
            raise ConditionError(f'"{text[position : position + 20]}" cannot be read')
        if count == _MOST_TOKENS:
            raise ConditionError("it is too long")
        position = match.end()
        kind = str(match.lastgroup)
        found = match[kind]
        if kind == "text":
            found = found[1:-1]
        yield _Token("name" if kind == "quoted_name" else kind, found.strip())


class _Parser:
    """Recursive descent over the tokens: either, both, inverse, single."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.rest = tokens

    def either(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            raise ConditionError("brackets are nested too deeply")
        parts = [self.both(depth)]
        while self._take_word("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts), either=True)

    def both(self, depth: int) -> Condition:
        parts = [self.inverse(depth)]
        while self._take_word("and"):
            parts.append(self.inverse(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts), either=False)

    def inverse(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            raise ConditionError("brackets are nested too deeply")
        if self._take_word("not"):
            return Not(self.inverse(depth + 1))
        if self._take("mark", "("):
            inner = self.either(depth + 1)
            self._expect(")")
            return inner
        return self._single()

    def _single(self) -> Condition:
        name = self._value("the name of a question")
        if name.casefold() == "selected" and self._take("mark", "("):
            asked = self._value("the name of a question")
            self._expect(",")
            value = self._value("a choice")
            self._expect(")")
            return OneOf(asked, (value,))
        if self._take_word("is"):
            return self._answered(name)
        if self._take_word("not"):
            if not self._take_word("in"):
                raise ConditionError('after "not" comes "in"')
            return Not(OneOf(name, self._values()))
        if self._take_word("in") or self._take_word("has"):
            return OneOf(name, self._values())
        for operator in _OPERATORS:
            if self._take("operator", operator):
                plain = {"==": "=", "<>": "!="}.get(operator, operator)
                return Comparison(name, plain, self._value("a value"))
        raise ConditionError(f'after "{name}" comes =, !=, <, <=, >, >=, in, has or is')

    def _answered(self, name: str) -> Condition:
        inverted = self._take_word("not")
        if self._take_word("answered"):
            return Not(Answered(name)) if inverted else Answered(name)
        if self._take_word("empty"):
            return Answered(name) if inverted else Not(Answered(name))
        raise ConditionError('after "is" comes "answered" or "empty"')

    def _values(self) -> tuple[str, ...]:
        if not self._take("mark", "("):
            return (self._value("a choice"),)
        values = [self._value("a choice")]
        while self._take("mark", ","):
            values.append(self._value("a choice"))
        self._expect(")")
        return tuple(values)

    def _value(self, wanted: str) -> str:
        if self.rest and self.rest[0].kind in {"word", "text", "name"}:
            return self.rest.pop(0).text
        found = f'"{self.rest[0].text}"' if self.rest else "the end"
        raise ConditionError(f"{wanted} is missing before {found}")

    def _expect(self, mark: str) -> None:
        if not self._take("mark", mark):
            found = f'"{self.rest[0].text}"' if self.rest else "the end"
            raise ConditionError(f'"{mark}" is missing before {found}')

    def _take_word(self, word: str) -> bool:
        if self.rest and self.rest[0].kind == "word" and self.rest[0].text.casefold() == word:
            self.rest.pop(0)
            return True
        return False

    def _take(self, kind: str, text: str) -> bool:
        if self.rest and self.rest[0].kind == kind and self.rest[0].text == text:
            self.rest.pop(0)
            return True
        return False
