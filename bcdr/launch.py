"""Starts the app as a process of its own: what `bcdr app` does."""

import signal
import subprocess
import sys
from collections.abc import Sequence

from bcdr.resources import app_file, streamlit_config


def app_command(options: Sequence[str] = ()) -> tuple[str, ...]:
    """The command line that starts the app, followed by the user's own Streamlit options.

    No setting is repeated here: Streamlit reads the settings file that lies beside the script,
    whatever the current folder is, and an option on the command line overrides it.
    Raises FileNotFoundError if script or settings are missing, because without its settings the
    app would listen on every network interface.
    """
    streamlit_config()
    return (sys.executable, "-m", "streamlit", "run", str(app_file()), *options)


def start_app(options: Sequence[str] = ()) -> int:
    """The exit code of the app, which runs until it is stopped; Ctrl+C counts as success."""
    process = subprocess.Popen(app_command(options))
    # Whoever ends this process means the app: without this it would go on listening.
    before = signal.signal(signal.SIGTERM, lambda _signal, _frame: process.terminate())
    try:
        return process.wait()
    except KeyboardInterrupt:
        # The terminal has sent Ctrl+C to the app as well, which is closing its sessions.
        process.wait()
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)
        if process.poll() is None:
            process.kill()
