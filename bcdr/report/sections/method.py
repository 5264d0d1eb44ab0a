"""Method: how the numbers of the report come about, in the order in which they are made."""

from typing import Final

from bcdr.report.blocks import Medium, Section, Text, TextRole
from bcdr.report.sections.extract import Extract

_STEPS: Final = (
    "Strategies. Every option on every target with every policy offered for it, and every pair of "
    "a continuity protection (replication, active/active) with a backup. What exists today is "
    "computed like any other, even if it would be refused.",
    "Feasibility. Named rules refuse what is not supported, not allowed or not possible, or warn. "
    "All reasons are kept, with the values compared, the source and what would help. A blank "
    "input is never taken for a yes.",
    "Data loss. Copies form levels; how old each can be, how far back it reaches and what it "
    "survives give the loss in each scenario, after Keeton and Merchant (DSN 2004). The loss is "
    "counted back from the point one wants to return to.",
    "Recovery time. Phases with low, likely and high hours and the transfer at the narrowest rate, "
    "counted from the moment the incident is noticed, at the best place that stands, is allowed "
    "and has room. Times are modelled unless a drill proves them.",
    "Cost. Quantities times prices are the outlay; frequency times the cost of downtime and of "
    "lost data is the expected penalty. What never comes back counts in money until it is "
    "replaced, and is never shown as a number of hours.",
    "Regulation and policy. Clauses apply where the inputs say so, and refuse only where they are "
    "mandatory, in force and read. Unknown is never a pass. This supports a decision; it is no "
    "legal advice.",
    "Score and goal. The score, 0 to 100, has fixed anchors. Every goal first prefers what leaves "
    "nothing unrecoverable and meets the objectives. Capacity goes to the most critical first.",
    "Together. Today and the plan are assessed with shared links, room at the recovery places and "
    "dependencies: a workload is met only if the part of its application that is hit with it is.",
)


def method_section(extract: Extract) -> Section:
    """Return the method in words, with the settings of this report."""
    settings = extract.study.settings
    return Section(
        id="method",
        title="Method",
        purpose="How the numbers come about. Every formula stands under Quantities, every number "
        "that was not given under Assumptions used.",
        medium=Medium.PAGE,
        blocks=(
            Text(
                f"Objectives are judged at the {settings.planning_percentile:.0%} planning "
                f"percentile, as of {settings.as_of.isoformat()}; best means "
                f"{str(settings.goal).replace('-', ' ')}.",
                TextRole.CLAIM,
            ),
            *(Text(step) for step in _STEPS),
        ),
    )
