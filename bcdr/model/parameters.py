"""What a clause or a rule of corporate policy may look at in a whole strategy, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ParameterKind(StrEnum):
    """What a parameter says: a number, yes or no, or whether words hold."""

    NUMBER = "number"
    YES_NO = "yes or no"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter. `unit` is that of a number; `words` is the closed list it takes, if any."""

    id: str
    title: str
    kind: ParameterKind
    unit: str = ""
    words: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()


ISOLATION_RUNGS: Final = (
    "separate media",
    "separate network",
    "physical+logical",
    "tamper-protected",
    "immutable",
    "offline",
)
"""How far a backup copy is out of reach, each rung above the one before it."""

OWN_LIMITS: Final = ("RTO", "RPO", "MTD")
"""A workload's own objectives, which some clauses ask for or compare with."""


def _number(
    id_: str, title: str, unit: str, operators: tuple[str, ...] = ("<=", ">=", "==")
) -> Parameter:
    return Parameter(
        id=id_, title=title, kind=ParameterKind.NUMBER, unit=unit, operators=operators
    )  # fmt: skip


def _yes_no(id_: str, title: str) -> Parameter:
    # A cell that begins with = is a formula to a spreadsheet, so `in` says the same.
    return Parameter(id=id_, title=title, kind=ParameterKind.YES_NO, operators=("==", "in"))


PARAMETERS: Final[Mapping[str, Parameter]] = MappingProxyType(
    {
        item.id: item
        for item in (
            _number("rto_hours", "Recovery time", "hours", ("<=",)),
            _number("rpo_hours", "Data loss", "hours", ("<=",)),
            _number("copies_min", "Copies, the live data counted as one", "copies"),
            _number("backup_copies_min", "Backup copies", "copies"),
            _number("backup_interval_hours", "Time between backups", "hours"),
            _number("full_interval_hours", "Time between full backups", "hours"),
            _number("site_distance_km", "Distance of the farthest copy", "km"),
            _number("test_interval_months", "Time since the last test", "months"),
            _yes_no("restore_test", "Recovery was tested"),
            _yes_no("retention_defined", "Retention is set"),
            _yes_no("offsite", "Backup copy at another site"),
            _yes_no("alternate_site", "Place to run at another site"),
            _yes_no("distinct_risk_profile", "Copy with a risk profile of its own"),
            _yes_no("redundancy", "Second capacity to run on"),
            Parameter(
                id="isolation",
                title="Isolation of the backup",
                kind=ParameterKind.WORDS,
                words=ISOLATION_RUNGS,
                operators=("contains",),
            ),
            Parameter(
                id="residency",
                title="Places of copies and recovery",
                kind=ParameterKind.WORDS,
                operators=("in",),
            ),
            Parameter(
                id="objectives",
                title="Objectives that are defined",
                kind=ParameterKind.WORDS,
                words=OWN_LIMITS,
                operators=("contains",),
            ),
        )
    }
)
"""Every parameter of a whole strategy by id, with its unit and the operators that go with it."""
