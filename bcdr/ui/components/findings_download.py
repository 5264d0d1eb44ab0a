"""The rows of a review as a workbook with the findings beside them, to be mended and read again."""

import io
from typing import Final

import streamlit as st

from bcdr.report.findings_workbook import header_rows_of, write_findings
from bcdr.report.rows_as_read import sheets_of_tables
from bcdr.ui import mapped, state
from bcdr.ui.mapped import Files
from bcdr.ui.reading_notes import without_notes
from bcdr.ui.studies import Current

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def findings_download(now: Current) -> None:
    """Offer the rows with what was found in them.

    As long as nothing was changed these are the very sheets of the file, later the rows as they
    stand now.
    """
    files = () if now.review.revision else state.handed(now.review.id)
    st.download_button(
        "Download your rows with the findings beside them",
        data=lambda: _written(now, files),
        file_name="findings.xlsx",
        mime=_XLSX,
        icon=":material/download:",
        type="tertiary",
        key="findings_download",
        help="Your sheets as they were read, with a column of findings and coloured cells, and a "
        "list of all findings. Mend the cells there and upload the workbook again.",
        on_click="ignore",
    )


def _written(now: Current, files: Files) -> bytes:
    tables = without_notes(now.review.tables)
    sheets = mapped.sheets_of(files) if files else sheets_of_tables(tables)
    target = io.BytesIO()
    write_findings(sheets, now.reading.findings, target, header_rows=header_rows_of(tables))
    return target.getvalue()
