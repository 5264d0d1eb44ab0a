"""What the way an application is built and used does not allow."""

import datetime
from typing import Any

import pytest

from bcdr.model.portfolio import Decision, Portfolio
from bcdr.model.vocabulary import DecisionKind, Deployment, Option, Special
from tests.evaluate.refusals import GUEST, IN_GUEST, STOPPED
from tests.factories import codes, judged, portfolio, reasons_for, second_hub, target, workload


def test_expired_acceptance_refuses_again() -> None:
    expired = Decision(workload_id="Ledger", kind=DecisionKind.ACCEPT_GAP,
                       until=datetime.date(2026, 11, 21))  # fmt: skip
    given = Portfolio(
        workloads=(workload(),), landscape=portfolio().landscape, decisions=(expired,)
    )
    found = codes(reasons_for(judged(given), Option.NO_RECOVERY, None))
    assert "no-recovery-not-accepted" in found


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        ({"rto_hours": Special.NOT_APPLICABLE}, "Its RPO is 36 h, and"),
        ({"rpo_hours": Special.NOT_APPLICABLE, "rto_hours": 0.5}, "Its RTO is 30 min, and"),
        ({"rto_hours": None, "rpo_hours": Special.NOT_APPLICABLE}, "Nobody has said"),
    ],
)
def test_the_objective_that_asks_for_recovery_is_named(given: dict[str, Any],
                                                       begins: str) -> None:  # fmt: skip
    reasons = reasons_for(judged(workload(**given)), Option.NO_RECOVERY, None)
    message = next(r.message for r in reasons if r.code == "no-recovery-not-accepted")
    assert message.startswith(begins)


@pytest.mark.parametrize("option", [IN_GUEST, STOPPED, GUEST])
@pytest.mark.parametrize(
    ("deployment", "stateful", "is_refused"),
    [
        (Deployment.SCALE_SET, True, True),
        (Deployment.SCALE_SET, None, True),
        (Deployment.AVAILABILITY_SET, False, True),
        (Deployment.AVAILABILITY_SET, None, False),
        (Deployment.SINGLE_VM, False, False),
        (None, False, False),
    ],
)
def test_whole_vms_of_ephemeral_instances_are_not_copied(
    option: Option, deployment: Deployment | None, stateful: bool | None, is_refused: bool
) -> None:
    made = workload(deployment=deployment, stateful=stateful, vm_count=3)
    given = portfolio(made, targets=(target(), second_hub()))
    found = codes(reasons_for(judged(given), option, "South"))
    assert ("ephemeral-instances" in found) is is_refused


def test_the_data_of_ephemeral_instances_may_be_backed_up() -> None:
    made = portfolio(workload(deployment=Deployment.SCALE_SET, vm_count=3))
    found = codes(reasons_for(judged(made), Option.APPLICATION_DATA_BACKUP, "Vault"))
    assert "ephemeral-instances" not in found
