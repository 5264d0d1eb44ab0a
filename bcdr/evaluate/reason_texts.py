"""The words of reasons, made once for all workloads that give a rule the same answers."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes
from bcdr.evaluate.case import Case
from bcdr.evaluate.cell import Cell
from bcdr.evaluate.rules import RULES
from bcdr.model.portfolio import Workload

Words: TypeAlias = tuple[str, str, str]
"""Message, remedy and source."""

Look: TypeAlias = Callable[[int], Hashable]
"""Reads one thing of a workload, by its row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Reasons that hold: row of the workload, route, position of the rule, and its words.

    One entry a reason, in the order of rows, then routes, then rules. `words` numbers the texts.
    """

    row: Codes
    route: Codes
    rule: Codes
    words: Codes
    texts: tuple[Words, ...]


def found_reasons(case: Case, bits: Codes, routes: Sequence[Sequence[int]]) -> Found:
    """Return every reason of all workloads of a case, once for each route.

    A route is a list of columns, such as the policies of one option on one target; a reason that
    holds in several of them is worded for the first. `bits` is workload x protection, one bit a
    rule. The same words as `Rule.words` gives, one by one.
    """
    speaker = _Speaker(case)
    parts: list[tuple[Codes, int, int, Codes]] = []
    for route, columns in enumerate(routes):
        ticked = bits[:, list(columns)]
        in_any = int(np.bitwise_or.reduce(ticked, axis=None))
        for position in (n for n in range(len(RULES)) if in_any >> n & 1):
            holds = (ticked >> position & 1).astype(bool)
            rows = np.flatnonzero(holds.any(axis=1))
            first = np.asarray(columns)[holds[rows].argmax(axis=1)]
            parts.append((rows, route, position, speaker.say(position, first, rows)))
    rows, route_of, rule, words = (
        np.concatenate([np.broadcast_to(part[n], len(part[0])) for part in parts])
        if parts
        else np.zeros(0, dtype=np.int64)
        for n in range(4)
    )
    order = np.lexsort((rule, route_of, rows))
    return Found(
        row=rows[order],
        route=route_of[order],
        rule=rule[order],
        words=words[order],
        texts=tuple(speaker.texts),
    )


@dataclass(slots=True)
class _Fork:
    """What a rule looks at next of a workload, and what it did for each answer it met."""

    look: Look
    ways: dict[Hashable, "_Fork | int"] = field(default_factory=dict)


class _Speaker:
    """Words rules for the workloads of one case; a text that is known is not made again.

    A rule's words follow from the case, the protection and what the rule looks at of a workload.
    That is noted the first time. A workload of which it would see the same gets the same words.
    """

    def __init__(self, case: Case) -> None:
        """Start with nothing said."""
        self._case = case
        self._known: dict[tuple[int, int], _Fork | int] = {}
        self._numbers: dict[Words, int] = {}

    @property
    def texts(self) -> Iterable[Words]:
        """Return all that was said, in the order of its numbers."""
        return self._numbers

    def say(self, position: int, columns: Codes, rows: Codes) -> Codes:
        """Return the number of the words of one rule for each row in its column."""
        said = np.empty(len(rows), dtype=np.int64)
        for column in np.unique(columns).tolist():
            here = columns == column
            said[here] = self._say_all(position, column, rows[here].tolist())
        return said

    def _say_all(self, position: int, column: int, rows: list[int]) -> list[int] | int:
        first = self._say(position, column, rows[0])
        if isinstance(self._known[position, column], int):
            return first
        return [first, *(self._say(position, column, row) for row in rows[1:])]

    def _say(self, position: int, column: int, row: int) -> int:
        known = self._known.get((position, column))
        while isinstance(known, _Fork):
            known = known.ways.get(known.look(row))
        return self._learn(position, column, row) if known is None else known

    def _learn(self, position: int, column: int, row: int) -> int:
        """Return the number of words made anew, and keep what was looked at for them."""
        cell, rule = _Watched(self._case, row, column), RULES[position]
        message, remedy = rule.say(cell)
        source = rule.source if isinstance(rule.source, str) else rule.source(cell)
        number = self._numbers.setdefault((message, remedy, source), len(self._numbers))
        key: Hashable = (position, column)
        ways: dict[Any, _Fork | int] = self._known
        for look, answer in cell.seen:
            fork = ways.get(key)
            if not isinstance(fork, _Fork):
                fork = ways[key] = _Fork(look)
            ways, key = fork.ways, answer
        ways[key] = number
        return number


class _Watched(Cell):
    """A cell that notes what is looked at of its workload: nothing else tells two rows apart."""

    __slots__ = ("_row", "seen")
    _row: int
    seen: list[tuple[Look, Hashable]]

    def __init__(self, case: Case, row: int, column: int) -> None:
        """Begin with nothing seen."""
        object.__setattr__(self, "case", case)
        object.__setattr__(self, "p", column)
        object.__setattr__(self, "_row", row)
        object.__setattr__(self, "seen", [])

    @property
    def n(self) -> int:
        """Return the row itself, which makes the words those of one workload alone."""
        self.seen.append((_same, self._row))
        return self._row

    @property
    def workload(self) -> Workload:
        """Return the workload, with every field that is read noted."""
        rows = self.case.inputs.workloads
        return cast(Workload, _WatchedWorkload(rows, self._row, self.seen))

    def pick(self, array: NDArray[Any]) -> Any:
        """Return the value, noted where rows can differ in it."""
        column = array[:, min(self.p, array.shape[1] - 1)]
        if len(column) == 1:
            return column[0]
        look = _reader(column.copy())
        self.seen.append((look, look(self._row)))
        return column[self._row]


class _WatchedWorkload:
    """A workload of which every field that is read is noted."""

    __slots__ = ("_row", "_rows", "_seen")

    def __init__(
        self, rows: Sequence[Workload], row: int, seen: list[tuple[Look, Hashable]]
    ) -> None:
        """Stand in for the workload at a row."""
        self._rows, self._row, self._seen = rows, row, seen

    def __getattr__(self, name: str) -> Any:
        """Return a field of the workload."""

        def look(row: int) -> Hashable:
            return cast(Hashable, getattr(self._rows[row], name))

        value = look(self._row)
        self._seen.append((look, value))
        return value


def _same(row: int) -> Hashable:
    return row


def _reader(column: NDArray[Any]) -> Look:
    """Return a function that reads a row of the column; what is no number is None."""
    item = column.item

    def look(row: int) -> Hashable:
        value = item(row)
        return None if isinstance(value, float) and isnan(value) else value

    return look
