"""Work that may take long: done once, in a thread of its own, for all who wait for it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bcdr.study import Progress

Made = TypeVar("Made")

_KEPT_SECONDS: Final = 1.0
"""How long work goes on that nobody waits for: as long as a page takes to ask for it again."""


class GivenUpError(Exception):
    """Nobody waits for some work any more, so it ends where it is."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far some work is: a share from 0 to 1, and what is done now."""

    share: float
    words: str


class Run(Generic[Made]):
    """One attempt at some work. Nothing of it is kept before it is made to the end."""

    def __init__(self, begun: float) -> None:
        self.begun = begun
        self.step = Step(0.0, "")
        self.ended = threading.Event()
        self._made: list[Made] = []
        self._fault: BaseException | None = None

    @property
    def is_made(self) -> bool:
        """Return whether it came to its end and made something."""
        return bool(self._made)

    def end(self, made: Made) -> None:
        """Keep what was made."""
        self._made.append(made)
        self.ended.set()

    def fail(self, fault: BaseException) -> None:
        """Keep why nothing was made."""
        self._fault = fault
        self.ended.set()

    def result(self) -> Made:
        """Return what was made, once the run has ended; what went wrong is raised here again."""
        if self._fault is not None:
            raise self._fault
        return self._made[0]


class Once(Generic[Made]):
    """Work that is begun when somebody asks for it, and is done once for all who do.

    It is given up, and begun anew when it is asked for again, where nobody waits for it: at once
    after `release`, else after a moment. It can end only where it says how far it is.
    """

    def __init__(
        self, make: Callable[[Progress], Made], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._make = make
        self._clock = clock
        self._lock = threading.Lock()
        self._run: Run[Made] | None = None
        self._waiting = 0
        self._left = 0.0

    @property
    def is_made(self) -> bool:
        """Return whether it is there already."""
        run = self._run
        return run is not None and run.is_made

    def made(self) -> Made:
        """Return what was made.

        Raises:
            RuntimeError: it is not made yet.
        """
        run = self._run
        if run is None or not run.is_made:
            raise RuntimeError("this is asked for before it was made")
        return run.result()

    @contextmanager
    def asked(self) -> Iterator[Run[Made]]:
        """Wait for the work as long as the context is open; a first one begins it."""
        with self._lock:
            self._waiting += 1
            if self._run is None:
                self._run = self._begun()
            run = self._run
        try:
            yield run
        finally:
            with self._lock:
                self._waiting -= 1
                self._left = self._clock()

    def release(self) -> None:
        """Let the work go, unless somebody waits for it or it is done."""
        with self._lock:
            self._left = -_KEPT_SECONDS

    def seconds_since(self, moment: float) -> float:
        """Return how long ago a moment of a run was."""
        return self._clock() - moment

    def _begun(self) -> Run[Made]:
        run: Run[Made] = Run(self._clock())
        threading.Thread(target=self._work, args=(run,), daemon=True).start()
        return run

    def _work(self, run: Run[Made]) -> None:
        def tell(share: float, words: str) -> None:
            run.step = Step(share, words)
            with self._lock:
                if self._waiting or self._clock() - self._left < _KEPT_SECONDS:
                    return
                self._run = None
            raise GivenUpError

        try:
            run.end(self._make(tell))
        except GivenUpError as fault:
            run.fail(fault)
        except Exception as fault:
            # Whoever waits is told; whoever asks later has it tried again.
            with self._lock:
                self._run = None
            run.fail(fault)
