"""Warnings and notes: every rule that says what is remarkable about what may be chosen."""

from typing import Final

from bcdr.evaluate.blockers import BLOCKERS
from bcdr.evaluate.rules import Rule, register
from bcdr.evaluate.warnings_azure import azure_guest, azure_points, paired_region
from bcdr.evaluate.warnings_input import (
    assumed_input,
    infrastructure_backup,
    policy_advice,
    rpo_below_interval,
)
from bcdr.evaluate.warnings_platform import (
    disk_beyond_hub,
    hub_nodes,
    set_data,
    traffic_steering,
    tunnel_limit,
)
from bcdr.evaluate.warnings_product import (
    dated_fact,
    native_preferred,
    replication_appliance,
)
from bcdr.evaluate.warnings_recovery import (
    no_spare_place,
    second_hub_not_operational,
    single_hub,
)
from bcdr.evaluate.warnings_target import (
    near_source,
    no_external_copy,
    not_recommended,
    provider_without_hub,
    to_build,
)

WARNINGS: Final[tuple[Rule, ...]] = (
    not_recommended,
    near_source,
    no_external_copy,
    second_hub_not_operational,
    assumed_input,
    single_hub,
    rpo_below_interval,
    dated_fact,
    no_spare_place,
    policy_advice,
    native_preferred,
    to_build,
    azure_points,
    azure_guest,
    paired_region,
    replication_appliance,
    hub_nodes,
    disk_beyond_hub,
    tunnel_limit,
    traffic_steering,
    set_data,
    provider_without_hub,
    infrastructure_backup,
)

# Blockers come first in the book, whichever of the two modules is imported first.
register(*BLOCKERS, *WARNINGS)
