"""The workbook contract: every sheet and column, once, for template, grid, importer and report."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bcdr.model.column_kinds import Column, Kind, Sheet
from bcdr.model.columns_applications import APPLICATIONS, OPTIONS
from bcdr.model.columns_landscape import (
    ASSUMPTIONS,
    FACT_PARAMETERS,
    HUBS,
    OBJECTIVES,
    POLICY_PARAMETERS,
    PRICES,
    RULES,
    SCENARIOS,
    TARGET_KINDS,
    TARGETS,
)
from bcdr.model.columns_reports import BACKUPS, DEPENDENCIES, VMS
from bcdr.model.columns_review import DECISIONS, DRILLS, SETTING_NAMES, SETTINGS

__all__ = [
    "APPLICATIONS",
    "ASSUMPTIONS",
    "BACKUPS",
    "DECISIONS",
    "DEPENDENCIES",
    "DRILLS",
    "FACT_PARAMETERS",
    "HUBS",
    "OBJECTIVES",
    "OPTIONS",
    "POLICY_PARAMETERS",
    "PRICES",
    "RULES",
    "SCENARIOS",
    "SETTINGS",
    "SETTING_NAMES",
    "SHEETS",
    "TARGETS",
    "TARGET_KINDS",
    "VMS",
    "Column",
    "Kind",
    "Sheet",
]

SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType(
    {
        sheet.name: sheet
        for sheet in (
            APPLICATIONS,
            VMS,
            DEPENDENCIES,
            BACKUPS,
            HUBS,
            TARGETS,
            OBJECTIVES,
            RULES,
            SCENARIOS,
            ASSUMPTIONS,
            PRICES,
            DRILLS,
            DECISIONS,
            SETTINGS,
        )
    }
)
"""Every sheet of the contract by name, Applications first."""
