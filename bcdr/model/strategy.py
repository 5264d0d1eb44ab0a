"""Protections and strategies: what may be done for a workload."""

from dataclasses import dataclass

from bcdr.model.vocabulary import Mode, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Option, target and policy. `target` is None only for no-recovery.

    `interval_hours` is None for modes other than interval; `retention_days` is None where no
    history is kept or, for what exists today, where nobody said.
    """

    option: Option
    target: str | None
    mode: Mode
    interval_hours: float | None = None
    retention_days: float | None = None

    @property
    def policy_text(self) -> str:
        """Return the policy in words: `every 15 min, kept 30 d`, `continuous`."""
        if self.mode is Mode.NONE or self.target is None:
            return ""
        if self.mode is not Mode.INTERVAL:
            return str(self.mode)
        if self.interval_hours is None:
            return "interval unknown"
        every = f"every {_span(self.interval_hours)}"
        return every if self.retention_days is None else f"{every}, kept {self.retention_days:g} d"

    @property
    def id(self) -> str:
        """Return a stable id such as `in-guest-backup@Vault:24h`."""
        if self.target is None:
            return str(self.option)
        policy = f"{self.interval_hours:g}h" if self.interval_hours is not None else str(self.mode)
        return f"{self.option}@{self.target}:{policy}"

    @property
    def title(self) -> str:
        """Return the protection in words, option first."""
        name = self.option.words
        return name if self.target is None else f"{name} to {self.target}, {self.policy_text}"


@dataclass(frozen=True, slots=True)
class Strategy:
    """One or two protections; a pair is a continuity protection and then a backup."""

    protections: tuple[Protection, ...]

    @property
    def id(self) -> str:
        """Return a stable id: the ids of its protections joined by ` + `."""
        return " + ".join(protection.id for protection in self.protections) or "nothing"

    @property
    def title(self) -> str:
        """Return the strategy in words."""
        return " and ".join(protection.title for protection in self.protections) or "nothing"


def _span(hours: float) -> str:
    if hours < 1:
        return f"{hours * 60:g} min"
    return f"{hours:g} h"
