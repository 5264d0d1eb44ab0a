"""Inputs whose absence makes an outcome unknown, as bits, with the words people see."""

from enum import IntFlag
from functools import cache
from typing import Final


class Missing(IntFlag):
    """One bit per input or circumstance that leaves an outcome unknown."""

    NOTHING = 0
    RTO = 1
    RPO = 2
    DATA = 4
    CURRENT_OPTION = 8
    CURRENT_TARGET = 16
    CURRENT_INTERVAL = 32
    RETENTION = 64
    HUB_PLACE = 128
    TARGET_PLACE = 256
    PROTECTED_COPY = 512
    LINK = 1024
    TEMPLATE = 2048
    TARGET_ASSUMED = 4096
    NOT_SUPPORTED = 8192
    TOO_SLOW = 16384
    OVERBOOKED = 32768
    HUB = 65536
    DEPENDENCY = 131072
    CIRCLE = 262144
    JURISDICTION = 524288


CLAIMS: Final = Missing.CURRENT_OPTION | Missing.CURRENT_TARGET | Missing.CURRENT_INTERVAL
"""What leaves a protection of today a mere claim: it is named, but not what it does."""

WORDS: Final[dict[Missing, tuple[str, str]]] = {
    Missing.RTO: ("RTO", "No RTO is given and no default holds for its criticality."),
    Missing.RPO: ("RPO", "No RPO is given and no default holds for its criticality."),
    Missing.DATA: ("Data (GB)", "The data size is not known."),
    Missing.CURRENT_OPTION: ("Current option", "How it is protected today is not known."),
    Missing.CURRENT_TARGET: ("Current target", "Where its copies go is not known."),
    Missing.CURRENT_INTERVAL: ("Current interval", "How often copies are made is not known."),
    Missing.RETENTION: ("Retention (days)", "How long copies are kept is not known."),
    Missing.HUB_PLACE: ("Site and region of the Hub", "Where the Hub stands is not known."),
    Missing.TARGET_PLACE: ("Site and region of the target", "Where the copy rests is not known."),
    Missing.PROTECTED_COPY: (
        "Immutable or Isolated",
        "Whether the copy is out of an attacker's reach is not known.",
    ),
    Missing.LINK: ("Link (Mbit/s)", "No link from the copy to a recovery place is known."),
    Missing.TEMPLATE: (
        "Template off Hub",
        "Whether its template is kept off the Hub is not known.",
    ),
    Missing.TARGET_ASSUMED: ("Targets", "The target is only assumed or has yet to be built."),
    Missing.NOT_SUPPORTED: (
        "Current option",
        "Copies are made in a way that is not supported here, so they cannot be relied on.",
    ),
    Missing.TOO_SLOW: ("Link (Mbit/s)", "The link is too slow: copies never catch up."),
    Missing.OVERBOOKED: ("Link (Mbit/s)", "The shared link is overbooked: copies never catch up."),
    Missing.HUB: ("Hub", "The Hub it runs on is not known."),
    Missing.JURISDICTION: (
        "Jurisdiction of the target",
        "Whether it may run at its recovery place is not known.",
    ),
    Missing.DEPENDENCY: ("Depends on", "What it depends on has an unknown recovery time."),
    Missing.CIRCLE: ("Depends on", "It depends on itself through a circle."),
}
"""For each bit the input to ask for and the sentence that says why the outcome is unknown."""

NO_COPY_LEFT: Final = "No copy survives this, so nothing can bring it back."


@cache
def missing_inputs(bits: int) -> tuple[str, ...]:
    """Return the inputs to ask for, each once, in the order of the bits."""
    return tuple(dict.fromkeys(ask for flag, (ask, _) in WORDS.items() if bits & flag.value))


def missing_sentence(bits: int) -> str:
    """Return why the outcome is unknown, in words."""
    return " ".join(why for flag, (_, why) in WORDS.items() if bits & flag.value)
