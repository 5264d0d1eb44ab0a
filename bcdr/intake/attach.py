"""Finds the application of each VM: by a column that names it, or by one that a person chose."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bcdr.intake.grouping_words import APPLICATION, FOLDER, LOCATION, NAME, TAG
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+")
_PATH: Final = re.compile(r"[/\\>]+")
_SHARED: Final = re.compile(r"\s*[,;|\n]\s*|\s+/\s+")
_NOISE: Final = frozenset(
    {"rg", "vm", "vms", "app", "application", "grp", "group", "resource", "srv", "server", "host"}
    | {"prod", "prd", "production", "dev", "development", "test", "tst", "uat", "qa", "int"}
    | {"stage", "staging", "stg", "acc", "preprod", "nonprod", "p", "d", "t", "q", "folder"}
)
"""Words in names of groups and VMs that say nothing about the application."""
_APPLICATION_KEYS: Final = frozenset(
    {"app", "application", "applications", "applicationname", "appname", "apptype", "workload"}
    | {"anwendung", "applikation", "aplicacion", "aplicacao", "applicatie", "アプリケーション"}
)
_MOST_KEYS: Final = 12
_SHORTEST_PREFIX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class VmGroup:
    """VMs that share a value of a column, and the application that it names, empty if none."""

    value: str
    application: str
    vm_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What one column would make of the VMs whose application is not known.

    `by` is what the setting says, `title` the column as the file calls it. VMs whose value is
    blank are in no group.
    """

    by: str
    title: str
    groups: tuple[VmGroup, ...]
    blank_count: int

    @property
    def attached_count(self) -> int:
        """Return how many VMs it would attach to applications that are listed."""
        return sum(group.vm_count for group in self.groups if group.application)

    @property
    def left_count(self) -> int:
        """Return how many VMs would still belong to no application."""
        return self.blank_count + sum(g.vm_count for g in self.groups if not g.application)

    @property
    def applications(self) -> tuple[tuple[str, int], ...]:
        """Return the applications that VMs would be attached to, with how many VMs each."""
        counts: Counter[str] = Counter()
        for group in self.groups:
            if group.application:
                counts[group.application] += group.vm_count
        return tuple(counts.items())

    @property
    def new_names(self) -> tuple[str, ...]:
        """Return the values that name no application that is listed."""
        return tuple(group.value for group in self.groups if not group.application)


def groupings(vms: Sequence[TypedRow], names: Iterable[str]) -> tuple[Grouping, ...]:
    """Return what each column would make of the VMs, the one that attaches most first.

    `names` are the applications, and `Application / Workload`, that are listed. VMs whose own
    application is listed under exactly that name are left out. Pure.
    """
    known = KnownApplications(names)
    open_vms = [vm for vm in vms if not known.is_listed(vm.text("application"))]
    order = _columns(open_vms)
    found = [_grouping(by, open_vms, known) for by in order]
    filled = [item for item in found if item.groups]
    return tuple(sorted(filled, key=lambda item: (-item.attached_count, order.index(item.by))))


def attach(
    vms: Sequence[TypedRow], by: str, names: Iterable[str], *, creates: bool = False
) -> tuple[TypedRow, ...]:
    """Return the VMs with the application that a column names, where they had none that is listed.

    With `creates`, a value that names no application becomes the name of one.
    """
    known = KnownApplications(names)
    return tuple(_attached(vm, by, known, creates=creates) for vm in vms)


def attach_certain(vms: Sequence[TypedRow], names: Iterable[str]) -> tuple[TypedRow, ...]:
    """Return the VMs with an application where nobody could mean another.

    That is a tag with the key `app` or a VM's own name that is exactly a listed name; where the
    application has several workloads, the one with exactly the name of the VM.
    """
    known = KnownApplications(names)
    return tuple(_certain(vm, known) for vm in vms)


def names_applications(by: str) -> bool:
    """Return whether a column says of itself that it names applications."""
    return by == APPLICATION or by.removeprefix(f"{TAG} ") in _APPLICATION_KEYS


