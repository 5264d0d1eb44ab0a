"""Every figure of the data files moves some number of a study: there is no dead data."""

from dataclasses import replace

import numpy as np
import pytest

from bcdr.choose.ranking import changes_from_today
from bcdr.evaluate.cost import COMPONENTS
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.vocabulary import Deployment, Mode, Option, Special, TargetKind
from bcdr.study import Study
from tests.factories import (
    AS_OF,
    azure,
    current,
    knowledge,
    portfolio,
    second_hub,
    study,
    target,
    workload,
)

SHIPPED = load_catalogue()
BLANK = dict.fromkeys(
    (
        "criticality", "mtd_hours", "downtime_cost_per_hour", "data_loss_cost_per_hour",
        "daily_change_share", "peak_change_mb_per_s", "vm_count", "vcpu", "memory_gb",
    )
)  # fmt: skip


def everything() -> Portfolio:
    """Return workloads and targets that between them need every figure."""
    provider = target("Cloud", TargetKind.PROVIDER, has_hub=True, jurisdiction="NL",
                      vcpu=99.0, memory_gb=999.0)  # fmt: skip
    near = target("Beside", site="North site", region="North region", link_mbit_per_s=None)
    relay = target("Relay", TargetKind.ON_HUB_REPLICATED, hub="North", site="North site",
                   copies_to="Vault")  # fmt: skip
    return portfolio(
        workload("Blank", **BLANK, data_gb=9000.0, rto_hours=8.0, rpo_hours=0.2),
        workload("Large", data_gb=9000.0, vm_count=9, peak_change_mb_per_s=150.0, rto_hours=2.0,
                 rpo_hours=0.05, mtd_hours=None, last_test_date=AS_OF, current=(current(),),
                 measured_recovery_hours=1.0),
        workload("Quick", rto_hours=0.001, rpo_hours=0.001, stateful=False, template_off_hub=False,
                 deployment=Deployment.SCALE_SET),
        workload("Tight", rto_hours=Special.NEAR_ZERO, rpo_hours=Special.NEAR_ZERO,
                 current=(current(Option.GUEST_REPLICATION, "South", every=None, kept=None,
                                  mode=Mode.CONTINUOUS),)),
        targets=(target(is_immutable=True, fixed_cost_per_year=1000.0), near, relay,
                 second_hub(round_trip_ms=4.0), azure(), provider),
    )  # fmt: skip


def numbers(done: Study) -> np.ndarray:
    """Return every number a figure could move, in one row."""
    found, plan = done.evaluation, done.planned
    judged, alone = found.judged, found.singles(np.arange(found.inputs.count))
    evidence = [len(item.today.reasons) for item in done.workloads("chosen")]
    arrays = (
        judged.is_feasible, alone.outcomes.planning_hours, alone.outcomes.worst_loss_hours,
        alone.outcomes.event_cost, alone.outcomes.value, judged.outlay_per_year, judged.cost,
        judged.guidance, plan.targets.fixed_cost_per_year, np.array(evidence),
        changes_from_today(found.basis, found.inputs.workloads),
        found.inputs.memory_gb, found.inputs.rto_hours,
    )  # fmt: skip
    return np.concatenate([np.nan_to_num(np.asarray(item, dtype=float)).ravel() for item in arrays])


@pytest.fixture(scope="module")
def usual() -> np.ndarray:
    return numbers(study(everything()))


def moves(usual: np.ndarray, known: Catalogue) -> bool:
    return not np.array_equal(usual, numbers(study(everything(), known)))


@pytest.mark.parametrize("id_", [item.id for item in SHIPPED.assumptions])
def test_every_assumption_moves_a_number(usual: np.ndarray, id_: str) -> None:
    item = SHIPPED.assumption(id_)
    other = {"default-tier-rank": (1.0,), "proven-test-age-days": (-1.0,)}
    values = other.get(id_, (item.value * 0.1, item.value * 20.0, 1.0))
    assert any(
        moves(usual, knowledge(assumptions=(replace(item, value=value),))) for value in values
    )


@pytest.mark.parametrize("id_", [item.id for item in SHIPPED.phases])
def test_every_phase_moves_a_number(usual: np.ndarray, id_: str) -> None:
    item = SHIPPED.phase(id_)
    known = knowledge(phases=(replace(item, likely=item.likely * 1.1, high=item.high * 1.1),))
    assert moves(usual, known)


@pytest.mark.parametrize("id_", [item.id for item in SHIPPED.prices])
def test_every_price_moves_a_number(usual: np.ndarray, id_: str) -> None:
    item = SHIPPED.price(id_)
    known = knowledge(prices=(replace(item, value=item.value + 1.0),))
    assert moves(usual, known)


@pytest.mark.parametrize("field", ["frequency_per_year", "replacement_hours"])
@pytest.mark.parametrize("id_", [item.id for item in SHIPPED.scenarios])
def test_every_scenario_moves_a_number(usual: np.ndarray, id_: str, field: str) -> None:
    item = SHIPPED.scenario(id_)
    known = knowledge(scenarios=(replace(item, **{field: getattr(item, field) * 3.0}),))
    # What comes back by itself is never replaced.
    returns = field == "replacement_hours" and id_ in {"node-failure", "hub-outage"}
    assert moves(usual, known) is not returns


@pytest.mark.parametrize("rank", [tier.rank for tier in SHIPPED.tiers])
@pytest.mark.parametrize(
    "field", ["mtd_hours", "downtime_cost_per_hour", "data_loss_cost_per_hour"]
)
def test_every_tier_moves_a_number(rank: int, field: str) -> None:
    tier = next(item for item in SHIPPED.tiers if item.rank == rank)
    given = portfolio(workload(**{**BLANK, "criticality": tier.id}, rto_hours=2.0, rpo_hours=0.5))
    changed = replace(tier, **{field: getattr(tier, field) * 2.0})
    one, other = study(given), study(given, knowledge(tiers=(changed,)))
    assert not np.array_equal(numbers(one), numbers(other))


def test_components_of_the_price_sheet_are_the_ones_charged() -> None:
    priced = {price.component for price in SHIPPED.prices}
    made_of_others = {"storage-onward": "storage", "drills": "standby", "planned-stops": None}
    charged = {made_of_others.get(name, name) for name in COMPONENTS} - {None}
    assert charged == priced


@pytest.mark.parametrize("id_", ["guest-replication-max-disk", "guest-replication-guests"])
def test_facts_that_rules_use_can_be_overridden(id_: str) -> None:
    given = portfolio(
        workload(os="Solaris 11", largest_disk_gb=2000.0, data_gb=2000.0), targets=(second_hub(),)
    )
    fact = SHIPPED.fact(id_)
    changed = replace(fact, value=4095.0) if fact.value else replace(fact, words=("solaris",))
    codes = {"guest-replication-max-disk": "disk-too-large"}
    code = codes.get(id_, "guest-os-unsupported")

    def refused(known: Catalogue) -> bool:
        done = study(given, known)
        made = [
            item for item in done.workload("Ledger", detail="all").ranked
            if item.strategy.protections[0].option is Option.GUEST_REPLICATION
        ]  # fmt: skip
        return any(reason.code == code for reason in made[0].reasons)

    assert refused(SHIPPED)
    assert not refused(knowledge(facts=(changed,)))
