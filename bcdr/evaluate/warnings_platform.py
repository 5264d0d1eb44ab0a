"""Warnings of the platform: limits of a Hub that a recovery runs into."""

from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags, Numbers
from bcdr.evaluate.blockers_application import is_vm_level
from bcdr.evaluate.case import Case, Ground, over_targets, tabled
from bcdr.evaluate.cell import Cell, fact_source, told_apart
from bcdr.evaluate.inputs import GIVEN, NO
from bcdr.evaluate.rules import rule
from bcdr.evaluate.world import World
from bcdr.model.units import format_number
from bcdr.model.vocabulary import Deployment, Option, Severity, TargetKind

WARNING: Final = Severity.WARNING
NOTE: Final = Severity.NOTE
SET_NODES: Final = "scale-set-nodes"
HUB_DISK: Final = "hub-max-disk"
TUNNEL: Final = "vpn-throughput"
STEERING: Final = "no-traffic-manager"
GIB_IN_GB: Final = 1.073741824


def _limit(case: Case, fact: str) -> float:
    """Return the number of a fact, infinite where it has none."""
    value = case.catalogue.fact(fact).value
    return np.inf if value is None else value


def _deployed_as(case: Case, deployment: Deployment) -> Flags:
    codes, values = case.spelled("deployment")
    return np.array([value is deployment for value in values])[codes]


def _nodes(world: World, hub: int, target: int) -> tuple[str, float]:
    """Return the Hub that a workload runs on after recovery, and its nodes, NaN where unknown."""
    place = world.targets[target]
    if place.kind is TargetKind.SECOND_HUB:
        found = next((item for item in world.hubs if item.name and item.name == place.hub), None)
    else:
        found = world.hubs[hub]
    if found is None or found.node_count is None:
        return "", np.nan
    return found.name, float(found.node_count)


@tabled
def _node_table(ground: Ground) -> Numbers:
    """Return Hub x target the nodes of the Hub of the recovery, NaN where unknown."""
    world = ground.world
    hubs, targets = range(len(world.hubs)), range(len(world.targets))
    return np.array([[_nodes(world, h, t)[1] for t in targets] for h in hubs]).reshape(
        len(hubs), len(targets)
    )


def _nodes_words(cell: Cell) -> tuple[str, str]:
    name, nodes = _nodes(cell.case.world, int(cell.pick(cell.case.hub)), cell.target_code)
    instances = format_number(cell.given("vm_count"))
    return (
        f"Its scale set has {instances} instances, each of which is deployed on a node of its own; "
        f"{name} has {format_number(nodes)} nodes.",
        "Split it into several scale sets, or redeploy it with fewer instances first.",
    )


@rule("hub-nodes", WARNING, lambda cell: fact_source(cell.fact(SET_NODES)), _nodes_words)
def hub_nodes(case: Case) -> Flags:
    """Hold where a scale set has more instances than the Hub of its recovery has nodes."""
    is_scale_set = _deployed_as(case, Deployment.SCALE_SET)
    if not is_scale_set.any():
        return np.zeros((1, 1), dtype=bool)
    needed = case.column("vm_count") * _limit(case, SET_NODES)
    with np.errstate(invalid="ignore"):
        too_many = needed > case.by_hub(_node_table(case))
    return case.has_target & is_scale_set & (case.origin("vm_count") == GIVEN) & too_many


def _largest_gb(case: Case) -> float:
    """Return the largest disk of a Hub in GB; above it the figure cannot be one disk there."""
    return _limit(case, HUB_DISK) * GIB_IN_GB


def _disk_words(cell: Cell) -> tuple[str, str]:
    limit = cell.case.catalogue.fact(HUB_DISK).value
    found, allowed = told_apart(cell.given("largest_disk_gb"), _largest_gb(cell.case))
    return (
        f"Its largest disk is given as {found} GB; a disk of a Hub holds at most "
        f"{format_number(limit)} GiB ({allowed} GB), so it cannot be restored there as one disk.",
        "Check the figure: it may be a volume over several disks, or a disk on another platform "
        "that has to be split.",
    )


@rule("disk-beyond-hub", WARNING, lambda cell: fact_source(cell.fact(HUB_DISK)), _disk_words)
def disk_beyond_hub(case: Case) -> Flags:
    """Hold where the largest disk is larger than any disk of a Hub."""
    with np.errstate(invalid="ignore"):
        too_large = case.column("largest_disk_gb") > _largest_gb(case)
    return case.has_target & too_large


@tabled
def _is_beyond_tunnel(ground: Ground) -> Flags:
    world, catalogue = ground.world, ground.catalogue
    limit = catalogue.fact(TUNNEL).value or np.inf
    return over_targets(
        world,
        lambda t: t.kind is TargetKind.SECOND_HUB and (t.link_mbit_per_s or 0.0) > limit,
    )


def _tunnel_words(cell: Cell) -> tuple[str, str]:
    limit = cell.case.catalogue.fact(TUNNEL).value
    return (
        f"The link to {cell.target.name} is given as "
        f"{format_number(cell.target.link_mbit_per_s)} Mbit/s; a site-to-site tunnel between two "
        f"Hubs passes at most {format_number(limit)} Mbit/s.",
        "Check that the Hubs are joined in another way, such as ExpressRoute, or correct Link "
        "(Mbit/s).",
    )


@rule("tunnel-limit", WARNING, lambda cell: fact_source(cell.fact(TUNNEL)), _tunnel_words)
def tunnel_limit(case: Case) -> Flags:
    """Hold where the link to a second Hub is faster than a tunnel between Hubs can be."""
    return case.where_target(_is_beyond_tunnel(case))


@tabled
def _is_steered_outside(ground: Ground) -> Flags:
    world = ground.world
    return over_targets(world, lambda t: t.kind in (TargetKind.SECOND_HUB, TargetKind.PROVIDER))


def _steering_words(cell: Cell) -> tuple[str, str]:
    return (
        "A Hub offers neither Traffic Manager nor Application Gateway, so what directs requests to "
        f"{cell.hub.name or 'its Hub'} and {cell.target.name} has to stand outside both.",
        "Plan a load balancer or DNS service that does not fail together with either place.",
    )


@rule("traffic-steering", NOTE, lambda cell: f"P6: {fact_source(cell.fact(STEERING))}",
      _steering_words)  # fmt: skip
def traffic_steering(case: Case) -> Flags:
    """Hold where two places serve and neither can direct requests to the other."""
    return case.has(Option.ACTIVE_ACTIVE) & case.where_target(_is_steered_outside(case))


def _set_words(_cell: Cell) -> tuple[str, str]:
    return (
        "It runs in an availability set and keeps data; for such applications the guidance "
        "considers protecting the application's data instead of whole VMs.",
        "Consider a backup of the application's data, and redeploy the VMs from their template.",
    )


@rule("set-data", NOTE, "P4: Protect VMs deployed on Azure Stack Hub", _set_words)
def set_data(case: Case) -> Flags:
    """Hold where whole VMs of a stateful availability set would be copied."""
    keeps_data = _deployed_as(case, Deployment.AVAILABILITY_SET) & (case.column("stateful") != NO)
    return is_vm_level(case) & keeps_data
