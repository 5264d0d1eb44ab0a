"""Makes one file in a process of its own: `python -m bcdr.ui.export_worker KIND FOLDER`.

Reads `request.json` in the folder, writes the file there as `result`, and prints how far it is:
a share from 0 to 1 and a few words per line.
"""

import sys
from pathlib import Path
from typing import Final

from bcdr.process import prepare_process
from bcdr.ui.export_request import ExportRequest, contents_of
from bcdr.ui.exports import EXPORTS

REQUEST: Final = "request.json"
RESULT: Final = "result"


def main(arguments: list[str]) -> int:
    """Return 0 once the file is written."""
    prepare_process()
    kind, folder = arguments[0], Path(arguments[1])
    export = next(one for one in EXPORTS if one.id == kind)
    _tell(0.1, "Judging every option of every workload")
    request = ExportRequest.from_text((folder / REQUEST).read_text(encoding="utf-8"))
    contents = contents_of(request)
    _tell(0.6, f"Writing the {export.ending} file")
    written = folder / f"{RESULT}.part"
    written.write_bytes(export.build(contents))
    written.rename(folder / RESULT)
    _tell(1.0, "Ready")
    return 0


def _tell(share: float, words: str) -> None:
    sys.stdout.write(f"{share:g} {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
