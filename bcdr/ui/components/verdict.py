"""The verdict on a workload, large, with the reason beneath it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bcdr.model.results import WorkloadResult
from bcdr.model.vocabulary import Coverage, Verdict
from bcdr.ui.claims import verdict_claim
from bcdr.ui.markup import show, tag

# A verdict has the colour of the state of coverage that it comes down to.
_COLOURS: Final[Mapping[Verdict, Coverage]] = MappingProxyType(
    {
        Verdict.TODAY_MEETS: Coverage.MET,
        Verdict.CAN_MEET: Coverage.ACCEPTED,
        Verdict.CANNOT_MEET: Coverage.LATE_AND_LOSSY,
        Verdict.UNKNOWN: Coverage.UNKNOWN,
    }
)


def verdict(result: WorkloadResult, *, is_decided: bool) -> None:
    """Show what the study says of a workload, with what is decided where something is."""
    reason = result.verdict_reason
    if is_decided:
        reason = reason.replace("The recommended strategy", "What is decided")
    show(
        tag("h1", result.workload.title, css="b-title"),
        tag("p", verdict_claim(result), css=f"b-verdict b-{_COLOURS[result.verdict]}"),
        tag("p", reason, css="b-lead"),
    )
