"""The score as the method says it: four parts with fixed anchors, and their weighted mean."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bcdr.model.landscape import Target
from bcdr.model.settings import Weights
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Coverage, Guidance, Mode, Option, TargetKind
from tests.evaluate.reference_book import Book, Ground
from tests.evaluate.reference_cost import components_of, frequency
from tests.evaluate.reference_needs import Needs
from tests.evaluate.reference_outcome import Fate

EXTERNAL = Target(name="an existing external target", kind=TargetKind.EXISTING_EXTERNAL)
OTHER_HUB = Target(name="another Hub", kind=TargetKind.SECOND_HUB)
DAILY = Protection(
    option=Option.IN_GUEST_BACKUP, target=EXTERNAL.name, mode=Mode.INTERVAL, interval_hours=24.0,
    retention_days=30.0,
)  # fmt: skip
DUPLICATE = Protection(option=Option.ACTIVE_ACTIVE, target=OTHER_HUB.name, mode=Mode.CONTINUOUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One strategy for one workload: coverage per scenario, money per year, parts and score.

    `cost` is None where that part does not apply.
    """

    coverage: Mapping[str, Coverage]
    outlay_per_year: float
    expected_penalty_per_year: float
    objectives: float
    cost: float | None
    guidance: float
    score: float
    is_at_least: bool
    binding_unrecoverable: int
    binding_not_met: int
    other_unrecoverable: int
    met: float


def penalty(needs: Needs, fates: Mapping[str, Fate], book: Book) -> float:
    """Return the expected penalty per year over all scenarios."""
    return sum(frequency(needs, item) * fates[item.id].event_cost for item in book.scenarios)


def outlay_of(needs: Needs, protection: Protection, target: Target, book: Book) -> float:
    """Return the outlay of one of the fixed references, which know no landscape."""
    interval = protection.interval_hours or 1.0
    parts = components_of(needs, protection, [target], interval, book)
    return sum(item.amount for item in parts.values())


def anchors(needs: Needs, unprotected_penalty: float, book: Book) -> tuple[float, float]:
    """Return the cost that is worth everything and the one that is worth nothing."""
    factor = book.values["cost-range-factor"]
    lower = outlay_of(needs, DAILY, EXTERNAL, book)
    upper = factor * outlay_of(needs, DUPLICATE, OTHER_HUB, book)
    return lower, max(upper, factor * lower, unprotected_penalty)


def cost_part(cost: float, lower: float, upper: float) -> float | None:
    """Return 1 up to the lower anchor, 0 from the upper, and between them by the logarithm."""
    if lower <= 0:
        return None
    if cost <= lower:
        return 1.0
    return min(1.0, max(0.0, 1.0 - math.log(cost / lower) / math.log(upper / lower)))


def guidance_of(needs: Needs, protection: Protection, ground: Ground) -> float:
    """Return what the guidance says of option, kind of target and both: the weakest counts."""
    book = ground.book
    words = [book.options[protection.option].guidance]
    if protection.target is not None:
        kind = ground.targets[protection.target].kind
        words += [book.kinds[kind].guidance, book.combinations[protection.option, kind].guidance]
    # Software in the guest is for applications that cannot replicate by themselves.
    if protection.option is Option.GUEST_REPLICATION and needs.workload.native_replication:
        words.append(Guidance.CONDITIONAL)
    return min(book.values[f"guidance-{word.replace(' ', '-')}"] for word in words)


def weighted(parts: Sequence[tuple[float | None, float]]) -> float:
    """Return the weighted mean in per cent; a part that does not apply shares its weight."""
    applied = [(part, weight) for part, weight in parts if part is not None]
    total = sum(weight for _, weight in applied)
    return 100 * sum(part * weight for part, weight in applied) / total if total else math.nan


def judgement(
    needs: Needs,
    fates: Mapping[str, Fate],
    outlay_per_year: float,
    guidance: float,
    anchored: tuple[float, float],
    weights: Weights,
    book: Book,
) -> Judgement:
    """Return one strategy judged from what becomes of the workload and what it costs."""
    counted = [item for item in book.scenarios if item.in_scope]
    expected = penalty(needs, fates, book)
    objectives = sum(fates[item.id].value for item in counted) / max(len(counted), 1)
    cost = cost_part(outlay_per_year + expected, *anchored)
    binding, others, met, unknown = [], [], 0, False
    for item in counted:
        coverage, asked = fates[item.id].coverage, needs.objectives[item.id]
        unknown = unknown or coverage is Coverage.UNKNOWN
        met += coverage is Coverage.MET or asked.is_accepted
        if not asked.is_accepted:
            (binding if asked.is_binding else others).append(coverage)
    return Judgement(
        coverage={item.id: fates[item.id].coverage for item in book.scenarios},
        outlay_per_year=outlay_per_year,
        expected_penalty_per_year=expected,
        objectives=objectives,
        cost=cost,
        guidance=guidance,
        # The reference knows no clauses: where nobody states a regime, that part does not apply.
        score=weighted(
            (
                (objectives, weights.objectives),
                (None, weights.regulation),
                (cost, weights.cost),
                (guidance, weights.guidance),
            )
        ),
        is_at_least=unknown,
        binding_unrecoverable=binding.count(Coverage.UNRECOVERABLE),
        binding_not_met=len(binding) - binding.count(Coverage.MET),
        other_unrecoverable=others.count(Coverage.UNRECOVERABLE),
        met=met / max(len(counted), 1),
    )
