"""How complete what is known of an application is, as stars from 0 to 5 with the reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bcdr.model.asking import asking
from bcdr.model.columns import APPLICATIONS, HUBS
from bcdr.model.landscape import Hub
from bcdr.model.portfolio import CurrentProtection, ObjectiveDefault, Portfolio, Workload
from bcdr.model.vocabulary import Option

STARS: Final = 5
"""The most stars there are: one per group of inputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One input that is blank, and for how many workloads of the application."""

    group: str
    header: str
    workloads: int
    decides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """The stars of one application, and what it lacks for those it does not have."""

    application: str
    workloads: int
    stars: int
    lacks: tuple[Lack, ...]

    @property
    def symbols(self) -> str:
        """Return the stars as symbols: `★★★☆☆`."""
        return "★" * self.stars + "☆" * (STARS - self.stars)

    @property
    def reason(self) -> str:
        """Return which inputs are blank and what they decide, as sentences."""
        if not self.lacks:
            return "All that decides most is known."
        return " ".join(self._sentence(lack) for lack in self.lacks)

    def _sentence(self, lack: Lack) -> str:
        where = "" if self.workloads == 1 else f" for {lack.workloads} of {self.workloads}"
        return f"{lack.header} is blank{where}: it decides {lack.decides}."


@dataclass(frozen=True, slots=True)
class _Known:
    """What a portfolio says beside a workload's own row."""

    hubs: Mapping[str, Hub]
    objectives: Sequence[ObjectiveDefault]


_Blank = Callable[[Workload, _Known], bool]


def _no_rto(workload: Workload, known: _Known) -> bool:
    return workload.rto_hours is None and not any(
        one.rto_hours is not None for one in _defaults(workload, known)
    )


def _no_rpo(workload: Workload, known: _Known) -> bool:
    return workload.rpo_hours is None and not any(
        one.rpo_hours is not None for one in _defaults(workload, known)
    )


def _defaults(workload: Workload, known: _Known) -> Iterable[ObjectiveDefault]:
    """Return the objectives that the organisation gives all workloads of such a criticality."""
    return (
        one
        for one in known.objectives
        if one.scenario is None and one.criticality in (None, workload.criticality)
    )


def _no_criticality(workload: Workload, _: _Known) -> bool:
    return workload.criticality is None


def _no_data(workload: Workload, _: _Known) -> bool:
    return workload.data_gb is None and workload.stateful is not False


def _no_vms(workload: Workload, _: _Known) -> bool:
    return workload.vm_count is None


def _no_hub(workload: Workload, known: _Known) -> bool:
    hub = known.hubs.get(workload.hub or "")
    return hub is None or hub.is_assumed


def _no_site(workload: Workload, known: _Known) -> bool:
    hub = known.hubs.get(workload.hub or "")
    return hub is not None and not hub.is_assumed and hub.site is None and hub.region is None


def _no_option(workload: Workload, _: _Known) -> bool:
    return not workload.current or any(one.option is None for one in workload.current)


def _no_target(workload: Workload, _: _Known) -> bool:
    return any(one.target is None for one in _copies(workload))


def _no_interval(workload: Workload, _: _Known) -> bool:
    return any(one.mode is None for one in _copies(workload))


def _copies(workload: Workload) -> Iterable[CurrentProtection]:
    return (one for one in workload.current if one.option not in (None, Option.NO_RECOVERY))


_GROUPS: Final[Mapping[str, tuple[tuple[str, str, _Blank], ...]]] = MappingProxyType(
    {
        "objectives": (
            (APPLICATIONS.name, "rto_hours", _no_rto),
            (APPLICATIONS.name, "rpo_hours", _no_rpo),
        ),
        "importance": ((APPLICATIONS.name, "criticality", _no_criticality),),
        "size": (
            (APPLICATIONS.name, "data_gb", _no_data),
            (APPLICATIONS.name, "vm_count", _no_vms),
        ),
        "place": (
            (APPLICATIONS.name, "hub", _no_hub),
            (HUBS.name, "site", _no_site),
        ),
        "protection today": (
            (APPLICATIONS.name, "current_option", _no_option),
            (APPLICATIONS.name, "current_target", _no_target),
            (APPLICATIONS.name, "current_interval_hours", _no_interval),
        ),
    }
)


def completeness(portfolio: Portfolio) -> tuple[Completeness, ...]:
    """Return the stars of every application, in the order of the portfolio.

    One star for each group of inputs that is known for all workloads of the application:

    - objectives: RTO and RPO, its own or those of the sheet Objectives for its criticality;
      the tool's own defaults do not count. Not applicable and near zero are known.
    - importance: Criticality.
    - size: Data (GB), unless it keeps no data, and VMs.
    - place: Hub, and the site or region of that Hub.
    - protection today: Current option, and, unless nothing is done, target and interval.

    The groups answer the five questions that a plan rests on: what is asked for, how much it
    weighs, how much there is to bring back, what can hit it, what is there already. A blank
    Depends on cannot be told from no dependency, so it neither earns nor costs a star.
    """
    known = _Known(
        hubs={hub.name: hub for hub in portfolio.landscape.hubs}, objectives=portfolio.objectives
    )
    rows: dict[str, list[Workload]] = {}
    for workload in portfolio.workloads:
        rows.setdefault(workload.application, []).append(workload)
    return tuple(_of_application(name, found, known) for name, found in rows.items())


def _of_application(name: str, workloads: Sequence[Workload], known: _Known) -> Completeness:
    lacks = [
        Lack(
            group=group,
            header=_header(sheet, field),
            workloads=count,
            decides=asking(sheet, field).decides,
        )
        for group, inputs in _GROUPS.items()
        for sheet, field, is_blank in inputs
        if (count := sum(is_blank(workload, known) for workload in workloads))
    ]
    lacking = {lack.group for lack in lacks}
    return Completeness(
        application=name,
        workloads=len(workloads),
        stars=len(_GROUPS) - len(lacking),
        lacks=tuple(lacks),
    )


def _header(sheet: str, field: str) -> str:
    if sheet == HUBS.name:
        return "Site or region of its Hub"
    return APPLICATIONS.column(field).header
