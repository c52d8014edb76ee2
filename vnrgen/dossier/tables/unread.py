"""Which ids stand in rows and files that could not be read, so that naming them is no mistake."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class UnreadIds:
    """The ids of rows and files with an error in them, by the table they belong to.

    Such a row is left out until it is mended, and its error is reported. Whatever else names it is
    right all the same: to call that unknown too, and to propose another id, would lead astray.
    """

    _by_table: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, table: str, identifier: str) -> None:
        """Keep the id of a row that was not read; "" where the id itself cannot be known."""
        self._by_table[table].add(identifier)

    def may_be(self, table: str, identifier: str) -> bool:
        """Tell whether an unread row of the table has, or might have, this id.

        >>> unread = UnreadIds()
        >>> unread.add("qualitative", "Q01")
        >>> unread.may_be("qualitative", "Q01"), unread.may_be("qualitative", "Q10")
        (True, False)
        """
        ids = self._by_table.get(table, ())
        return identifier in ids or "" in ids

    def any_of(self, table: str) -> bool:
        """Tell whether any row of the table was not read."""
        return table in self._by_table
