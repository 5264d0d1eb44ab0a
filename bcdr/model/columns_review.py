"""The sheets of the workbook contract that say what was tested, decided and set."""

from typing import Final

from bcdr.model.column_kinds import Column, Kind, Sheet, choice_column, duration_column, text_column
from bcdr.model.vocabulary import DecisionKind

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
DRILLS: Final = Sheet(
    name="Drills",
    title="Drills",
    purpose="One row per drill or real recovery.",
    key=("application", "workload", "date"),
    columns=(
        text_column("application", "Application", "Application as on Applications.", required=True),
        text_column("workload", "Workload", "Workload as on Applications."),
        Column(field="date", header="Date", kind=Kind.DATE, help="When."),
        text_column("scenario", "Scenario", "What was tried."),
        duration_column("recovery_hours", "Recovery time", "How long it took."),
        choice_column("result", "Result", ("passed", "failed", "aborted"), "How it ended."),
        text_column("notes", "Notes", "Anything else."),
    ),
)

DECISIONS: Final = Sheet(
    name="Decisions",
    title="Decisions",
    purpose="What was decided, by whom, when and why.",
    key=("id",),
    columns=(
        text_column("id", "ID", "ID of the workload, as on Applications.", required=True),
        choice_column(
            "decision", "Decision", tuple(item.value for item in DecisionKind), "What was decided."
        ),
        text_column("strategy", "Strategy", "The strategy chosen."),
        text_column("rule", "Rule", "The rule overridden."),
        text_column("decided_by", "Decided by", "Name."),
        Column(field="date", header="Date", kind=Kind.DATE, help="When."),
        text_column("reason", "Reason", "Why."),
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
