"""Who may import whom, and where each library has its one home."""

import sys
from pathlib import Path

import pytest

from tests.layers import Tree, circle, is_ours, read_tree, room

ROOT = Path(__file__).resolve().parent.parent

# The tables of a study look at it through one protocol, study_tables_studied.
TABLES = {"model", "evaluate", "study_tables_studied"}
TABLE_MODULES = {
    f"study_tables_{subject}"
    for subject in (
        *("assumptions", "copies", "cost", "coverage", "outcomes", "penalty", "plan", "ranked"),
        *("reasons", "targets"),
    )
}

# Each room and the rooms it may import. `resources` finds the files that come with the package;
# it imports nothing of ours and every room may use it, model included.
MAY_IMPORT: dict[str, set[str]] = {
    "resources": set(),
    "model": set(),
    "intake": {"model"},
    "evaluate": {"model"},
    "choose": {"model", "evaluate"},
    "study_tables_studied": {"model", "evaluate", "choose"},
    "study_tables_assumptions": TABLES,
    "study_tables_copies": TABLES,
    "study_tables_cost": TABLES,
    "study_tables_outcomes": TABLES,
    "study_tables_coverage": {*TABLES, "study_tables_outcomes"},
    "study_tables_penalty": TABLES,
    "study_tables_plan": {*TABLES, "study_tables_outcomes"},
    "study_tables_ranked": {*TABLES, "choose"},
    "study_tables_reasons": {*TABLES, "choose"},
    "study_tables_targets": {*TABLES, "study_tables_cost"},
    "study_verdicts": {"model", "evaluate", "choose"},
    "study_reasons": {"model", "evaluate", "choose"},
    "study_results": {"model", "evaluate", "choose", "study_reasons", "study_verdicts"},
    "study_applications": {"model", "evaluate"},
    "study_regulation": {"model", "study_results"},
    "study_sensitivity": {"model", "evaluate", "choose"},
    "study_together": {"model", "evaluate"},
    "study": {
        *{"model", "intake", "evaluate", "choose"},
        *TABLE_MODULES,
        *{"study_results", "study_applications", "study_sensitivity"},
        *{"study_regulation", "study_together"},
    },
    "study_decided": {"model", "evaluate", "choose", "study"},
    "study_scoped": {
        *{"model", "evaluate", "study", "study_results", "study_together"},
        "study_tables_targets",
    },
    "study_recovery": {"model", "study"},
    "study_changes_inputs": {"model", "study"},
    "study_changes": {"model", "study", "study_changes_inputs"},
    "compare": {"intake", "study", "study_changes", "study_decided"},
    "report": {
        *{"model", "intake", "evaluate", "choose", "study", "study_changes", "study_recovery"},
        "study_scoped",
    },
    "store": {"model"},
    "ui": {
        *{"model", "intake", "study", "report", "store", "process"},
        *{"study_changes", "study_decided", "study_recovery", "study_scoped"},
    },
    "launch": set(),
    "process": set(),
    "__init__": {"model", "intake", "study", "report"},
    "cli": {
        *{"model", "intake", "evaluate", "choose", "study", "report", "store"},
        *{"launch", "process", "__init__", "compare", "study_changes", "study_decided"},
    },
    "__main__": {"cli"},
    "app": {"process", "ui"},
}
FOR_EVERYONE = {"resources"}

# Each library and the rooms, or single modules, it may be imported in. What is not listed may not
# be imported: either it is not a dependency, or it has no home yet.
HOME: dict[str, set[str]] = {
    "alembic": {"store"},
    "charset_normalizer": {"intake"},
    "defusedxml": {"intake"},
    "numpy": {
        *{
            "evaluate",
            "choose",
            "study_verdicts",
            "study_reasons",
            "study_results",
            "study_applications",
        },
        *{"study_sensitivity", "study_tables_copies", "study_tables_cost"},
        *{"study_tables_reasons", "study_decided", "study_tables_penalty"},
        *{"study_tables_ranked", "study_scoped", "study_tables_studied"},
        *{"study_tables_coverage", "study_tables_outcomes", "study_tables_plan"},
    },
    "openpyxl": {"report"},
    "pandas": {
        *TABLE_MODULES,
        *{"study", "study_regulation", "study_sensitivity", "study_tables_studied"},
        *{"study_scoped", "report", "ui"},
    },
    "platformdirs": {"store"},
    "plotly": {
        *{"bcdr.report.charts", "bcdr.ui.charts", "bcdr.ui.price_charts"},
        *{"bcdr.ui.coverage_charts", "bcdr.ui.landscape_charts"},
    },
    "pydantic": {"model"},
    "python_calamine": {"intake"},
    "sqlalchemy": {"store"},
    "streamlit": {"ui", "app"},
}


def layer_faults(tree: Tree) -> list[str]:
    """Every import of our own that the table does not allow, one sentence each."""
    return [
        f"{item.module}:{item.line}: {room(item.module)} may not import {room(item.name)}"
        for item in tree.imports
        if is_ours(item.name)
        and room(item.name) not in {room(item.module), *FOR_EVERYONE}
        and room(item.name) not in MAY_IMPORT.get(room(item.module), set())
    ]


