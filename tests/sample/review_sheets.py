"""The sample's sheets beside Applications: landscape, objectives, rules, figures and history."""

from collections.abc import Mapping
from typing import Final

from tests.sample.parts import (
    AZURE,
    BERGEDORF_VAULT,
    ESSENTIAL,
    HAMBURG,
    HARBOUR_VAULT,
    IMPORTANT,
    LOCAL_STORE,
    NO,
    NORTH,
    RELAY_STORE,
    ROTTERDAM,
    SECOND_HUB,
    SKAGERRAK,
    SOUTH,
    VITAL,
    YES,
    Cell,
    Row,
    day,
)

OWN_IT: Final = "Nordhafen IT"
IMPACT_ANALYSIS: Final[Row] = {"source": "Business impact analysis 2026", "date": day("2026-02-27")}


def _rows(fields: str, *rows: tuple[Cell, ...], **shared: Cell) -> list[Row]:
    """Return rows written as tuples under the names of their fields."""
    names = fields.split()
    return [{**dict(zip(names, row, strict=True)), **shared} for row in rows]


HUBS: Final = _rows(
    "hub site region jurisdiction node_count free_vcpu free_memory_gb free_storage_tb "
    "is_operational has_infrastructure_backup notes",
    (NORTH, HAMBURG, "Hamburg", "DE", 16, 180, 1200, 22, YES, YES, "On the quay, 6 m above sea."),
    (SOUTH, ROTTERDAM, "Rotterdam", "NL", 12, 320, 2400, 48, YES, YES,
     "A third of it is kept free for Hub North."),
)  # fmt: skip

TARGETS: Final[list[Row]] = [
    {
        "target": HARBOUR_VAULT, "kind": "existing-external", "site": HAMBURG,
        "region": "Hamburg", "jurisdiction": "DE", "operator": OWN_IT, "link_mbit_per_s": 10000,
        "round_trip_ms": 0.5, "restore_mb_per_s": 400, "write_mb_per_s": 350, "capacity_tb": 20,
        "is_immutable": NO, "is_isolated": NO, "shortest_interval_hours": "1 h",
        "history_days": 90, "serves": NORTH, "fixed_cost_per_year": 28000, "exists": YES,
        "notes": "In the room next to Hub North.",
    },
    {
        "target": BERGEDORF_VAULT, "kind": "dedicated-external", "site": "Hamburg Bergedorf",
        "region": "Hamburg", "jurisdiction": "DE", "operator": OWN_IT, "link_mbit_per_s": 5000,
        "round_trip_ms": 1.5, "restore_mb_per_s": 500, "write_mb_per_s": 400, "capacity_tb": 120,
        "is_immutable": YES, "is_isolated": YES, "shortest_interval_hours": "15 min",
        "history_days": 3650, "serves": NORTH, "fixed_cost_per_year": 74000, "exists": YES,
        "notes": "14 km inland; own accounts, own keys.",
    },
    {
        "target": RELAY_STORE, "kind": "on-hub-replicated", "hub": NORTH, "jurisdiction": "DE",
        "operator": OWN_IT, "link_mbit_per_s": 10000, "round_trip_ms": 0.5,
        "restore_mb_per_s": 500, "write_mb_per_s": 400, "capacity_tb": 16, "is_immutable": NO,
        "is_isolated": NO, "copies_to": BERGEDORF_VAULT, "shortest_interval_hours": "1 h",
        "history_days": 30, "serves": NORTH, "fixed_cost_per_year": 12000, "exists": YES,
        "notes": "Backup appliance in VMs; copied on to Bergedorf all day.",
    },
    {
        "target": LOCAL_STORE, "kind": "on-hub-standalone", "hub": SOUTH, "jurisdiction": "NL",
        "operator": OWN_IT, "link_mbit_per_s": 10000, "round_trip_ms": 0.5,
        "restore_mb_per_s": 400, "write_mb_per_s": 350, "capacity_tb": 8, "is_immutable": NO,
        "is_isolated": NO, "shortest_interval_hours": "1 h", "history_days": 90, "serves": SOUTH,
        "fixed_cost_per_year": 6000, "exists": YES, "notes": "Meant as a stopgap in 2024.",
    },
    {
        "target": SECOND_HUB, "kind": "second-hub", "hub": SOUTH, "site": ROTTERDAM,
        "region": "Rotterdam", "jurisdiction": "NL", "operator": OWN_IT, "link_mbit_per_s": 2000,
        "round_trip_ms": 9, "restore_mb_per_s": 400, "write_mb_per_s": 350, "capacity_tb": 48,
        "vcpu": 320, "memory_gb": 2400, "is_immutable": NO, "is_isolated": NO, "history_days": 90,
        "has_hub": YES, "serves": NORTH, "fixed_cost_per_year": 160000, "exists": YES,
    },
    {
        "target": AZURE, "kind": "azure", "region": "West Europe", "site": "Amsterdam",
        "jurisdiction": "NL", "operator": "Microsoft", "link_mbit_per_s": 1000,
        "round_trip_ms": 12, "restore_mb_per_s": 250, "write_mb_per_s": 200, "is_immutable": YES,
        "is_isolated": YES, "shortest_interval_hours": "1 h", "history_days": 3650,
        "fixed_cost_per_year": 18000, "exists": YES,
        "notes": "Vault kept in one datacenter, no paired region.",
    },
    {
        "target": SKAGERRAK, "kind": "provider", "site": "Aarhus", "region": "East Jutland",
        "jurisdiction": "DK", "operator": "Skagerrak Cloud A/S", "link_mbit_per_s": 100,
        "round_trip_ms": 16, "restore_mb_per_s": 200, "write_mb_per_s": 150, "capacity_tb": 60,
        "vcpu": 160, "memory_gb": 1024, "is_immutable": YES, "is_isolated": YES,
        "shortest_interval_hours": "1 h", "history_days": 365, "has_hub": YES,
        "fixed_cost_per_year": 36000, "exists": YES, "notes": "Contract until 2028-12-31.",
    },
]  # fmt: skip

