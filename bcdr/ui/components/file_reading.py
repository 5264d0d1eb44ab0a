"""What follows the findings: the rows to take away, how files are read, what to ask for."""

from bcdr.ui.components.asking import asking_list
from bcdr.ui.components.completeness import completeness_list
from bcdr.ui.components.findings_download import findings_download
from bcdr.ui.components.mapping import file_mapping
from bcdr.ui.components.vm_grouping import vm_grouping
from bcdr.ui.studies import Current


def file_reading(now: Current) -> None:
    """Show how the files of the open review were read, and what they leave open."""
    findings_download(now)
    vm_grouping(now.review, now.reading.groupings, now.reading.settings.vm_grouping)
    file_mapping(now.review)
    asking_list(now)
    if now.reading.portfolio is not None:
        completeness_list(now.reading.portfolio)
