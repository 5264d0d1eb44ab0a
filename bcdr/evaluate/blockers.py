"""Blockers: every rule that refuses a protection, in the order in which people read them."""

from typing import Final

from bcdr.evaluate.blockers_application import (
    ephemeral_instances,
    needs_planned_downtime,
    no_native_replication,
    no_recovery_not_accepted,
    stateful_active_active,
)
from bcdr.evaluate.blockers_capacity import link_too_slow, no_recovery_place, target_too_small
from bcdr.evaluate.blockers_missing import input_missing
from bcdr.evaluate.blockers_place import corporate_policy, latency, residency
from bcdr.evaluate.blockers_support import (
    disk_too_large,
    guest_os_unsupported,
    not_supported,
    option_target_mismatch,
)
from bcdr.evaluate.rules import Rule, register

BLOCKERS: Final[tuple[Rule, ...]] = (
    not_supported,
    option_target_mismatch,
    needs_planned_downtime,
    ephemeral_instances,
    stateful_active_active,
    no_native_replication,
    guest_os_unsupported,
    disk_too_large,
    residency,
    corporate_policy,
    latency,
    link_too_slow,
    target_too_small,
    no_recovery_place,
    input_missing,
    no_recovery_not_accepted,
)

register(*BLOCKERS)