VMS: Final = _rows(
    "vm application workload vcpu memory_gb data_gb largest_disk_gb os hub",
    ("rtwms01", "Warehouse management Rotterdam", "Handheld gateway", 2, 4, 12, 32,
     "Windows Server 2019", SOUTH),
    ("rtwms02", "Warehouse management Rotterdam", "Handheld gateway", 2, 4, 12, 32,
     "Windows Server 2019", SOUTH),
    ("rtwms11", "Warehouse management Rotterdam", "Application", 8, 32, 110, 256,
     "Windows Server 2016", SOUTH),
    ("rtwms12", "Warehouse management Rotterdam", "Application", 8, 32, 95, 256,
     "Windows Server 2016", SOUTH),
    ("rtwms21", "Warehouse management Rotterdam", "Database", 8, 64, 310, 512,
     "Windows Server 2019", SOUTH),
    ("rtwms22", "Warehouse management Rotterdam", "Database", 8, 64, 310, 512,
     "Windows Server 2019", SOUTH),
    ("hhtime01", "Time recording", None, 4, 16, 35, 64, "Windows Server 2016", NORTH),
    ("hhtime02", "Time recording", None, 4, 16, 80, 128, "Windows Server 2016", NORTH),
    ("hhtos21", "Terminal operating system", "Database", 24, 256, 1200, 960,
     "Windows Server 2019", NORTH),
    ("hhtos22", "Terminal operating system", "Database", 24, 256, 1200, 960,
     "Windows Server 2019", NORTH),
)  # fmt: skip

OBJECTIVES: Final = _rows(
    "criticality scenario rto_hours rpo_hours mtd_hours",
    (VITAL, None, "4 h", "1 h", "24 h"),
    (ESSENTIAL, None, "8 h", "4 h", "3 d"),
    (IMPORTANT, None, "2 d", "24 h", "7 d"),
    (VITAL, "data-loss", "8 h", "1 h", "24 h"),
    (VITAL, "region-loss", "2 d", "24 h", "5 d"),
    (VITAL, "ransomware", "3 d", "24 h", "5 d"),
    (ESSENTIAL, "data-loss", "12 h", "4 h", "3 d"),
    (ESSENTIAL, "site-loss", "24 h", "4 h", "5 d"),
    **IMPACT_ANALYSIS,
)

RULES: Final[list[Row]] = [
    {
        "rule": "Nothing that matters on its own Hub alone", "parameter": "target_kind",
        "operator": "not in", "value": "on-hub-standalone",
        "applies_to_field": "criticality", "applies_to_values": f"{VITAL}; {ESSENTIAL}",
        "severity": "blocker", "message": "A copy on the same Hub is lost with it.",
    },
    {
        "rule": "Confidential data stays with us or Microsoft", "parameter": "operator",
        "operator": "in", "value": f"{OWN_IT}; Microsoft", "applies_to_field": "data_class",
        "applies_to_values": "confidential", "severity": "blocker",
        "message": "Only two operators have passed the audit.",
    },
    {
        "rule": "No VM snapshots of databases", "parameter": "option", "operator": "not in",
        "value": "stopped-vm-snapshot; running-vm-snapshot",
        "applies_to_field": "workload_type",
        "applies_to_values": "database; in-memory database; document database; data warehouse",
        "severity": "blocker", "message": "Databases are backed up with their own tools.",
    },
    {
        "rule": "A copy every day", "parameter": "interval_hours", "operator": "<=", "value": 24,
        "unit": "hours", "severity": "warning", "message": "Weekly copies are being phased out.",
    },
]  # fmt: skip
for _rule in RULES:
    _rule |= {"source": "Group continuity policy 4.1", "date": day("2026-01-15")}

