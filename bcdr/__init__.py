"""Decision support for protecting virtual machines on Azure Stack Hub.

The names a notebook needs: `read_workbook`, `study_reading`, `run_study`, `Settings`, `Study`,
`write_excel`, `write_html` and `write_json`. Each is loaded when it is first asked for, so
that the command line and the process that reads uploaded files start quickly.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bcdr.intake import read_workbook
    from bcdr.model.settings import Settings
    from bcdr.report.excel import write_excel
    from bcdr.report.html import write_html
    from bcdr.report.study_json import write_json
    from bcdr.study import Study, run_study, study_reading

__all__ = [
    "Settings",
    "Study",
    "read_workbook",
    "run_study",
    "study_reading",
    "write_excel",
    "write_html",
    "write_json",
]

_HOMES = {
    "Settings": "bcdr.model.settings",
    "Study": "bcdr.study",
    "read_workbook": "bcdr.intake",
    "run_study": "bcdr.study",
    "study_reading": "bcdr.study",
    "write_excel": "bcdr.report.excel",
    "write_html": "bcdr.report.html",
    "write_json": "bcdr.report.study_json",
}


def __getattr__(name: str) -> Any:
    """Return a public name from its home, loading it now."""
    if name not in _HOMES:
        raise AttributeError(f"module 'bcdr' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
