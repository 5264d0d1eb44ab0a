"""Other words that people use for the contract's columns, by sheet and field."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ALIASES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "Applications": MappingProxyType(
            {
                "id": ("Row ID", "Workload ID"),
                "application": ("App", "App name", "Application name", "Applications"),
                "workload": ("Workload name", "Component", "Application component"),
                "owner": ("Application owner", "Business owner", "Service owner"),
                "business_unit": ("BU", "BU name", "Department"),
                "criticality": ("Application criticality", "Business criticality"),
                "rto_hours": ("Recovery time objective", "Target RTO", "Required RTO"),
                "rpo_hours": ("Recovery point objective", "Target RPO", "Required RPO"),
                "mtd_hours": (
                    "MTPD",
                    "Maximum tolerable downtime",
                    "Maximum tolerable period of disruption",
                ),
                "downtime_cost_per_hour": ("Cost of downtime per hour", "Outage cost per hour"),
                "data_loss_cost_per_hour": ("Cost of data loss per hour",),
                "data_gb": ("Data size", "Storage", "Storage used", "Data volume"),
                "daily_change_share": ("Daily change rate", "Change rate per day"),
                "peak_change_mb_per_s": ("Peak change rate",),
                "vm_count": ("VM count", "Number of VMs", "No of VMs"),
                "vcpu": ("vCPUs", "CPUs", "Cores"),
                "memory_gb": ("RAM",),
                "largest_disk_gb": ("Largest disk size", "Biggest disk"),
                "os": ("Operating system", "Guest OS"),
                "hub": ("Azure Stack Hub", "Hub name"),
                "location": ("Site", "Datacenter", "Data center", "Cluster"),
                "data_class": ("Data classification",),
                "regulations": ("Regulation",),
                "depends_on": ("Dependencies", "Dependency"),
                "current_option": ("Current protection", "Protected by"),
                "current_target": ("Backup target",),
                "current_interval_hours": ("Backup interval", "Current backup interval"),
                "retention_days": ("Backup retention",),
                "last_test_date": ("Last DR test", "Last recovery test", "Last restore test"),
                "measured_recovery_hours": ("Measured recovery time", "Measured RTO", "MTTR"),
                "notes": ("Comments", "Comment", "Remarks"),
            }
        ),
        "VMs": MappingProxyType(
            {
                "vm": ("VM name", "Virtual machine", "Server", "Machine name"),
                "application": ("App", "App name", "Application name"),
                "vcpu": ("vCPUs", "CPUs", "Cores"),
                "memory_gb": ("RAM",),
                "os": ("Operating system", "Guest OS"),
            }
        ),
        "Hubs": MappingProxyType({"hub": ("Name", "Hub name"), "node_count": ("Node count",)}),
        "Targets": MappingProxyType({"target": ("Name", "Target name"), "kind": ("Target kind",)}),
    }
)
"""Used only on the sheet they are given for; a bare `Name` says nothing on a list of workloads."""
