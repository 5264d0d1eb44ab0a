"""The sheets of the workbook contract that other tools report: VMs, dependencies, backups."""

from typing import Final

from bcdr.model.column_kinds import (
    Column,
    Kind,
    Sheet,
    list_column,
    number_column,
    text_column,
    yes_no_column,
)

VMS: Final = Sheet(
    name="VMs",
    title="VMs",
    purpose="One row per VM; fills sizes of a workload whose own row leaves them blank.",
    key=("vm",),
    columns=(
        text_column("vm", "VM", "Name of the VM.", "orddb01", required=True),
        text_column("application", "Application", "Application as on Applications.", "Order desk"),
        text_column("workload", "Workload", "Workload as on Applications.", "Database"),
        number_column("vcpu", "vCPU", "vCPU", "Virtual processors.", "8"),
        number_column("memory_gb", "Memory (GB)", "GB", "Memory.", "64"),
        number_column("data_gb", "Data (GB)", "GB", "Data on all its disks.", "250"),
        number_column("largest_disk_gb", "Largest disk (GB)", "GB", "The largest disk.", "512"),
        Column(
            field="daily_change_share",
            header="Daily change (%)",
            kind=Kind.SHARE,
            unit="%",
            help="Share of the data that changes in a day.",
            example="4",
        ),
        text_column("os", "OS", "Guest operating system.", "Windows Server 2022"),
        text_column("hub", "Hub", "The Hub it runs on.", "Hub North"),
        text_column("location", "Location", "Site, datacenter or cluster.", "Hamburg"),
        text_column("folder", "Folder", "Folder, resource group or path it lies in.", "rg-orders"),
        list_column("tags", "Tags", "Tags and categories it carries.", "app:orders; env:prod"),
        text_column("environment", "Environment", "Such as production or test.", "production"),
        text_column("owner", "Owner", "Who answers for it.", "Ana Ruiz"),
        text_column("business_unit", "Business unit", "Where it belongs.", "Sales"),
        Column(
            field="criticality",
            header="Criticality",
            kind=Kind.CRITICALITY,
            help="How critical it is, in your words or ours.",
            example="Business critical",
        ),
        text_column(
            "workload_type", "Workload type", "Such as database or file server.", "database"
        ),
        text_column(
            "protection", "Protection", "How it is protected today, in any words.", "Daily"
        ),
        text_column("power_state", "Power state", "Whether it runs: on, off, suspended.", "On"),
        yes_no_column(
            "is_template", "Template", "Is it a template, which nobody has to recover?", "No"
        ),
        text_column("notes", "Notes", "Anything else."),
    ),
)

DEPENDENCIES: Final = Sheet(
    name="Dependencies",
    title="Dependencies",
    purpose="One row per dependency: what needs what to be up before it. Adds no applications.",
    key=("application", "workload", "depends_on"),
    columns=(
        text_column(
            "application", "Application", "The application that needs another.", "Order desk"
        ),
        text_column(
            "workload", "Workload", "Its workload or VM, where only a part needs it.", "Web"
        ),
        text_column(
            "depends_on",
            "Depends on",
            "What must be up before it: Application, Application / Workload or a VM.",
            "Directory",
            required=True,
        ),
        text_column("notes", "Notes", "Anything else."),
    ),
)

BACKUPS: Final = Sheet(
    name="Backups",
    title="Backups",
    purpose="One row per protected thing as a backup tool reports it. Says what is done today, "
    "never what is required.",
    key=("workload", "product"),
    columns=(
        text_column("workload", "Workload", "VM or workload, as the tool names it.", "orddb01"),
        text_column("application", "Application", "Application as on Applications.", "Order desk"),
        text_column(
            "product", "Product or job", "Tool, policy or job that makes the copies.", "Daily"
        ),
        text_column(
            "protection", "Protection", "Kind of protection, in the tool's words.", "Backup"
        ),
        text_column(
            "current_target", "Target", "Repository or vault that holds the copies.", "Vault 1"
        ),
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
        number_column("data_gb", "Data (GB)", "GB", "Data that is protected.", "250"),
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
        text_column("os", "OS", "Guest operating system.", "Windows Server 2022"),
        text_column("location", "Location", "Site, datacenter or region.", "Hamburg"),
        text_column("environment", "Environment", "Such as production or test.", "production"),
        text_column("notes", "Notes", "Anything else."),
    ),
)
