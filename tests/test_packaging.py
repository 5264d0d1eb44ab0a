"""What people get: the repository, the pinned versions, the app's settings, and the wheel."""

import fnmatch
import os
import re
import socket
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bcdr import resources
from bcdr.launch import app_command
from tests.pin_versions import constraints, with_constraints
from tests.running_app import RunningApp, running_app

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


# ---------------------------------------------------------------------------------------------
# The repository


def ignored_patterns() -> tuple[str, ...]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip("/") for line in lines if line and not line.startswith("#"))


def test_top_level_holds_only_what_belongs_there() -> None:
    allowed = {"app.py", "pyproject.toml", "bcdr", "data", "tests"}
    allowed |= {"README.md", "LICENSE", "CHANGELOG.md"}
    patterns = ignored_patterns()
    names = {
        path.name
        for path in ROOT.iterdir()
        if not any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns)
    }
    assert {name for name in names if not name.startswith(".")} == allowed
    assert {name for name in names if name.startswith(".")} - {".git"} == {
        ".ci",
        ".gitignore",
        ".streamlit",
    }


def test_the_lock_file_is_not_kept() -> None:
    assert "uv.lock" in ignored_patterns()


# ---------------------------------------------------------------------------------------------
# The pinned versions


def test_every_dependency_has_one_pinned_version_that_it_allows() -> None:
    project = tomllib.loads(PYPROJECT)
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    pinned = {canonicalize_name(pin.name): pin for pin in map(Requirement, constraints(PYPROJECT))}
    assert len(pinned) == len(constraints(PYPROJECT))
    for requirement in map(Requirement, asked):
        pin = pinned[canonicalize_name(requirement.name)]
        (version,) = pin.specifier
        assert version.operator == "=="
        assert requirement.specifier.contains(version.version), f"{pin} against {requirement}"


def test_every_pin_is_a_version_and_nothing_else() -> None:
    form = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.+!]*( ; [a-z_]+ (==|!=|<|>=) '[\w.]+')?")
    assert [line for line in constraints(PYPROJECT) if not form.fullmatch(line)] == []


def test_no_address_and_no_index_stands_in_the_project_file() -> None:
    assert "://" not in PYPROJECT
    assert set(tomllib.loads(PYPROJECT)["tool"]["uv"]) == {"constraint-dependencies"}


def test_the_pins_are_replaced_and_the_rest_stays() -> None:
    changed = with_constraints(PYPROJECT, ["numpy==1.0", "pandas==2.0 ; sys_platform == 'win32'"])
    assert constraints(changed) == ("numpy==1.0", "pandas==2.0 ; sys_platform == 'win32'")
    assert with_constraints(changed, constraints(PYPROJECT)) == PYPROJECT


@pytest.mark.parametrize("line", ["numpy @ file:///tmp/numpy.whl", "https://host/numpy.whl"])
def test_a_pin_with_an_address_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="holds an address; a version is name==version"):
        with_constraints(PYPROJECT, [line])


def test_a_project_file_without_the_block_is_refused() -> None:
    with pytest.raises(ValueError, match="0 blocks 'constraint-dependencies' found"):
        with_constraints("[project]\n", ["numpy==1.0"])


# ---------------------------------------------------------------------------------------------
# The app's settings


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """The settings as dotted names, such as `server.address`."""
    names: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            names |= flat(value, f"{prefix}{key}.")
        else:
            names[f"{prefix}{key}"] = value
    return names


def test_streamlit_knows_every_setting() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "streamlit", "config", "show"],
        cwd=ROOT.anchor,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    known, section = set(), ""
    for line in re.sub(r"\x1b\[[0-9;]*m", "", shown.stdout).splitlines():
        if header := re.fullmatch(r"\[([\w.]+)\]", line.strip()):
            section = header[1]
        elif option := re.match(r"#? ?(\w+) =", line):
            known.add(f"{section}.{option[1]}")
    assert set(flat(CONFIG)) - known == set()


def test_the_app_keeps_to_itself() -> None:
    settings = flat(CONFIG)
    assert settings["server.address"] == "127.0.0.1"
    assert settings["browser.serverAddress"] == "localhost"
    assert settings["browser.gatherUsageStats"] is False
    assert settings["server.showEmailPrompt"] is False
    assert settings["client.showErrorDetails"] == "none"
    assert settings["client.showErrorLinks"] is False
    assert "server.headless" not in settings, "a browser opens where there is a display"


