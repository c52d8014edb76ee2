"""An opened survey: submissions and the rows of its repeats, with the answers that were asked for.

A repeat (the members of a household, say) is a level of its own below the submissions; its rows
know their parent, so that whatever was asked above can be told of them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vnrgen.dossier.readers.kobo.answers import Column
from vnrgen.dossier.readers.kobo.form import Form, Question

SUBMISSIONS = ""  # the level that is no repeat


@dataclass(slots=True)
class Level:
    """The rows of one sheet that count.

    ``rows`` are their numbers in the sheet ``title`` of ``path``; ``parents`` the position of the
    parent of each among the rows of the level above. ``columns`` holds the answers by the name
    they were asked for.
    """

    repeat: str
    path: str = ""
    title: str = ""
    rows: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    columns: dict[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A name that the mapping uses: a question of the form, or a column that was added later."""

    name: str
    question: Question | None
    level: str

    @property
    def kind(self) -> str:
        """The type of the question, "column" for what is not in the form."""
        return self.question.kind if self.question else "column"


class MixedLevelsError(Exception):
    """Questions of two repeats that do not contain each other cannot be told of one row."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")
        self.first, self.second = first, second


class Survey:
    """The levels of a survey and the names that may be asked."""

    def __init__(self, form: Form, levels: Mapping[str, Level], asked: Mapping[str, Asked]) -> None:
        self.form = form
        self.levels = levels
        self.asked = asked
        self._aligned: dict[tuple[str, str], Column] = {}

    def level_of(self, names: Iterable[str]) -> str:
        """Return the level whose rows are the cases where these names are read together.

        Raises:
            MixedLevelsError: Two of them are asked in repeats beside each other.
        """
        deepest, by = SUBMISSIONS, ""
        for name in sorted(names):
            level = self.asked[name].level
            if deepest in self._line(level):
                deepest, by = level, name
            elif level not in self._line(deepest):
                raise MixedLevelsError(by, name)
        return deepest

    def answers(self, level: str) -> Callable[[str], Column]:
        """Return the answers by name, told of the rows of a level."""
        return lambda name: self._at(name, level)

    def has(self, name: str) -> bool:
        """Whether a name could be read."""
        asked = self.asked.get(name)
        return asked is not None and name in self.levels.get(asked.level, Level("")).columns

    def ancestors(self, level: str, above: str = SUBMISSIONS) -> Sequence[int]:
        """Return for each row of a level the position of its row in a level above it."""
        positions: Sequence[int] = range(len(self.levels[level].rows))
        while level != above:
            parents = self.levels[level].parents
            positions = [parents[position] for position in positions]
            level = self.form.parent_of(level)
        return positions

    def _at(self, name: str, level: str) -> Column:
        key = (name, level)
        if key not in self._aligned:
            own = self.asked[name].level
            column = self.levels[own].columns[name]
            if own != level:
                column = column.taken(self.ancestors(level, own))
            self._aligned[key] = column
        return self._aligned[key]

    def _line(self, level: str) -> list[str]:
        """Return a level and all above it."""
        line = [level]
        while line[-1] != SUBMISSIONS:
            line.append(self.form.parent_of(line[-1]))
        return line
