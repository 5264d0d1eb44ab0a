"""The pages of the app in order, and links from one to another."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

FOLDER: Final = Path(__file__).with_name("pages")
PORTFOLIO: Final = str(FOLDER / "portfolio.py")
COVERAGE: Final = str(FOLDER / "coverage.py")
APPLICATION: Final = str(FOLDER / "application.py")
REPORT: Final = str(FOLDER / "report.py")


def pages() -> Sequence[Page]:
    """Return the pages in the order of the work."""
    return (
        st.Page(PORTFOLIO, title="Portfolio", url_path="portfolio", default=True),
        st.Page(COVERAGE, title="Coverage", url_path="coverage"),
        st.Page(APPLICATION, title="Application", url_path="application"),
        st.Page(REPORT, title="Report", url_path="report"),
    )