def luminance(colour: str) -> float:
    """Relative luminance of a colour such as #0b6380, from 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_can_be_read(mode: str) -> None:
    theme = CONFIG["theme"][mode]
    places = (theme, theme["sidebar"])
    backgrounds = [p[k] for p in places for k in ("backgroundColor", "secondaryBackgroundColor")]
    texts = ("textColor", "linkColor", "codeTextColor", "dataframeHeaderTextColor")
    for background in backgrounds:
        for name in texts:
            assert contrast(theme[name], background) >= 4.5, (name, background)
        assert contrast(theme["primaryColor"], background) >= 3, background
    # Streamlit writes white on the accent, in both modes.
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
    for colour in theme["chartCategoricalColors"]:
        assert contrast(colour, theme["backgroundColor"]) >= 3, colour
    # Streamlit ignores a scale that has not exactly ten colours.
    assert len(theme["chartSequentialColors"]) == len(theme["chartDivergingColors"]) == 10


def test_contrast_agrees_with_the_published_extremes() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


# ---------------------------------------------------------------------------------------------
# The files that come with the package


def test_a_checkout_uses_its_own_files() -> None:
    assert resources.data_folder() == ROOT / "data"
    assert resources.app_file() == ROOT / "app.py"
    assert resources.streamlit_config() == ROOT / ".streamlit" / "config.toml"


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "SHIPPED", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"app\.py is missing: .* Install it again"):
        resources.app_file()


def test_the_app_does_not_start_without_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "app.py").touch()
    monkeypatch.setattr(resources, "SHIPPED", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"config\.toml is missing"):
        app_command()


# ---------------------------------------------------------------------------------------------
# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree with what is installed here: no isolation, no network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*command, "--directory", str(folder)], cwd=ROOT, check=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment where the wheel is installed beside the libraries of ours."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [str(programs / "python"), "-m", "pip", "install", "--no-index", "--no-deps"]
    subprocess.run([*install, "--quiet", str(wheel)], check=True, timeout=120)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    libraries = Path(paths["purelib"]) / "libraries.pth"
    libraries.write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return programs


def run(program: Path, *arguments: str, folder: Path) -> str:
    """What a program prints when it runs in the folder; it must succeed."""
    done = subprocess.run(
        [str(program), *arguments],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def environment(home: Path) -> dict[str, str]:
    """The environment of someone who has never used the app and has no checkout."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "STREAMLIT_"))}
    return kept | {"HOME": str(home), "USERPROFILE": str(home)}


def answers(host: str, port: int) -> bool:
    """Whether something listens at this address of this machine."""
    try:
        with socket.create_connection((host, port), timeout=5):
            return True
    except OSError:
        return False


def reached(app: RunningApp) -> dict[str, bool]:
    """Which addresses of this machine answer. 127.0.0.2 stands for all but the usual one."""
    return {host: answers(host, app.port) for host in ("127.0.0.1", "127.0.0.2", "::1")}


def test_the_wheel_holds_the_package_and_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bcdr").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shipped = {
        f"bcdr/_shipped/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "app.py", ROOT / ".streamlit/config.toml", *(ROOT / "data").rglob("*"))
        if path.is_file()
    }
    described = {name for name in names if ".dist-info/" in name}
    assert names - described == sources | shipped
    assert "bcdr/py.typed" in names
    assert any(name.endswith("/licenses/LICENSE") for name in described)


def test_the_installed_package_finds_its_own_files(installed: Path, tmp_path: Path) -> None:
    code = "from bcdr import resources as r; print(r.data_folder(), r.app_file(), sep='\\n')"
    data, app = run(installed / "python", "-c", code, folder=tmp_path).splitlines()
    assert Path(data).is_relative_to(installed.parent)
    assert Path(app).is_relative_to(installed.parent)


def test_the_installed_app_draws_its_first_page(installed: Path, tmp_path: Path) -> None:
    code = (
        "from streamlit.testing.v1 import AppTest; from bcdr.resources import app_file; "
        "page = AppTest.from_file(str(app_file()), default_timeout=60).run(); "
        "print(len(page.main), [fault.value for fault in page.exception])"
    )
    count, faults = run(installed / "python", "-c", code, folder=tmp_path).split(maxsplit=1)
    assert faults == "[]"
    assert int(count) > 0


def test_the_installed_app_listens_on_this_machine_only(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "bcdr"), "app"]
    with running_app(command, folder=tmp_path, environment=environment(tmp_path)) as app:
        assert reached(app) == {"127.0.0.1": True, "127.0.0.2": False, "::1": False}


def test_an_option_of_the_user_opens_the_app_to_others(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "bcdr"), "app", "--server.address", "0.0.0.0"]
    with running_app(command, folder=tmp_path, environment=environment(tmp_path)) as app:
        assert reached(app) == {"127.0.0.1": True, "127.0.0.2": True, "::1": False}
