"""The workbook contract: every sheet and column, once, for template, grid, importer and report."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bcdr.model.parameters import PARAMETERS
from bcdr.model.vocabulary import DecisionKind, Deployment, Option, TargetKind


class Kind(StrEnum):
    """What a column holds, which decides how a cell is read, shown and checked."""

    TEXT = "text"
    LIST = "list"
    DURATION = "duration"
    DURATIONS = "durations"
    NUMBER = "number"
    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    YES_NO = "yes or no"
    DATE = "date"
    DAYS = "days"
    CHOICE = "choice"
    CHOICES = "choices"
    CRITICALITY = "criticality"
    VALUE = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the contract.

    `unit` is the unit of a plain number in the cell; `choices` is the closed list of a choice;
    `help` is the comment shown on the header; `example` fills the template's example row.
    `inherited` columns of an application's own row hold for its workload rows too.
    """

    field: str
    header: str
    kind: Kind
    help: str
    example: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of the contract: its columns in order, and what names a row."""

    name: str
    title: str
    purpose: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, field: str) -> Column:
        """Return the column of a field.

        Raises:
            KeyError: the sheet has no such field.
        """
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(f"{self.name} has no field {field!r}")

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the field names in column order."""
        return tuple(column.field for column in self.columns)


def _text(
    field: str,
    header: str,
    help_: str,
    example: str = "",
    *,
    required: bool = False,
    inherited: bool = False,
) -> Column:
    return Column(
        field=field,
        header=header,
        kind=Kind.TEXT,
        help=help_,
        example=example,
        required=required,
        inherited=inherited,
    )


def _number(field: str, header: str, unit: str, help_: str, example: str = "") -> Column:
    return Column(
        field=field, header=header, kind=Kind.NUMBER, unit=unit, help=help_, example=example
    )


def _duration(
    field: str, header: str, help_: str, example: str = "", *, inherited: bool = False
) -> Column:
    return Column(
        field=field,
        header=header,
        kind=Kind.DURATION,
        unit="hours",
        help=f"{help_} Write 4 h, 30 min or 2 d; a plain number is hours.",
        example=example,
        inherited=inherited,
    )


def _yes_no(field: str, header: str, help_: str, example: str = "") -> Column:
    return Column(
        field=field,
        header=header,
        kind=Kind.YES_NO,
        help=f"{help_} Yes, No, or blank for not known.",
        example=example,
        choices=("Yes", "No"),
    )


def _choice(
    field: str, header: str, choices: tuple[str, ...], help_: str, example: str = ""
) -> Column:
    return Column(
        field=field, header=header, kind=Kind.CHOICE, choices=choices, help=help_, example=example
    )


def _list(
    field: str, header: str, help_: str, example: str = "", *, inherited: bool = False
) -> Column:
    return Column(
        field=field,
        header=header,
        kind=Kind.LIST,
        help=f"{help_} Separate several with ;",
        example=example,
        inherited=inherited,
    )


_SOURCED: Final = (
    _text("source", "Source", "Where the value comes from: a document, a person, a measurement."),
    Column(field="date", header="Date", kind=Kind.DATE, help="When the value was true."),
)

SETTING_NAMES: Final = (
    "goal",
    "planning-percentile",
    "ranked-count",
    "weight-objectives",
    "weight-regulation",
    "weight-cost",
    "weight-guidance",
    "entity-types",
    "vm-grouping",
    "as-of",
)
OPTIONS: Final = tuple(option.value for option in Option)
TARGET_KINDS: Final = tuple(kind.value for kind in TargetKind)

POLICY_PARAMETERS: Final = (
    "option",
    "target",
    "target_kind",
    "operator",
    "jurisdiction",
    "interval_hours",
    "retention_days",
    *PARAMETERS,
)
"""What a rule of corporate policy may look at: of each protection, then of a whole strategy."""

FACT_PARAMETERS: Final = (
    "running-snapshot-support",
    "guest-replication-to-azure",
    "rack-appliance-support",
    "guest-replication-guests",
    "backup-server-guests",
    "azure-paired-region-copy",
    "union-eu",
    "union-eea",
)
"""Dated facts whose answer or words a row of Rules replaces; facts with a number are overridden
on Assumptions."""

