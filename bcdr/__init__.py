"""Decision support for protecting virtual machines on Azure Stack Hub.

The names a notebook needs: `read_workbook`, `Settings`, `run_study`, `Study`, `write_excel`,
`write_html`, `write_json` and `write_template`. Each is loaded when it is first asked for, so
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
    from bcdr.report.template import write_template
    from bcdr.study import Study, run_study

__all__ = [
    "Settings",
    "Study",
    "read_workbook",
    "run_study",
    "write_excel",
    "write_html",
    "write_json",
    "write_template",
]

_HOMES = {
    "Settings": "bcdr.model.settings",
    "Study": "bcdr.study",
    "read_workbook": "bcdr.intake",
    "run_study": "bcdr.study",
    "write_excel": "bcdr.report.excel",
    "write_html": "bcdr.report.html",
    "write_json": "bcdr.report.study_json",
    "write_template": "bcdr.report.template",
}


def __getattr__(name: str) -> Any:
    """Return a public name from its home, loading it now."""
    if name not in _HOMES:
        raise AttributeError(f"module 'bcdr' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
