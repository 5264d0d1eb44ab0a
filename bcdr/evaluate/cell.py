"""One workload under one protection: what the sentence about a rule is made of."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from bcdr.evaluate.case import Case
from bcdr.evaluate.protections import OPTIONS
from bcdr.model.entries import Combination, Fact, OptionEntry, TargetKindEntry
from bcdr.model.landscape import Hub, Target
from bcdr.model.portfolio import Workload
from bcdr.model.units import format_number
from bcdr.model.vocabulary import Family, Option


@dataclass(frozen=True, slots=True)
class Cell:
    """Workload n under protection p of a case; asked for only where a rule holds."""

    case: Case
    n: int
    p: int

    @property
    def workload(self) -> Workload:
        """Return the workload."""
        return self.case.inputs.workloads[self.n]

    @property
    def hub(self) -> Hub:
        """Return the Hub it runs on; its name is empty where nobody said."""
        return self.case.world.hubs[int(self.pick(self.case.hub))]

    @property
    def option(self) -> Option:
        """Return the option."""
        return OPTIONS[int(self.pick(self.case.option_at))]

    @property
    def entry(self) -> OptionEntry:
        """Return what the catalogue says of the option."""
        return self.case.catalogue.option(self.option)

    @property
    def target_code(self) -> int:
        """Return the position of the target in the landscape."""
        return int(self.pick(self.case.at))

    @property
    def target(self) -> Target:
        """Return the target."""
        return self.case.world.targets[self.target_code]

    @property
    def kind(self) -> TargetKindEntry:
        """Return what the catalogue says of the target's kind."""
        return self.case.catalogue.target_kind(self.target.kind)

    @property
    def combination(self) -> Combination:
        """Return what the catalogue says of the option on the target's kind."""
        return self.case.catalogue.combination(self.option, self.target.kind)

    @property
    def onward(self) -> Target | None:
        """Return the target that the copies are sent on to, if any; a replica is not sent on."""
        code = int(self.case.world.copies_to[self.target_code])
        is_sent_on = code >= 0 and self.entry.family is Family.BACKUP
        return self.case.world.targets[code] if is_sent_on else None

    def fact(self, id_: str) -> Fact:
        """Return a dated fact."""
        return self.case.catalogue.fact(id_)

    def pick(self, array: NDArray[Any]) -> Any:
        """Return the value of an array over workloads (or one) and protections (or one)."""
        return array[min(self.n, array.shape[0] - 1), min(self.p, array.shape[1] - 1)]

    def number(self, array: NDArray[Any]) -> float:
        """Return the number of an array with the axes of the evaluation, its first level."""
        return float(self.pick(self.case.per_protection(array)))

    def given(self, name: str) -> float:
        """Return a field of the inputs as a number."""
        return float(self.pick(self.case.column(name)))


def option_source(cell: Cell) -> str:
    """Return the rows and the document behind an option."""
    return _rows(cell.entry.rows, cell.entry.source)


def kind_source(cell: Cell) -> str:
    """Return the rows and the document behind a kind of target."""
    return _rows(cell.kind.rows, cell.kind.source)


def combination_source(cell: Cell) -> str:
    """Return the rows and the document behind an option on a kind of target."""
    return _rows(cell.combination.rows, cell.combination.source)


def fact_source(fact: Fact) -> str:
    """Return a dated fact as a source: id, date and document."""
    return f"{fact.id} ({fact.date}): {fact.source}"


def _rows(rows: tuple[str, ...], source: str) -> str:
    return f"{', '.join(rows)}: {source}"


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Return two different numbers for people with as many digits as it takes to see which is more.

    >>> told_apart(138.9, 70.0), told_apart(50.04, 50.0)
    (('139', '70'), ('50.04', '50'))
    """
    digits = 3
    while digits < 9 and format_number(one, digits=digits) == format_number(other, digits=digits):
        digits += 1
    return format_number(one, digits=digits), format_number(other, digits=digits)


def gb_apart(one: float, other: float) -> tuple[str, str]:
    """Return two sizes in GB for people, both in TB where both are large."""
    unit, size = ("TB", 1000.0) if min(one, other) >= 1000.0 else ("GB", 1.0)
    first, second = told_apart(one / size, other / size)
    return f"{first} {unit}", f"{second} {unit}"


def enumerated(words: tuple[str, ...] | list[str]) -> str:
    """Return words as a list for people: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