class KnownApplications:
    """The applications that are listed, found by what is left of a name without its usual words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parts: dict[str, dict[str, str]] = {}
        self._names: dict[str, str] = {}
        self._workloads: dict[str, set[tuple[str, str]]] = {}
        for name in names:
            application, _, workload = name.partition(" / ")
            key = name_key(application)
            self._names.setdefault(key, application)
            parts = self._parts.setdefault(key, {})
            if workload:
                parts.setdefault(name_key(workload), workload)
                self._workloads.setdefault(name_key(workload), set()).add((key, workload))
        self._by_words = _unique((_words(name), key) for key, name in self._names.items())
        self._by_core = _unique((_core(name), key) for key, name in self._names.items())
        self._joined = _unique(
            (("".join(core),), key) for core, key in self._by_core.items() if core and key
        )

    def is_listed(self, name: str) -> bool:
        """Return whether this is exactly the name of an application, with or without workload."""
        application, _, workload = name.partition(" / ")
        parts = self._parts.get(name_key(application))
        return parts is not None and (not workload or name_key(workload) in parts)

    def named(self, name: str) -> str:
        """Return the application as it is spelled, empty if it is not listed exactly so."""
        return self._names.get(name_key(name), "")

    def meant(self, value: str) -> str:
        """Return the application that a value names apart from signs and usual words."""
        key = name_key(value)
        if key not in self._names:
            key = self._by_words.get(_words(value)) or self._by_core.get(_core(value)) or ""
        return self._names.get(key, "")

    def begun_by(self, words: Sequence[str]) -> str:
        """Return the application whose name is the longest beginning of a VM's name."""
        for count in range(len(words), 0, -1):
            key = self._by_core.get(tuple(words[:count]))
            if key:
                return self._names[key]
        first = words[0] if words else ""
        for length in range(len(first), _SHORTEST_PREFIX, -1):
            key = self._joined.get((first[:length],))
            if key:
                return self._names[key]
        return ""

    def workload_of(self, vm: TypedRow, application: str) -> str:
        """Return the workload of an application that a VM's own name tells, empty if unsure."""
        parts = self._parts.get(name_key(application), {})
        own = name_key(vm.text("vm"))
        if own in parts:
            return parts[own]
        words = Counter(_words(vm.text("vm")))
        of_application = Counter(_core(application))
        if of_application <= words:
            words -= of_application
        told = [
            spelled for spelled in parts.values() if not words.keys().isdisjoint(_core(spelled))
        ]
        return told[0] if len(told) == 1 else ""

    def by_workload(self, name: str) -> tuple[str, str]:
        """Return application and workload of the only workload with a name, else two blanks."""
        found = self._workloads.get(name_key(name), set())
        if len(found) != 1:
            return "", ""
        key, workload = next(iter(found))
        return self._names[key], workload

    def shared(self, name: str) -> tuple[str, ...]:
        """Return the applications of a cell that names several, all of them listed, else none."""
        if self.named(name) and not _SHARED.search(name):
            return ()
        pieces = [self.named(piece) for piece in _SHARED.split(name) if piece.strip()]
        return tuple(dict.fromkeys(pieces)) if len(pieces) > 1 and all(pieces) else ()


def may_be_several(name: str) -> bool:
    """Return whether a cell has what separates names."""
    return bool(_SHARED.search(name))


def tag_pairs(vm: TypedRow) -> list[tuple[str, str]]:
    """Return the tags of a VM as (key in small letters, value); a bare tag has no key."""
    pairs = []
    for tag in vm.get("tags") or ():
        text = tag.strip().strip("{}").replace('"', "")
        key, mark, value = text.partition(":") if ":" in text else text.partition("=")
        pairs.append((name_key(key), value.strip()) if mark else ("", text.strip()))
    return [(key, value) for key, value in pairs if value]


def _certain(vm: TypedRow, known: KnownApplications) -> TypedRow:
    application, workload = known.named(vm.text("application")), vm.text("workload")
    if not application:
        tagged = {known.named(v) for key, v in tag_pairs(vm) if key in _APPLICATION_KEYS} - {""}
        if not vm.text("application") and len(tagged) == 1:
            application = next(iter(tagged))
        elif not vm.text("application"):
            application = known.named(vm.text("vm"))
            if not application:
                application, workload = known.by_workload(vm.text("vm"))
    if not application:
        return vm
    return _placed(vm, application, workload or known.workload_of(vm, application))


