"""The sheet of the workbook contract that says what is to be protected, and how it is today."""

from typing import Final

from bcdr.model.column_kinds import (
    Column,
    Kind,
    Sheet,
    choice_column,
    duration_column,
    list_column,
    number_column,
    text_column,
    yes_no_column,
)
from bcdr.model.vocabulary import Deployment, Option

OPTIONS: Final = tuple(option.value for option in Option)

APPLICATIONS: Final = Sheet(
    name="Applications",
    title="Applications",
    purpose="One row per application or, where Workload is filled, one row per workload.",
    key=("application", "workload"),
    columns=(
        text_column(
            "id", "ID", "Filled on the way out, so that names may change later. Leave as is."
        ),
        text_column("application", "Application", "The application.", "Order desk", required=True),
        text_column(
            "workload",
            "Workload",
            "A part that is protected as one unit, such as a web tier or a database. "
            "Blank: the application is one workload.",
            "Database",
        ),
        text_column(
            "owner", "Owner", "Who answers for the application.", "Ana Ruiz", inherited=True
        ),
        text_column("business_unit", "Business unit", "Where it belongs.", "Sales", inherited=True),
        Column(
            field="criticality",
            header="Criticality",
            kind=Kind.CRITICALITY,
            help="How critical the application is, in your words or ours.",
            example="Business critical",
            inherited=True,
        ),
        text_column(
            "environment",
            "Environment",
            "Such as production or test.",
            "production",
            inherited=True,
        ),
        list_column("tags", "Tags", "Your own marks.", "core; web", inherited=True),
        duration_column(
            "rto_hours",
            "RTO",
            "Maximum acceptable time out of service after an incident. "
            "Not applicable: nobody needs it back.",
            "4 h",
            inherited=True,
        ),
        duration_column(
            "rpo_hours",
            "RPO",
            "Maximum acceptable duration of lost data. Not applicable: there is no data to lose.",
            "15 min",
            inherited=True,
        ),
        duration_column(
            "mtd_hours",
            "MTD",
            "The point where the harm is no longer tolerable.",
            "24 h",
            inherited=True,
        ),
        Column(
            field="downtime_cost_per_hour",
            header="Downtime cost per hour",
            kind=Kind.MONEY,
            unit="per hour",
            help="What an hour out of service costs the organisation, for the whole application.",
            example="12000",
            inherited=True,
        ),
        Column(
            field="data_loss_cost_per_hour",
            header="Data loss cost per hour",
            kind=Kind.MONEY,
            unit="per hour",
            help="What an hour of lost data costs the organisation, for the whole application.",
            example="20000",
            inherited=True,
        ),
        number_column(
            "data_gb", "Data (GB)", "GB", "All data of the row, in GB of 10^9 bytes.", "500"
        ),
        Column(
            field="daily_change_share",
            header="Daily change (%)",
            kind=Kind.SHARE,
            unit="%",
            help="Share of the data that changes in a day.",
            example="4",
        ),
        number_column(
            "peak_change_mb_per_s",
            "Peak change (MB/s)",
            "MB/s",
            "Rate of change in the busiest minutes.",
            "12",
        ),
        Column(
            field="vm_count",
            header="VMs",
            kind=Kind.COUNT,
            unit="VMs",
            help="Number of VMs.",
            example="2",
        ),
        number_column("vcpu", "vCPU", "vCPU", "Virtual processors of all VMs of the row.", "16"),
        number_column("memory_gb", "Memory (GB)", "GB", "Memory of all VMs of the row.", "128"),
        number_column(
            "largest_disk_gb", "Largest disk (GB)", "GB", "The largest single disk.", "512"
        ),
        text_column("os", "OS", "Guest operating system with version.", "Windows Server 2022"),
        text_column(
            "workload_type", "Workload type", "Such as web tier, database, file server.", "database"
        ),
        yes_no_column("stateful", "Stateful", "Does it keep data that has to come back?", "Yes"),
        choice_column(
            "deployment",
            "Deployment",
            tuple(item.value for item in Deployment),
            "How the VMs are deployed.",
            "single VM",
        ),
        yes_no_column(
            "template_off_hub",
            "Template off Hub",
            "Is what rebuilds it (template, scripts, images) kept off the Hub and isolated?",
            "Yes",
        ),
        yes_no_column(
            "native_replication",
            "Native replication",
            "Can the application replicate its own data, as SQL Server can?",
            "Yes",
        ),
        yes_no_column(
            "multi_writer", "Multi-writer", "Can several places take writes at once?", "No"
        ),
        yes_no_column(
            "planned_downtime_allowed",
            "Planned downtime allowed",
            "May it be stopped for a backup?",
            "No",
        ),
        text_column("hub", "Hub", "The Azure Stack Hub it runs on.", "Hub North", inherited=True),
        text_column(
            "location",
            "Location",
            "Site, datacenter or cluster; finds the Hub where Hub is blank.",
            "Hamburg",
            inherited=True,
        ),
        text_column(
            "source_platform",
            "Source platform",
            "Platform its backups were made on, such as Azure Stack Hub or VMware vSphere.",
            "Azure Stack Hub",
        ),
        yes_no_column("static_ip", "Static IP", "Is an address set inside the guest?", "Yes"),
        yes_no_column(
            "site_to_site_vpn",
            "Site-to-site VPN",
            "Is its network joined to another by a site-to-site VPN?",
            "No",
        ),
        text_column(
            "data_class",
            "Data class",
            "Such as public, personal, secret.",
            "personal",
            inherited=True,
        ),
        list_column(
            "regulations",
            "Regulations",
            "Regimes that apply, by their usual names.",
            "GDPR; NIS2",
            inherited=True,
        ),
        list_column(
            "allowed_jurisdictions",
            "Allowed jurisdictions",
            "Countries or unions where copies may rest and the workload may run. "
            "Blank: no restriction is known.",
            "DE; NL",
            inherited=True,
        ),
        number_column(
            "max_round_trip_ms",
            "Max round trip (ms)",
            "ms",
            "Longest round trip between users or peers and the place where it runs.",
            "20",
        ),
        list_column(
            "depends_on",
            "Depends on",
            "What must be up before it: Application or Application / Workload.",
            "Directory",
            inherited=True,
        ),
        Column(
            field="current_option",
            header="Current option",
            kind=Kind.CHOICES,
            choices=OPTIONS,
            help="How it is protected today. Several with ; in the order of the targets.",
            example="native-replication; application-data-backup",
        ),
        list_column(
            "current_target",
            "Current target",
            "Where, one per current option.",
            "Hub South; Backup vault",
        ),
        Column(
            field="current_interval_hours",
            header="Current interval",
            kind=Kind.DURATIONS,
            unit="hours",
            help="Time between copies, one per current option: 24 h, 15 min, or continuous.",
            example="continuous; 1 h",
        ),
        Column(
            field="retention_days",
            header="Retention (days)",
            kind=Kind.DAYS,
            unit="days",
            help="How long copies are kept, one per current option.",
            example="0; 30",
        ),
        Column(
            field="last_test_date",
            header="Last test",
            kind=Kind.DATE,
            help="When recovery was last tried.",
            example="2026-05-12",
        ),
        duration_column(
            "measured_recovery_hours",
            "Measured recovery",
            "How long that recovery took.",
            "3 h",
        ),
        text_column("notes", "Notes", "Anything else."),
    ),
)
