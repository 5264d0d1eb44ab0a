"""Builds the landscape: Hubs and targets as described, and those that have to be assumed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bcdr.intake.assumed_targets import assumed_targets
from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, quote
from bcdr.intake.names import KnownNames
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow
from bcdr.intake.words import Words, find_word
from bcdr.model.catalogue import Catalogue
from bcdr.model.columns import HUBS, TARGETS
from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.vocabulary import Option, TargetKind

ASSUMED_HUB: Final = Hub(
    name="Hub 1", site="Site of Hub 1", region="Region of Hub 1", is_assumed=True
)
"""The Hub of a workbook that names none: all its workloads run there."""

_WITHOUT_NAME: Final = Fault(
    code=Code.ROW_WITHOUT_NAME,
    problem="the row has no name; it is left out.",
    many="the rows have no name; they are left out.",
    remedy="Fill in the first column, or empty the row.",
)
_TWICE: Final = Fault(
    code=Code.NAME_TWICE,
    problem="{value} stands on an earlier row too; this row is left out.",
    many="{values} stand on earlier rows too; these rows are left out.",
    remedy="Give each row a name of its own.",
)
_WITHOUT_KIND: Final = Fault(
    code=Code.TARGET_WITHOUT_KIND,
    problem="the target {value} has no kind that is known; it is left out.",
    many="the targets {values} have no kind that is known; they are left out.",
    remedy=f"Write one of {', '.join(TargetKind)} under Kind.",
)
_WITHOUT_SITE: Final = Fault(
    code=Code.HUB_WITHOUT_SITE,
    problem="the Hub {value} has no site, so nobody knows which copies survive its loss.",
    many="the Hubs {values} have no site, so nobody knows which copies survive their loss.",
    remedy="Fill in Site and Region.",
)
_NOT_DESCRIBED: Final = Fault(
    code=Code.HUB_NOT_DESCRIBED,
    problem="the Hub {value} is not on the sheet Hubs; it is added with nothing known of it.",
    many="the Hubs {values} are not on the sheet Hubs; they are added with nothing known of them.",
    remedy="Add a row for each on the sheet Hubs, with its site, region and jurisdiction.",
)

_HUB_FIELDS: Final = tuple(field for field in HUBS.fields if field not in ("hub", "notes"))
_TARGET_FIELDS: Final = tuple(
    field
    for field in TARGETS.fields
    if field not in ("target", "kind", "hub", "copies_to", "serves", "supported_options")
    and field not in ("exists", "notes")
)


def build_hubs(
    rows: Sequence[TypedRow], workloads: Sequence[TypedRow], log: FaultLog
) -> tuple[Hub, ...]:
    """Return the Hubs described, then those that workloads only name, or one that is assumed."""
    hubs = [
        Hub(
            name=row.text("hub"),
            notes=row.text("notes"),
            **{field: row.values[field] for field in _HUB_FIELDS if field in row.values},
        )
        for row in _named_once(rows, "hub", log)
    ]
    for row in rows:
        if row.text("hub") and not row.text("site"):
            row.fault(log, _WITHOUT_SITE, "hub")
    described = {name_key(hub.name) for hub in hubs}
    for row in workloads:
        name = row.text("hub")
        if not name or name_key(name) in described:
            continue
        row.fault(log, _NOT_DESCRIBED, "hub")
        if all(name_key(hub.name) != name_key(name) for hub in hubs):
            hubs.append(Hub(name=name, is_assumed=True))
    if hubs:
        return tuple(_with_own_site(hubs))
    log.add(
        Code.HUBS_ASSUMED,
        "no Hub is named; all workloads are taken to run on one Hub, called 'Hub 1', at a site of "
        "its own.",
        "Fill in the sheet Hubs: name, site, region and jurisdiction of each.",
    )
    return (ASSUMED_HUB,)


def _with_own_site(hubs: Sequence[Hub]) -> Iterable[Hub]:
    """Return the Hubs; one that stands alone and is only named gets a site of its own.

    Where there are several, nobody knows which of them share a site, so that stays unknown.
    """
    if len(hubs) > 1 or not hubs[0].is_assumed:
        return hubs
    name = hubs[0].name
    return (replace(hubs[0], site=f"Site of {name}", region=f"Region of {name}"),)


def build_landscape(
    hubs: tuple[Hub, ...],
    rows: Sequence[TypedRow] | None,
    catalogue: Catalogue,
    words: Words,
    log: FaultLog,
) -> Landscape:
    """Return Hubs and targets; without rows of targets, one assumed target per offered kind."""
    targets = _described_targets(rows or (), hubs, words, log)
    if not targets:
        targets = assumed_targets(hubs, catalogue)
        log.add(
            Code.TARGETS_ASSUMED,
            f"no target is described; {len(targets)} are assumed, one of each kind on offer. An "
            "assumed target never covers anything today.",
            "Fill in the sheet Targets: every place where copies are kept or a standby may run.",
        )
    return Landscape(hubs, targets)


def _described_targets(
    rows: Sequence[TypedRow], hubs: Sequence[Hub], words: Words, log: FaultLog
) -> tuple[Target, ...]:
    named: list[TypedRow] = []
    for row in _named_once(rows, "target", log):
        if row.get("kind") is None:
            row.fault(log, _WITHOUT_KIND, "kind", row.text("target"))
        else:
            named.append(row)
    names = KnownNames(row.text("target") for row in named)
    hub_names = KnownNames(hub.name for hub in hubs)
    hub_by_name = {hub.name: hub for hub in hubs}
    targets: list[Target] = []
    for row in named:
        hub_name = _resolve(row, "hub", hub_names, "Hubs", log)
        if row.values["kind"] is TargetKind.SECOND_HUB and "hub" not in row.values:
            hub_name = hub_names.find(row.text("target"))
        copies_to = _resolve(row, "copies_to", names, "Targets", log)
        serves = tuple(_known_items(row, "serves", hub_names, "Hubs", log))
        target = Target(
            name=row.text("target"),
            kind=row.values["kind"],
            hub=hub_name,
            copies_to=copies_to,
            serves=serves,
            supported_options=_supported(row, words, log),
            exists=row.get("exists") is not False,
            notes=row.text("notes"),
            **{field: row.values[field] for field in _TARGET_FIELDS if field in row.values},
        )
        targets.append(_placed(target, hub_by_name.get(hub_name or "")))
    return tuple(targets)


def _placed(target: Target, hub: Hub | None) -> Target:
    """Return a target with the place of the Hub that it is or stands on, where its own is blank."""
    if hub is None:
        return target
    return replace(
        target,
        site=target.site or hub.site,
        region=target.region or hub.region,
        jurisdiction=target.jurisdiction or hub.jurisdiction,
    )


def _named_once(rows: Sequence[TypedRow], field: str, log: FaultLog) -> list[TypedRow]:
    seen: set[str] = set()
    kept: list[TypedRow] = []
    for row in rows:
        name = row.text(field)
        if not name:
            row.fault(log, _WITHOUT_NAME, field)
        elif name_key(name) in seen:
            row.fault(log, _TWICE, field)
        else:
            seen.add(name_key(name))
            kept.append(row)
    return kept


def _resolve(row: TypedRow, field: str, known: KnownNames, sheet: str, log: FaultLog) -> str | None:
    name = row.text(field)
    if not name:
        return None
    found = known.find(name)
    if found is None:
        row.fault(log, _unknown(name, known, sheet), field)
    return found


def _known_items(
    row: TypedRow, field: str, known: KnownNames, sheet: str, log: FaultLog
) -> list[str]:
    names: tuple[str, ...] = row.get(field) or ()
    found: list[str] = []
    for name in names:
        spelled = known.find(name)
        if spelled is None:
            row.fault(log, _unknown(name, known, sheet), field, name)
        else:
            found.append(spelled)
    return found


def _unknown(name: str, known: KnownNames, sheet: str) -> Fault:
    return Fault(
        code=Code.NAME_UNKNOWN,
        problem=f"{{value}} is not on the sheet {sheet}; it is read as blank.",
        many=f"{{values}} are not on the sheet {sheet}; they are read as blank.",
        remedy=known.remedy(name, f"Add a row for it on the sheet {sheet}."),
    )


def _supported(row: TypedRow, words: Words, log: FaultLog) -> tuple[Option, ...]:
    found: list[Option] = []
    for item in row.get("supported_options") or ():
        option = find_word(words.options, item)
        if option is not None:
            found.append(option)
            continue
        row.fault(
            log,
            Fault(
                code=Code.CHOICE_UNKNOWN,
                problem="{value} is not an option; it is left out.",
                many="{values} are not options; they are left out.",
                remedy=f"Write one of {', '.join(Option)}.",
            ),
            "supported_options",
            quote(item).strip("'"),
        )
    return tuple(found)