def _attached(vm: TypedRow, by: str, known: KnownApplications, *, creates: bool) -> TypedRow:
    if known.is_listed(vm.text("application")):
        return vm
    value, application = _value(vm, by, known)
    if not application and creates:
        application = value
    if not application:
        return vm
    return _placed(vm, application, known.workload_of(vm, application))


def _placed(vm: TypedRow, application: str, workload: str) -> TypedRow:
    values = {**vm.values, "application": application}
    if workload:
        values["workload"] = workload
    return replace(vm, values=values)


def _columns(vms: Sequence[TypedRow]) -> list[str]:
    """Return the ways of grouping that the VMs have values for, the more telling ones first."""
    keys = Counter(key for vm in vms for key in dict(tag_pairs(vm)) if key)
    ranked = sorted(keys, key=lambda key: (key not in _APPLICATION_KEYS, -keys[key], key))
    tags = [f"{TAG} {key}" for key in ranked[:_MOST_KEYS]]
    has_bare = any(not key for vm in vms for key, _ in tag_pairs(vm))
    return [APPLICATION, *tags, *([TAG] if has_bare else []), FOLDER, NAME, LOCATION]


def _grouping(by: str, vms: Sequence[TypedRow], known: KnownApplications) -> Grouping:
    counts: Counter[tuple[str, str]] = Counter()
    spelled: dict[tuple[str, str], str] = {}
    blank_count = 0
    for vm in vms:
        value, application = _value(vm, by, known)
        if not value:
            blank_count += 1
            continue
        key = (name_key(value), application)
        spelled.setdefault(key, value)
        counts[key] += 1
    return Grouping(
        by=by,
        title=_title(by, vms),
        groups=tuple(
            VmGroup(value=spelled[key], application=key[1], vm_count=count)
            for key, count in counts.most_common()
        ),
        blank_count=blank_count,
    )


def _value(vm: TypedRow, by: str, known: KnownApplications) -> tuple[str, str]:
    """Return a VM's value in a column, and the application that it means, empty if none."""
    if by == NAME:
        words = [word for word in _words(vm.text("vm")) if word not in _NOISE]
        words = words or list(_words(vm.text("vm")))
        application = known.begun_by(words)
        return (application or (words[0] if words else "")), application
    candidates = _candidates(vm, by)
    for value in candidates:
        application = known.meant(value)
        if application:
            return value, application
    return (candidates[0] if candidates else ""), ""


def _candidates(vm: TypedRow, by: str) -> list[str]:
    """Return the values of a column, the most particular first."""
    if by == FOLDER:
        parts = [part.strip() for part in _PATH.split(vm.text("folder")) if part.strip()]
        return parts[::-1]
    if by == TAG:
        return [value for key, value in tag_pairs(vm) if not key] or [
            value for _, value in tag_pairs(vm)
        ]
    if by.startswith(f"{TAG} "):
        wanted = by.removeprefix(f"{TAG} ")
        return [value for key, value in tag_pairs(vm) if _same_key(key, wanted)]
    text = vm.text(by)
    return [text] if text else []


def _same_key(key: str, wanted: str) -> bool:
    return key == wanted or _words(key) == _words(wanted)


def _title(by: str, vms: Sequence[TypedRow]) -> str:
    if by == NAME:
        return "beginning of the name"
    field, _, key = by.partition(" ")
    field = "tags" if field == TAG else field
    for vm in vms:
        for column in vm.table.columns:
            if column.field == field:
                return f"{column.header}: {key}" if key else column.header
    return by


def _words(name: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(name_key(name)))


def _core(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others: no numbers, no usual words."""
    words = _words(name)
    return tuple(w for w in words if w not in _NOISE and not w.isdigit()) or words


def _unique(pairs: Iterable[tuple[tuple[str, ...], str]]) -> dict[tuple[str, ...], str]:
    """Return the key of each run of words; one that several keys share means none of them."""
    found: dict[tuple[str, ...], str] = {}
    for words, key in pairs:
        found[words] = key if found.get(words, key) == key else ""
    return found