APPLICATIONS: Final = Sheet(
    name="Applications",
    title="Applications",
    purpose="One row per application or, where Workload is filled, one row per workload.",
    key=("application", "workload"),
    columns=(
        _text("id", "ID", "Filled on the way out, so that names may change later. Leave as is."),
        _text("application", "Application", "The application.", "Order desk", required=True),
        _text(
            "workload",
            "Workload",
            "A part that is protected as one unit, such as a web tier or a database. "
            "Blank: the application is one workload.",
            "Database",
        ),
        _text("owner", "Owner", "Who answers for the application.", "Ana Ruiz", inherited=True),
        _text("business_unit", "Business unit", "Where it belongs.", "Sales", inherited=True),
        Column(
            field="criticality",
            header="Criticality",
            kind=Kind.CRITICALITY,
            help="How critical the application is, in your words or ours.",
            example="Business critical",
            inherited=True,
        ),
        _text(
            "environment",
            "Environment",
            "Such as production or test.",
            "production",
            inherited=True,
        ),
        _list("tags", "Tags", "Your own marks.", "core; web", inherited=True),
        _duration(
            "rto_hours",
            "RTO",
            "Maximum acceptable time out of service after an incident. "
            "Not applicable: nobody needs it back.",
            "4 h",
            inherited=True,
        ),
        _duration(
            "rpo_hours",
            "RPO",
            "Maximum acceptable duration of lost data. Not applicable: there is no data to lose.",
            "15 min",
            inherited=True,
        ),
        _duration(
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
        _number("data_gb", "Data (GB)", "GB", "All data of the row, in GB of 10^9 bytes.", "500"),
        Column(
            field="daily_change_share",
            header="Daily change (%)",
            kind=Kind.SHARE,
            unit="%",
            help="Share of the data that changes in a day.",
            example="4",
        ),
        _number(
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
        _number("vcpu", "vCPU", "vCPU", "Virtual processors of all VMs of the row.", "16"),
        _number("memory_gb", "Memory (GB)", "GB", "Memory of all VMs of the row.", "128"),
        _number("largest_disk_gb", "Largest disk (GB)", "GB", "The largest single disk.", "512"),
        _text("os", "OS", "Guest operating system with version.", "Windows Server 2022"),
        _text(
            "workload_type", "Workload type", "Such as web tier, database, file server.", "database"
        ),
        _yes_no("stateful", "Stateful", "Does it keep data that has to come back?", "Yes"),
        _choice(
            "deployment",
            "Deployment",
            tuple(item.value for item in Deployment),
            "How the VMs are deployed.",
            "single VM",
        ),
        _yes_no(
            "template_off_hub",
            "Template off Hub",
            "Is what rebuilds it (template, scripts, images) kept off the Hub and isolated?",
            "Yes",
        ),
        _yes_no(
            "native_replication",
            "Native replication",
            "Can the application replicate its own data, as SQL Server can?",
            "Yes",
        ),
        _yes_no("multi_writer", "Multi-writer", "Can several places take writes at once?", "No"),
        _yes_no(
            "planned_downtime_allowed",
            "Planned downtime allowed",
            "May it be stopped for a backup?",
            "No",
        ),
        _text("hub", "Hub", "The Azure Stack Hub it runs on.", "Hub North", inherited=True),
        _text(
            "location",
            "Location",
            "Site, datacenter or cluster; finds the Hub where Hub is blank.",
            "Hamburg",
            inherited=True,
        ),
        _text(
            "source_platform",
            "Source platform",
            "Platform its backups were made on, such as Azure Stack Hub or VMware vSphere.",
            "Azure Stack Hub",
        ),
        _yes_no("static_ip", "Static IP", "Is an address set inside the guest?", "Yes"),
        _yes_no(
            "site_to_site_vpn",
            "Site-to-site VPN",
            "Is its network joined to another by a site-to-site VPN?",
            "No",
        ),
        _text(
            "data_class",
            "Data class",
            "Such as public, personal, secret.",
            "personal",
            inherited=True,
        ),
        _list(
            "regulations",
            "Regulations",
            "Regimes that apply, by their usual names.",
            "GDPR; NIS2",
            inherited=True,
        ),
        _list(
            "allowed_jurisdictions",
            "Allowed jurisdictions",
            "Countries or unions where copies may rest and the workload may run. "
            "Blank: no restriction is known.",
            "DE; NL",
            inherited=True,
        ),
        _number(
            "max_round_trip_ms",
            "Max round trip (ms)",
            "ms",
            "Longest round trip between users or peers and the place where it runs.",
            "20",
        ),
        _list(
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
        _list(
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
        _duration(
            "measured_recovery_hours",
            "Measured recovery",
            "How long that recovery took.",
            "3 h",
        ),
        _text("notes", "Notes", "Anything else."),
    ),
)

VMS: Final = Sheet(
    name="VMs",
    title="VMs",
    purpose="One row per VM; fills sizes of a workload whose own row leaves them blank.",
    key=("vm",),
    columns=(
        _text("vm", "VM", "Name of the VM.", "orddb01", required=True),
        _text("application", "Application", "Application as on Applications.", "Order desk"),
        _text("workload", "Workload", "Workload as on Applications.", "Database"),
        _number("vcpu", "vCPU", "vCPU", "Virtual processors.", "8"),
        _number("memory_gb", "Memory (GB)", "GB", "Memory.", "64"),
        _number("data_gb", "Data (GB)", "GB", "Data on all its disks.", "250"),
        _number("largest_disk_gb", "Largest disk (GB)", "GB", "The largest disk.", "512"),
        Column(
            field="daily_change_share",
            header="Daily change (%)",
            kind=Kind.SHARE,
            unit="%",
            help="Share of the data that changes in a day.",
            example="4",
        ),
        _text("os", "OS", "Guest operating system.", "Windows Server 2022"),
        _text("hub", "Hub", "The Hub it runs on.", "Hub North"),
        _text("location", "Location", "Site, datacenter or cluster.", "Hamburg"),
        _text("folder", "Folder", "Folder, resource group or path it lies in.", "rg-orders"),
        _list("tags", "Tags", "Tags and categories it carries.", "app:orders; env:prod"),
        _text("environment", "Environment", "Such as production or test.", "production"),
        _text("owner", "Owner", "Who answers for it.", "Ana Ruiz"),
        _text("business_unit", "Business unit", "Where it belongs.", "Sales"),
        Column(
            field="criticality",
            header="Criticality",
            kind=Kind.CRITICALITY,
            help="How critical it is, in your words or ours.",
            example="Business critical",
        ),
        _text("workload_type", "Workload type", "Such as database or file server.", "database"),
        _text("protection", "Protection", "How it is protected today, in any words.", "Daily"),
        _text("power_state", "Power state", "Whether it runs: on, off, suspended.", "On"),
        _yes_no("is_template", "Template", "Is it a template, which nobody has to recover?", "No"),
        _text("notes", "Notes", "Anything else."),
    ),
)

DEPENDENCIES: Final = Sheet(
    name="Dependencies",
    title="Dependencies",
    purpose="One row per dependency: what needs what to be up before it. Adds no applications.",
    key=("application", "workload", "depends_on"),
    columns=(
        _text("application", "Application", "The application that needs another.", "Order desk"),
        _text("workload", "Workload", "Its workload or VM, where only a part needs it.", "Web"),
        _text(
            "depends_on",
            "Depends on",
            "What must be up before it: Application, Application / Workload or a VM.",
            "Directory",
            required=True,
        ),
        _text("notes", "Notes", "Anything else."),
    ),
)

BACKUPS: Final = Sheet(
    name="Backups",
    title="Backups",
    purpose="One row per protected thing as a backup tool reports it. Says what is done today, "
    "never what is required.",
    key=("workload", "product"),
    columns=(
        _text("workload", "Workload", "VM or workload, as the tool names it.", "orddb01"),
        _text("application", "Application", "Application as on Applications.", "Order desk"),
        _text("product", "Product or job", "Tool, policy or job that makes the copies.", "Daily"),
        _text("protection", "Protection", "Kind of protection, in the tool's words.", "Backup"),
        _text("current_target", "Target", "Repository or vault that holds the copies.", "Vault 1"),
        Column(
            field="current_interval_hours",
            header="Interval",
            kind=Kind.DURATIONS,
            unit="hours",
            help="Time between copies: 24 h, daily, or continuous.",
            example="24 h",
        ),
        Column(
            field="last_copy_date",
            header="Last copy",
            kind=Kind.DATE,
            help="When the newest copy was made.",
            example="2026-05-12",
        ),
        Column(
            field="last_success_date",
            header="Last success",
            kind=Kind.DATE,
            help="When copying last succeeded.",
            example="2026-05-12",
        ),
        Column(
            field="retention_days",
            header="Retention (days)",
            kind=Kind.DAYS,
            unit="days",
            help="How long copies are kept.",
            example="30",
        ),
        _number("data_gb", "Data (GB)", "GB", "Data that is protected.", "250"),
        Column(
            field="daily_change_share",
            header="Daily change (%)",
            kind=Kind.SHARE,
            unit="%",
            help="Share of the data that changes in a day.",
            example="4",
        ),
        Column(
            field="last_test_date",
            header="Last test",
            kind=Kind.DATE,
            help="When a restore was last tried.",
            example="2026-05-12",
        ),
        _text("os", "OS", "Guest operating system.", "Windows Server 2022"),
        _text("location", "Location", "Site, datacenter or region.", "Hamburg"),
        _text("environment", "Environment", "Such as production or test.", "production"),
        _text("notes", "Notes", "Anything else."),
    ),
)

HUBS: Final = Sheet(
    name="Hubs",
    title="Hubs",
    purpose="One row per Azure Stack Hub.",
    key=("hub",),
    columns=(
        _text("hub", "Hub", "Name of the Hub.", "Hub North", required=True),
        _text("site", "Site", "The datacenter it stands in.", "Hamburg"),
        _text("region", "Region", "Metropolitan area of the site.", "North Germany"),
        _text("jurisdiction", "Jurisdiction", "Country code of the site.", "DE"),
        Column(
            field="node_count",
            header="Nodes",
            kind=Kind.COUNT,
            unit="nodes",
            help="Nodes of the scale unit.",
            example="8",
        ),
        _number("free_vcpu", "Free vCPU", "vCPU", "Processors free for recovery.", "200"),
        _number("free_memory_gb", "Free memory (GB)", "GB", "Memory free for recovery.", "1024"),
        _number("free_storage_tb", "Free storage (TB)", "TB", "Storage free for recovery.", "40"),
        _yes_no(
            "is_operational",
            "Fully operational",
            "Is it ready to run recovered workloads now?",
            "Yes",
        ),
        _yes_no(
            "has_infrastructure_backup",
            "Infrastructure backup",
            "Does the operator back up the Hub's own services? Holds no user data.",
            "Yes",
        ),
        _text("notes", "Notes", "Anything else."),
    ),
)

TARGETS: Final = Sheet(
    name="Targets",
    title="Targets",
    purpose="One row per place where copies are kept or a standby may run.",
    key=("target",),
    columns=(
        _text("target", "Target", "Name of the target.", "Hub South", required=True),
        Column(
            field="kind",
            header="Kind",
            kind=Kind.CHOICE,
            choices=TARGET_KINDS,
            help="Kind of target.",
            example="second-hub",
            required=True,
        ),
        _text("hub", "Hub", "The Hub it is (second-hub) or stands on (on-hub).", "Hub South"),
        _text("site", "Site", "Datacenter; blank takes the Hub's.", "Rotterdam"),
        _text("region", "Region", "Metropolitan area or cloud region.", "Randstad"),
        _text("jurisdiction", "Jurisdiction", "Country code.", "NL"),
        _text("operator", "Operator", "Who runs it.", "Own IT"),
        _number("link_mbit_per_s", "Link (Mbit/s)", "Mbit/s", "From the Hubs it serves.", "1000"),
        _number("round_trip_ms", "Round trip (ms)", "ms", "From the Hubs it serves.", "9"),
        _number("restore_mb_per_s", "Restore (MB/s)", "MB/s", "Rate it can be read at.", "400"),
        _number("write_mb_per_s", "Write (MB/s)", "MB/s", "Rate it can take copies at.", "300"),
        _number("capacity_tb", "Capacity (TB)", "TB", "Room for copies.", "80"),
        _number("vcpu", "vCPU", "vCPU", "Processors for recovered workloads.", "200"),
        _number("memory_gb", "Memory (GB)", "GB", "Memory for recovered workloads.", "1024"),
        _yes_no("is_immutable", "Immutable", "Can nobody change or delete a copy early?", "No"),
        _yes_no("is_isolated", "Isolated", "Is it out of reach of the Hub's administrators?", "No"),
        _text("copies_to", "Copies to", "Target that all data is copied on to, if any."),
        _number("distance_km", "Distance (km)", "km", "Great circle from the Hubs it serves."),
        _yes_no(
            "has_own_risk_profile",
            "Own risk profile",
            "Are its hazards, power grid and provider others than those of the Hubs it serves?",
        ),
        _duration(
            "shortest_interval_hours",
            "Shortest interval",
            "Shortest time between copies that it can take.",
        ),
        _duration(
            "full_interval_hours",
            "Full copy every",
            "Time between full copies; blank: incremental for ever.",
        ),
        Column(
            field="history_days",
            header="History (days)",
            kind=Kind.NUMBER,
            unit="days",
            help="Longest history it keeps.",
        ),
        _yes_no("has_hub", "Provider has a Hub", "Does the provider run Azure Stack Hub?"),
        _list("serves", "Serves Hubs", "Hubs it serves; blank serves all.", "Hub North"),
        _list(
            "supported_options",
            "Supported options",
            "Options a named product supports here though they are refused by default.",
        ),
        _text("product", "Product", "The product that supports them."),
        Column(
            field="fixed_cost_per_year",
            header="Fixed cost per year",
            kind=Kind.MONEY,
            unit="per year",
            help="What it costs before the first copy.",
        ),
        _yes_no("exists", "Exists", "No: to build; it then covers nothing today.", "Yes"),
        _text("notes", "Notes", "Anything else."),
    ),
)

OBJECTIVES: Final = Sheet(
    name="Objectives",
    title="Objectives",
    purpose="RTO, RPO and MTD per criticality. A row that names a scenario holds in that scenario "
    "for all; others hold where an application gives none itself.",
    key=("criticality", "scenario"),
    columns=(
        Column(
            field="criticality",
            header="Criticality",
            kind=Kind.CRITICALITY,
            help="Blank: every criticality.",
        ),
        _text("scenario", "Scenario", "Blank: every scenario."),
        _duration("rto_hours", "RTO", "Maximum acceptable time out of service."),
        _duration("rpo_hours", "RPO", "Maximum acceptable duration of lost data."),
        _duration("mtd_hours", "MTD", "The point where the harm is no longer tolerable."),
        *_SOURCED,
    ),
)

RULES: Final = Sheet(
    name="Rules",
    title="Rules",
    purpose="Corporate policy and overrides of dated rules: one condition a row.",
    key=("rule",),
    columns=(
        _text("rule", "Rule", "Short name of the rule.", "Providers", required=True),
        Column(
            field="parameter",
            header="Parameter",
            kind=Kind.CHOICE,
            choices=(*POLICY_PARAMETERS, *FACT_PARAMETERS),
            help="What is looked at of every protection, or of all of them together; or the id of "
            "a dated fact that Value replaces (Yes or No; a list with in, one more with contains).",
            example="target_kind",
            required=True,
        ),
        _choice(
            "operator",
            "Operator",
            ("<=", ">=", "==", "in", "not in", "contains"),
            "How it is compared.",
            "in",
        ),
        Column(
            field="value",
            header="Value",
            kind=Kind.VALUE,
            help="Number or words; separate several with ;",
            example="second-hub; azure",
        ),
        _text("unit", "Unit", "Unit of a number."),
        _text("applies_to_field", "Applies to field", "Column it depends on, blank for all."),
        _list("applies_to_values", "Applies to values", "Values of that column it applies to."),
        _choice(
            "severity", "Severity", ("blocker", "warning"), "Does it refuse or advise?", "blocker"
        ),
        _text("message", "Message", "What to tell people."),
        *_SOURCED,
    ),
)

SCENARIOS: Final = Sheet(
    name="Scenarios",
    title="Scenarios",
    purpose="Changes of the scenarios: frequency, scope, which are binding.",
    key=("scenario",),
    columns=(
        _text("scenario", "Scenario", "Code of the scenario.", "site-loss", required=True),
        _yes_no("in_scope", "In scope", "Is it looked at?", "Yes"),
        _list("binding_for", "Binding for", "Criticalities it binds; all or none for every or no."),
        _number("frequency_per_year", "Frequency per year", "per year", "Expected events a year."),
        _duration("noticed_after_hours", "Noticed after", "Time until damage is noticed."),
        _duration("repair_hours", "Repair", "Time until what was hit is back by itself."),
        *_SOURCED,
    ),
)

ASSUMPTIONS: Final = Sheet(
    name="Assumptions",
    title="Assumptions",
    purpose="Numbers the model needs; a row here replaces the default of the same name.",
    key=("assumption",),
    columns=(
        _text("assumption", "Assumption", "Id of the assumption.", required=True),
        _number("value", "Value", "", "The value to use."),
        _number("low", "Low", "", "The lowest it could be."),
        _number("high", "High", "", "The highest it could be."),
        _text("unit", "Unit", "Must be the unit of the default."),
        *_SOURCED,
    ),
)

PRICES: Final = Sheet(
    name="Prices",
    title="Prices",
    purpose="Prices; a row here replaces the default of the same name.",
    key=("price",),
    columns=(
        _text("price", "Price", "Id of the price.", required=True),
        Column(field="value", header="Value", kind=Kind.MONEY, help="The price."),
        _number(
            "discount_percent",
            "Discount (%)",
            "%",
            "What is taken off the price: write 10 for ten percent.",
        ),
        _text("unit", "Unit", "Must be the unit of the default."),
        _text("currency", "Currency", "Must be the same in all rows."),
        *_SOURCED,
    ),
)

DRILLS: Final = Sheet(
    name="Drills",
    title="Drills",
    purpose="One row per drill or real recovery.",
    key=("application", "workload", "date"),
    columns=(
        _text("application", "Application", "Application as on Applications.", required=True),
        _text("workload", "Workload", "Workload as on Applications."),
        Column(field="date", header="Date", kind=Kind.DATE, help="When."),
        _text("scenario", "Scenario", "What was tried."),
        _duration("recovery_hours", "Recovery time", "How long it took."),
        _choice("result", "Result", ("passed", "failed", "aborted"), "How it ended."),
        _text("notes", "Notes", "Anything else."),
    ),
)

DECISIONS: Final = Sheet(
    name="Decisions",
    title="Decisions",
    purpose="What was decided, by whom, when and why.",
    key=("id",),
    columns=(
        _text("id", "ID", "ID of the workload, as on Applications.", required=True),
        _choice(
            "decision", "Decision", tuple(item.value for item in DecisionKind), "What was decided."
        ),
        _text("strategy", "Strategy", "The strategy chosen."),
        _text("rule", "Rule", "The rule overridden."),
        _text("decided_by", "Decided by", "Name."),
        Column(field="date", header="Date", kind=Kind.DATE, help="When."),
        _text("reason", "Reason", "Why."),
        Column(field="until", header="Until", kind=Kind.DATE, help="When it expires."),
    ),
)

SETTINGS: Final = Sheet(
    name="Settings",
    title="Settings",
    purpose="How the study is run: goal, weights, percentile, date.",
    key=("setting",),
    columns=(
        Column(
            field="setting",
            header="Setting",
            kind=Kind.TEXT,
            choices=SETTING_NAMES,
            help="Name of the setting.",
            example="goal",
            required=True,
        ),
        Column(
            field="value",
            header="Value",
            kind=Kind.VALUE,
            help="Its value.",
            example="highest-score",
        ),
    ),
)

SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType(
    {
        sheet.name: sheet
        for sheet in (
            APPLICATIONS,
            VMS,
            DEPENDENCIES,
            BACKUPS,
            HUBS,
            TARGETS,
            OBJECTIVES,
            RULES,
            SCENARIOS,
            ASSUMPTIONS,
            PRICES,
            DRILLS,
            DECISIONS,
            SETTINGS,
        )
    }
)
"""Every sheet of the contract by name, Applications first."""
