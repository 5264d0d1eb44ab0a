"""Writes the workbook of a large portfolio in a process of its own and prints time and memory.

Run `python -m tests.benchmarks.workbook 10000`.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from bcdr.report.content import build_content
from bcdr.report.excel import write_workbook
from bcdr.study import run_study
from tests.benchmarks.large import made
from tests.factories import settings


def main(count: int) -> None:
    """Print what the workbook of so many workloads takes beside their study."""
    given = made(count)
    begun = time.perf_counter(), time.process_time()
    study = run_study(given, settings())
    studied = time.perf_counter(), time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = build_content(study)
    built = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_workbook(report, path, as_of=study.settings.as_of)
        size = path.stat().st_size
    written = time.perf_counter(), time.process_time()
    print(
        json.dumps(
            {
                "workloads": count,
                "study_seconds": studied[0] - begun[0],
                "seconds": written[0] - studied[0],
                "processor_seconds": written[1] - studied[1],
                "content_processor_seconds": built[1] - studied[1],
                "rows": sum(len(t.rows) for s in report.sections for t in s.tables),
                "megabytes": size / 1e6,
                "before_gb": before / 1e6,
                "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