SCENARIOS: Final[list[Row]] = [
    {
        "scenario": "region-loss", "in_scope": YES, "binding_for": VITAL,
        "frequency_per_year": 0.005, "source": "Storm surge study of the port authority",
        "date": day("2025-11-03"),
    },
]  # fmt: skip

ASSUMPTIONS: Final = _rows(
    "assumption value low high unit source date",
    ("link-efficiency", 0.8, 0.7, 0.9, "share", "Transfer tests Hamburg to Rotterdam",
     day("2026-05-17")),
    ("parallel-vms", 6, 4, 8, "VMs", "Drill of the operators", day("2026-05-17")),
)  # fmt: skip

PRICES: Final = _rows(
    "price value unit",
    ("staff", 92, "USD per hour"),
    ("storage-own", 0.035, "USD per GB and month"),
    ("storage-provider", 0.045, "USD per GB and month"),
    currency="USD",
    source="Group price list 2026, in dollars as all freight",
    date=day("2026-01-15"),
)

DRILLS: Final = _rows(
    "application workload date scenario recovery_hours result notes",
    ("Terminal operating system", "Database", day("2025-11-15"), "hub-outage", "2 h 40 min",
     "passed", "Name had to be changed by hand."),
    ("Terminal operating system", "Database", day("2026-05-17"), "hub-outage", "45 min", "passed",
     None),
    ("Terminal operating system", "Application servers", day("2025-11-15"), "hub-outage", "4 h",
     "failed", "Two servers were started in the wrong order."),
    ("Terminal operating system", "Application servers", day("2026-05-17"), "hub-outage",
     "1 h 40 min", "passed", None),
    ("Vessel planning", "Database", day("2026-05-17"), "hub-outage", "50 min", "passed", None),
    ("Freight booking", "Database", day("2026-04-19"), "hub-outage", "35 min", "passed", None),
    ("Group ERP", "Database", day("2026-04-19"), "hub-outage", "2 h 30 min", "passed", None),
    ("Group ERP", "Application servers", day("2026-04-19"), "hub-outage", "6 h", "failed",
     "Licence keys were bound to the old addresses."),
    ("Truck booking", "Database", day("2026-02-11"), "data-loss", "9 h", "failed",
     "Slow line; table restored from the day before."),
    ("Message bus", "Brokers", day("2026-02-11"), "vm-failure", "7 h", "passed", None),
    ("File services Hamburg", "Office shares", day("2026-08-20"), "data-loss", "14 h", "passed",
     "Real case: a share was deleted."),
    ("Customs archive", None, day("2025-08-14"), "data-loss", "3 d", "passed", None),
    ("Weighbridge", None, day("2026-09-30"), "vm-failure", None, "aborted",
     "The old network driver would not load."),
)  # fmt: skip

# Decisions name their workload here; the script puts the row's ID in its place.
DECISIONS: Final = _rows(
    "application workload decision decided_by date reason until",
    ("Terminal operating system", "Web clients", "keep today", "Imke Petersen", day("2026-06-09"),
     "Tried in May, works.", None),
    ("Weighbridge", "", "accept gap until", "Henning Krüger", day("2026-06-09"),
     "Lorries can be weighed in the free port until it is replaced.", day("2027-12-31")),
    ("Video evidence", "Recordings", "park", "Aylin Demir", day("2026-09-22"),
     "Waiting for the works council.", None),
)  # fmt: skip

SETTINGS: Final = _rows("setting value", ("goal", "highest-score"))

SHEET_ROWS: Final[Mapping[str, list[Row]]] = {
    "VMs": VMS,
    "Hubs": HUBS,
    "Targets": TARGETS,
    "Objectives": OBJECTIVES,
    "Rules": RULES,
    "Scenarios": SCENARIOS,
    "Assumptions": ASSUMPTIONS,
    "Prices": PRICES,
    "Drills": DRILLS,
    "Settings": SETTINGS,
}
