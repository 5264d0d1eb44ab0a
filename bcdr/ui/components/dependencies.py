"""What a workload waits for: slower dependencies, what closing the gap costs, and circles."""

from collections.abc import Sequence

from bcdr.ui.components.headings import note, subsection
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.dependencies import HeldUp, circle_words, dependencies_claim
from bcdr.ui.markup import joined, show, tag


def dependencies(found: Sequence[HeldUp], circles: Sequence[Sequence[str]]) -> None:
    """Show what is held up by what it depends on, and what would close the gap."""
    subsection(
        dependencies_claim(found),
        "A workload is up once all it depends on is up. The gap is what it waits; the cheapest "
        "strategy of the dependency that closes it is looked at by itself.",
    )
    for circle in circles:
        note(
            tag("b", f"A circle: {circle_words(circle)}. "),
            "None of them can be first, so their recovery is unknown. Take one out of the column "
            "Depends on, on Portfolio.",
        )
    if not found:
        return
    show(
        table(
            (
                Heading("What waits", width=21),
                Heading("For what", width=20),
                Heading("When", width=17),
                Heading("Up by itself", is_number=True, width=7),
                Heading("Dependency up", is_number=True, width=8),
                Heading("Gap", is_number=True, width=7),
                Heading("RTO", is_number=True, width=5),
                Heading("What would close the gap", width=15),
            ),
            (
                (
                    one.workload,
                    one.needed,
                    tag("span", one.scenarios, css="b-small"),
                    one.own,
                    one.needed_time,
                    tag("b", f"\N{MULTIPLICATION SIGN} {one.gap}") if one.is_late else one.gap,
                    one.rto,
                    joined(
                        tag("div", one.closing),
                        *(
                            [tag("div", one.closing_cost, css="b-small")]
                            if one.closing_cost
                            else []
                        ),
                    ),
                )
                for one in found
            ),
            label="Dependencies that are slower than what waits for them",
        )
    )
