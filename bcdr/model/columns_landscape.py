"""The sheets of the workbook contract that say where it stands and by what it is judged."""

from typing import Final

from bcdr.model.column_kinds import (
    SOURCED,
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
from bcdr.model.parameters import PARAMETERS
from bcdr.model.vocabulary import TargetKind

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

HUBS: Final = Sheet(
    name="Hubs",
    title="Hubs",
    purpose="One row per Azure Stack Hub.",
    key=("hub",),
    columns=(
        text_column("hub", "Hub", "Name of the Hub.", "Hub North", required=True),
        text_column("site", "Site", "The datacenter it stands in.", "Hamburg"),
        text_column("region", "Region", "Metropolitan area of the site.", "North Germany"),
        text_column("jurisdiction", "Jurisdiction", "Country code of the site.", "DE"),
        Column(
            field="node_count",
            header="Nodes",
            kind=Kind.COUNT,
            unit="nodes",
            help="Nodes of the scale unit.",
            example="8",
        ),
        number_column("free_vcpu", "Free vCPU", "vCPU", "Processors free for recovery.", "200"),
        number_column(
            "free_memory_gb", "Free memory (GB)", "GB", "Memory free for recovery.", "1024"
        ),
        number_column(
            "free_storage_tb", "Free storage (TB)", "TB", "Storage free for recovery.", "40"
        ),
        yes_no_column(
            "is_operational",
            "Fully operational",
            "Is it ready to run recovered workloads now?",
            "Yes",
        ),
        yes_no_column(
            "has_infrastructure_backup",
            "Infrastructure backup",
            "Does the operator back up the Hub's own services? Holds no user data.",
            "Yes",
        ),
        text_column("notes", "Notes", "Anything else."),
    ),
)

TARGETS: Final = Sheet(
    name="Targets",
    title="Targets",
    purpose="One row per place where copies are kept or a standby may run.",
    key=("target",),
    columns=(
        text_column("target", "Target", "Name of the target.", "Hub South", required=True),
        Column(
            field="kind",
            header="Kind",
            kind=Kind.CHOICE,
            choices=TARGET_KINDS,
            help="Kind of target.",
            example="second-hub",
            required=True,
        ),
        text_column("hub", "Hub", "The Hub it is (second-hub) or stands on (on-hub).", "Hub South"),
        text_column("site", "Site", "Datacenter; blank takes the Hub's.", "Rotterdam"),
        text_column("region", "Region", "Metropolitan area or cloud region.", "Randstad"),
        text_column("jurisdiction", "Jurisdiction", "Country code.", "NL"),
        text_column("operator", "Operator", "Who runs it.", "Own IT"),
        number_column(
            "link_mbit_per_s", "Link (Mbit/s)", "Mbit/s", "From the Hubs it serves.", "1000"
        ),
        number_column("round_trip_ms", "Round trip (ms)", "ms", "From the Hubs it serves.", "9"),
        number_column(
            "restore_mb_per_s", "Restore (MB/s)", "MB/s", "Rate it can be read at.", "400"
        ),
        number_column(
            "write_mb_per_s", "Write (MB/s)", "MB/s", "Rate it can take copies at.", "300"
        ),
        number_column("capacity_tb", "Capacity (TB)", "TB", "Room for copies.", "80"),
        number_column("vcpu", "vCPU", "vCPU", "Processors for recovered workloads.", "200"),
        number_column("memory_gb", "Memory (GB)", "GB", "Memory for recovered workloads.", "1024"),
        yes_no_column(
            "is_immutable", "Immutable", "Can nobody change or delete a copy early?", "No"
        ),
        yes_no_column(
            "is_isolated", "Isolated", "Is it out of reach of the Hub's administrators?", "No"
        ),
        text_column("copies_to", "Copies to", "Target that all data is copied on to, if any."),
        number_column(
            "distance_km", "Distance (km)", "km", "Great circle from the Hubs it serves."
        ),
        yes_no_column(
            "has_own_risk_profile",
            "Own risk profile",
            "Are its hazards, power grid and provider others than those of the Hubs it serves?",
        ),
        duration_column(
            "shortest_interval_hours",
            "Shortest interval",
            "Shortest time between copies that it can take.",
        ),
        duration_column(
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
        yes_no_column("has_hub", "Provider has a Hub", "Does the provider run Azure Stack Hub?"),
        list_column("serves", "Serves Hubs", "Hubs it serves; blank serves all.", "Hub North"),
        list_column(
            "supported_options",
            "Supported options",
            "Options a named product supports here though they are refused by default.",
        ),
        text_column("product", "Product", "The product that supports them."),
        Column(
            field="fixed_cost_per_year",
            header="Fixed cost per year",
            kind=Kind.MONEY,
            unit="per year",
            help="What it costs before the first copy.",
        ),
        yes_no_column("exists", "Exists", "No: to build; it then covers nothing today.", "Yes"),
        text_column("notes", "Notes", "Anything else."),
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
        text_column("scenario", "Scenario", "Blank: every scenario."),
        duration_column("rto_hours", "RTO", "Maximum acceptable time out of service."),
        duration_column("rpo_hours", "RPO", "Maximum acceptable duration of lost data."),
        duration_column("mtd_hours", "MTD", "The point where the harm is no longer tolerable."),
        *SOURCED,
    ),
)

RULES: Final = Sheet(
    name="Rules",
    title="Rules",
    purpose="Corporate policy and overrides of dated rules: one condition a row.",
    key=("rule",),
    columns=(
        text_column("rule", "Rule", "Short name of the rule.", "Providers", required=True),
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
        choice_column(
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
        text_column("unit", "Unit", "Unit of a number."),
        text_column("applies_to_field", "Applies to field", "Column it depends on, blank for all."),
        list_column(
            "applies_to_values", "Applies to values", "Values of that column it applies to."
        ),
        choice_column(
            "severity", "Severity", ("blocker", "warning"), "Does it refuse or advise?", "blocker"
        ),
        text_column("message", "Message", "What to tell people."),
        *SOURCED,
    ),
)

SCENARIOS: Final = Sheet(
    name="Scenarios",
    title="Scenarios",
    purpose="Changes of the scenarios: frequency, scope, which are binding.",
    key=("scenario",),
    columns=(
        text_column("scenario", "Scenario", "Code of the scenario.", "site-loss", required=True),
        yes_no_column("in_scope", "In scope", "Is it looked at?", "Yes"),
        list_column(
            "binding_for", "Binding for", "Criticalities it binds; all or none for every or no."
        ),
        number_column(
            "frequency_per_year", "Frequency per year", "per year", "Expected events a year."
        ),
        duration_column("noticed_after_hours", "Noticed after", "Time until damage is noticed."),
        duration_column("repair_hours", "Repair", "Time until what was hit is back by itself."),
        *SOURCED,
    ),
)

ASSUMPTIONS: Final = Sheet(
    name="Assumptions",
    title="Assumptions",
    purpose="Numbers the model needs; a row here replaces the default of the same name.",
    key=("assumption",),
    columns=(
        text_column("assumption", "Assumption", "Id of the assumption.", required=True),
        number_column("value", "Value", "", "The value to use."),
        number_column("low", "Low", "", "The lowest it could be."),
        number_column("high", "High", "", "The highest it could be."),
        text_column("unit", "Unit", "Must be the unit of the default."),
        *SOURCED,
    ),
)

PRICES: Final = Sheet(
    name="Prices",
    title="Prices",
    purpose="Prices; a row here replaces the default of the same name.",
    key=("price",),
    columns=(
        text_column("price", "Price", "Id of the price.", required=True),
        Column(field="value", header="Value", kind=Kind.MONEY, help="The price."),
        number_column(
            "discount_percent",
            "Discount (%)",
            "%",
            "What is taken off the price: write 10 for ten percent.",
        ),
        text_column("unit", "Unit", "Must be the unit of the default."),
        text_column("currency", "Currency", "Must be the same in all rows."),
        *SOURCED,
    ),
)
