"""Finds the files that come with the package: `data/`, `app.py` and `.streamlit/config.toml`.

In a checkout they stand beside the package, in an installed wheel inside it.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_shipped"


def data_folder() -> Path:
    """The folder of TOML files that holds what the tool knows, and the sample portfolio.

    Raises FileNotFoundError if the installation is incomplete.
    """
    return _find("data")


def app_file() -> Path:
    """The script that `streamlit run` takes.

    Raises FileNotFoundError if the installation is incomplete.
    """
    return _find("app.py")


def streamlit_config() -> Path:
    """The settings that Streamlit reads, because they lie beside the app's script.

    Raises FileNotFoundError if the installation is incomplete.
    """
    return _find(".streamlit/config.toml")


def _find(name: str) -> Path:
    path = (SHIPPED if SHIPPED.is_dir() else PACKAGE.parent) / name
    if not path.exists():
        raise FileNotFoundError(
            f"{path} is missing: the installation of bcdr is incomplete. Install it again."
        )
    return path
