"""Programs that some tests need and a machine may lack."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program: what it is called in a sentence, its command names, its Debian package."""

    title: str
    commands: tuple[str, ...]
    debian_package: str

    def path(self) -> Path | None:
        """Where the program is, or None."""
        paths = (shutil.which(command) for command in self.commands)
        return next((Path(path) for path in paths if path), None)

    def remedy(self) -> str:
        """What to do where the program is missing."""
        return (
            f"This test needs {self.title}. On Debian or Ubuntu: apt-get install "
            f"{self.debian_package}; elsewhere install {self.title} so that one of the commands "
            f"{', '.join(self.commands)} is found."
        )


CHROMIUM = Program(
    title="Chromium",
    commands=("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    debian_package="chromium",
)
LIBREOFFICE = Program(
    title="LibreOffice Calc",
    commands=("soffice", "libreoffice"),
    debian_package="libreoffice-calc",
)


def saved_by(libreoffice: Path, source: Path, kind: str, folder: Path) -> Path:
    """The file that LibreOffice makes of another, in a folder, with a profile of its own."""
    subprocess.run(
        [
            libreoffice,
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--norestore",
            "--calc",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            source,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{source.stem}.{kind}"