def library_faults(tree: Tree) -> list[str]:
    """Every import of a library outside its home, one sentence each."""
    faults = []
    for item in tree.imports:
        library = item.name.split(".")[0]
        if is_ours(item.name) or library in sys.stdlib_module_names:
            continue
        homes = HOME.get(library)
        if homes is None:
            faults.append(f"{item.module}:{item.line}: {library} has no home")
        elif not homes & {item.module, room(item.module)}:
            at_home = " or ".join(sorted(homes))
            faults.append(f"{item.module}:{item.line}: {library} is at home in {at_home}")
    return faults


@pytest.fixture(scope="module")
def tree() -> Tree:
    return read_tree(ROOT)


def test_every_room_is_in_the_table(tree: Tree) -> None:
    assert {room(module) for module in tree.modules} <= set(MAY_IMPORT)


def test_rooms_import_only_what_the_table_allows(tree: Tree) -> None:
    assert layer_faults(tree) == []


def test_no_modules_import_each_other_in_a_circle(tree: Tree) -> None:
    assert circle(tree) == ()


def test_each_library_is_imported_only_at_its_home(tree: Tree) -> None:
    assert library_faults(tree) == []


def test_the_table_itself_has_no_circle() -> None:
    left = dict(MAY_IMPORT)
    while free := [name for name, asks in left.items() if not asks & set(left)]:
        for name in free:
            del left[name]
    assert left == {}


# ---------------------------------------------------------------------------------------------
# The checks find what they look for, shown on small trees.


def written(root: Path, files: dict[str, str]) -> Tree:
    """The tree of these files, written under the root."""
    for name, source in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return read_tree(root)


@pytest.mark.parametrize(
    "source",
    [
        "from bcdr.ui import state",
        "import bcdr.ui.state",
        "import bcdr.ui.state as s",
        "from bcdr.ui.state import key",
        "from ..ui import state",
        "def late():\n    from bcdr.ui.state import key\n    return key",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from bcdr.ui import state",
        "from importlib import import_module\nimport_module('bcdr.ui.state')",
        "import importlib\nimportlib.import_module('bcdr.ui.state')",
        "__import__('bcdr.ui.state')",
    ],
)
def test_an_import_against_the_direction_is_found(tmp_path: Path, source: str) -> None:
    line = source.count("\n", 0, source.rindex("ui")) + 1
    tree = written(
        tmp_path,
        {
            "bcdr/__init__.py": "",
            "bcdr/ui/__init__.py": "",
            "bcdr/ui/state.py": "key = 1",
            "bcdr/model/__init__.py": "",
            "bcdr/model/findings.py": source,
        },
    )
    assert layer_faults(tree) == [f"bcdr.model.findings:{line}: model may not import ui"]


def test_rooms_may_not_use_the_names_of_the_package_itself(tmp_path: Path) -> None:
    tree = written(
        tmp_path,
        {
            "bcdr/__init__.py": "from bcdr.study import run\n",
            "bcdr/study.py": "def run(): ...\n",
            "bcdr/report/__init__.py": "from bcdr import run\n",
        },
    )
    assert layer_faults(tree) == ["bcdr.report:1: report may not import __init__"]


def test_an_allowed_import_is_no_fault(tmp_path: Path) -> None:
    tree = written(
        tmp_path,
        {
            "app.py": "import streamlit as st\nfrom bcdr.ui import pages\n",
            "bcdr/__init__.py": "",
            "bcdr/resources.py": "from pathlib import Path\n",
            "bcdr/model/__init__.py": "from bcdr.resources import data_folder\n",
            "bcdr/ui/__init__.py": "",
            "bcdr/ui/pages.py": "from bcdr.model import Finding\nfrom bcdr.ui import charts\n",
            "bcdr/ui/charts.py": "import plotly.graph_objects as go\n",
        },
    )
    assert layer_faults(tree) == []
    assert library_faults(tree) == []
    assert circle(tree) == ()


def test_a_circle_is_found_even_inside_one_room(tmp_path: Path) -> None:
    tree = written(
        tmp_path,
        {
            "bcdr/__init__.py": "",
            "bcdr/model/__init__.py": "",
            "bcdr/model/a.py": "from bcdr.model.b import x\n",
            "bcdr/model/b.py": "from bcdr.model import c\n",
            "bcdr/model/c.py": "def late():\n    import bcdr.model.a\n",
        },
    )
    assert circle(tree) == ("bcdr.model.a", "bcdr.model.b", "bcdr.model.c", "bcdr.model.a")


def test_a_library_away_from_home_is_found(tmp_path: Path) -> None:
    tree = written(
        tmp_path,
        {
            "bcdr/__init__.py": "",
            "bcdr/intake/__init__.py": "import openpyxl\n",
            "bcdr/ui/pages.py": "def late():\n    import plotly.express as px\n    return px\n",
            "bcdr/model/__init__.py": "import requests\n",
        },
    )
    assert sorted(library_faults(tree)) == [
        "bcdr.intake:1: openpyxl is at home in report",
        "bcdr.model:1: requests has no home",
        "bcdr.ui.pages:2: plotly is at home in bcdr.report.charts or bcdr.ui.charts or "
        "bcdr.ui.coverage_charts or bcdr.ui.landscape_charts or bcdr.ui.price_charts",
    ]
