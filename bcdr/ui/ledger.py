"""The copy ledger of one workload, put into words: what can be used in which scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bcdr.model.catalogue import Catalogue
from bcdr.model.units import format_hours, format_number
from bcdr.model.vocabulary import Option
from bcdr.report.wording import counted, listed

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """One copy in words; `answers` says per scenario whether it can be used: yes, no, unknown."""

    name: str
    how: str
    place: str
    age: str
    oldest: str
    kept: str
    protected: str
    answers: Mapping[str, str]
    missing: str


def copy_lines(lines: Sequence[Line], catalogue: Catalogue) -> tuple[CopyLine, ...]:
    """Return the copies of one workload under one assignment, in the order of the ledger."""
    scenarios = [scenario.id for scenario in catalogue.scenarios]
    return tuple(
        CopyLine(
            name=str(line["target"] or "no target"),
            how=_how(line),
            place=", ".join(_each(line["site"], line["region"], line["jurisdiction"])),
            age=_age(line),
            oldest=_hours(line["oldest_age_hours"]) if _kept(line) else "no history",
            kept=_number(line["kept_copies"]),
            protected=_protected(line),
            answers={id_: str(line[id_]) for id_ in scenarios},
            missing=" ".join(_each(line["null_reason"], _asked(str(line["missing"] or "")))),
        )
        for line in lines
    )


def copies_claim(copies: Sequence[CopyLine], catalogue: Catalogue, when: str) -> str:
    """Return in which scenarios no copy can be used; `when` is today or with the plan."""
    if not copies:
        return f"No copy is kept {when}"
    in_scope = [scenario for scenario in catalogue.scenarios if scenario.in_scope]
    answers = {scenario.id: {copy.answers[scenario.id] for copy in copies} for scenario in in_scope}
    lost = [one.title for one in in_scope if answers[one.id] == {NO}]
    unsure = [
        one.title for one in in_scope if YES not in answers[one.id] and UNKNOWN in answers[one.id]
    ]
    held = f"{counted(len(copies), 'copy', 'copies')} {when}"
    if lost:
        return f"{held}, and none that can be used in: {listed(_small(lost))}"
    if unsure:
        return f"{held}; whether one can be used is unknown in: {listed(_small(unsure))}"
    return f"{held}, and one that can be used in every scenario"


def _how(line: Line) -> str:
    option = Option(line["option"]).words if line["option"] else ""
    interval = line["interval_hours"]
    if line["mode"] == "interval" and interval is not None:
        option = f"{option}, every {format_hours(interval)}"
    elif line["mode"]:
        option = f"{option}, {line['mode']}"
    onward = "copied on from the first; " if line["copy"] > 1 else ""
    to_build = "; still to be built" if line["is_to_build"] else ""
    return f"{onward}{option}{to_build}"


def _age(line: Line) -> str:
    least, most = line["least_age_hours"], line["most_age_hours"]
    if most is None:
        return UNKNOWN
    if least is None or least < 0.5 * most / 60:
        return f"up to {format_hours(most)}"
    return f"{format_hours(least)} to {format_hours(most)}"


def _kept(line: Line) -> bool:
    """Return whether it keeps a history at all, or that is not known."""
    return line["kept_copies"] is None or line["kept_copies"] > 1


def _protected(line: Line) -> str:
    words = [word for word in ("immutable", "isolated") if line[f"is_{word}"] == YES]
    if words:
        return ", ".join(words)
    if UNKNOWN in (line["is_immutable"], line["is_isolated"]):
        return UNKNOWN
    return NO


def _asked(missing: str) -> str:
    return f"To be known: {missing}." if missing else ""


def _hours(value: float | None) -> str:
    return format_hours(value, blank=UNKNOWN)


def _number(value: float | None) -> str:
    return format_number(value, blank=UNKNOWN)


def _each(*texts: object) -> list[str]:
    return list(dict.fromkeys(str(text) for text in texts if text))


def _small(titles: Sequence[str]) -> list[str]:
    return [title[:1].lower() + title[1:] for title in titles]
