"""The pages of the app in order, and links from one to another."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

FOLDER: Final = Path(__file__).with_name("pages")
REVIEWS: Final = str(FOLDER / "reviews.py")
PORTFOLIO: Final = str(FOLDER / "portfolio.py")
LANDSCAPE: Final = str(FOLDER / "landscape.py")
COVERAGE: Final = str(FOLDER / "coverage.py")
WORKSHOP: Final = str(FOLDER / "workshop.py")
PLAN: Final = str(FOLDER / "plan.py")
REPORT: Final = str(FOLDER / "report.py")
METHOD: Final = str(FOLDER / "method.py")


def pages() -> Sequence[Page]:
    """Return the pages in the order of the work."""
    return (
        st.Page(REVIEWS, title="Reviews", url_path="reviews", default=True),
        st.Page(PORTFOLIO, title="Portfolio", url_path="portfolio"),
        st.Page(LANDSCAPE, title="Landscape", url_path="landscape"),
        st.Page(COVERAGE, title="Coverage", url_path="coverage"),
        st.Page(WORKSHOP, title="Workshop", url_path="workshop"),
        st.Page(PLAN, title="Plan", url_path="plan"),
        st.Page(REPORT, title="Report", url_path="report"),
        st.Page(METHOD, title="Method", url_path="method"),
    )
