"""How to ask for an input in plain words, and what the answer decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bcdr.model.columns import APPLICATIONS, HUBS, SHEETS, TARGETS, Column


@dataclass(frozen=True, slots=True)
class Asking:
    """The question that a cell answers, and what that decides, as the end of a sentence."""

    question: str
    decides: str


_OF_APPLICATIONS: Final[Mapping[str, Asking]] = MappingProxyType(
    {
        "criticality": Asking(
            "How critical is it for the organisation?",
            "how much its gaps weigh, and which objectives hold where it gives none itself",
        ),
        "rto_hours": Asking(
            "For how long may it be out of service after an incident, at most?",
            "whether recovery comes in time, today and with every option",
        ),
        "rpo_hours": Asking(
            "How much of the newest data may be lost, as a time span?",
            "how often copies have to be made, and which options are ruled out",
        ),
        "data_gb": Asking(
            "How much data does it hold?",
            "how long copying and restoring take, and what storage costs",
        ),
        "daily_change_share": Asking(
            "Which share of its data changes in a day?",
            "how much is sent and stored for every copy",
        ),
        "peak_change_mb_per_s": Asking(
            "How fast does its data change in the busiest minutes?",
            "which link and which kind of replication can follow",
        ),
        "vm_count": Asking("On how many VMs does it run?", "how long rebuilding takes, and prices"),
        "vcpu": Asking(
            "How many virtual processors do its VMs have together?",
            "how much room it needs at a recovery place, and what a standby costs",
        ),
        "memory_gb": Asking(
            "How much memory do its VMs have together?",
            "how much room it needs at a recovery place, and what a standby costs",
        ),
        "stateful": Asking(
            "Does it keep data that has to come back?",
            "whether copies of its data are needed at all",
        ),
        "template_off_hub": Asking(
            "Is what rebuilds it (template, scripts, images) kept off the Hub and out of reach "
            "of the Hub's administrators?",
            "whether it can be built again after the Hub is lost or attacked",
        ),
        "native_replication": Asking(
            "Can the application replicate its own data, as SQL Server can?",
            "whether replication by the application is an option",
        ),
        "multi_writer": Asking(
            "Can several places take writes at once?", "whether it can run in two places at once"
        ),
        "planned_downtime_allowed": Asking(
            "May it be stopped for a backup?", "whether snapshots of stopped VMs are an option"
        ),
        "os": Asking(
            "Which guest operating system does it run, with its version?",
            "which products can protect it",
        ),
        "largest_disk_gb": Asking(
            "How large is its largest single disk?", "which kinds of replication can carry it"
        ),
        "deployment": Asking("How are its VMs deployed?", "which snapshots are possible"),
        "hub": Asking(
            "On which Azure Stack Hub does it run?", "which failures reach it and which targets do"
        ),
        "current_option": Asking(
            "How is it protected today?", "what is covered today, and what a change would gain"
        ),
        "current_target": Asking(
            "Where do its copies go today?", "which failures its copies survive"
        ),
        "current_interval_hours": Asking(
            "How much time lies between copies today?", "how much data is lost today"
        ),
        "retention_days": Asking(
            "For how many days are copies kept today?",
            "whether a clean copy from before an attack is left",
        ),
        "downtime_cost_per_hour": Asking(
            "What does an hour out of service cost the organisation, for the whole application?",
            "what faster recovery is worth",
        ),
        "data_loss_cost_per_hour": Asking(
            "What does an hour of lost data cost the organisation, for the whole application?",
            "what more frequent copies are worth",
        ),
    }
)
_OF_HUBS: Final[Mapping[str, Asking]] = MappingProxyType(
    {
        "site": Asking(
            "In which datacenter does the Hub stand?", "which targets are lost together with it"
        ),
        "region": Asking(
            "In which metropolitan area does the Hub stand?",
            "which targets a regional disaster takes with it",
        ),
    }
)
_OF_TARGETS: Final[Mapping[str, Asking]] = MappingProxyType(
    {
        "site": Asking("In which datacenter does it stand?", "which failures its copies survive"),
        "region": Asking(
            "In which metropolitan area or cloud region does it stand?",
            "which failures its copies survive",
        ),
        "is_immutable": Asking(
            "Is it so that nobody can change or delete a copy early?",
            "whether copies survive an attacker",
        ),
        "is_isolated": Asking(
            "Is it out of reach of the Hub's administrators?",
            "whether copies survive an attacker",
        ),
        "link_mbit_per_s": Asking(
            "How fast is the link from the Hubs it serves?",
            "how long copying and restoring take",
        ),
        "jurisdiction": Asking("In which country does it stand?", "which data may rest there"),
        "exists": Asking("Does it exist already?", "whether it covers anything today"),
    }
)
_ALL: Final[Mapping[str, Mapping[str, Asking]]] = MappingProxyType(
    {
        APPLICATIONS.name: _OF_APPLICATIONS,
        HUBS.name: _OF_HUBS,
        TARGETS.name: _OF_TARGETS,
    }
)


def asking(sheet: str, field: str) -> Asking:
    """Return how to ask for a field of a sheet; where no words are kept, those of its column."""
    found = _ALL.get(sheet, {}).get(field)
    if found is not None:
        return found
    return Asking(SHEETS[sheet].column(field).help, "what is assumed meanwhile")


def columns_of_input(sheet: str, words: str) -> tuple[Column, ...]:
    """Return the columns that an input is made of; it names one header or several.

    >>> [column.field for column in columns_of_input("Targets", "Immutable or Isolated")]
    ['is_immutable', 'is_isolated']
    >>> [column.field for column in columns_of_input("Hubs", "Site and region of the Hub")]
    ['site']
    """
    columns = SHEETS[sheet].columns if sheet in SHEETS else ()
    whole = tuple(column for column in columns if column.header == words)
    if whole:
        return whole
    parts = words.replace(" or ", " and ").split(" and ")
    return tuple(column for part in parts for column in columns if column.header == part)
