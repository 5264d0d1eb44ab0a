"""Long work: done once for all who wait, given up where nobody does, begun anew when asked for."""

import threading
from dataclasses import dataclass, field

import pytest

from bcdr.study import Progress
from bcdr.ui.long_work import GivenUpError, Once, Run

PATIENCE_SECONDS = 20.0


@dataclass
class Slow:
    """Work that goes on only when it is told to, and counts how often it was begun."""

    begun: threading.Event = field(default_factory=threading.Event)
    may_go_on: threading.Event = field(default_factory=threading.Event)
    times: int = 0

    def __call__(self, tell: Progress) -> str:
        self.times += 1
        tell(0.25, "A quarter is done")
        self.begun.set()
        assert self.may_go_on.wait(PATIENCE_SECONDS)
        tell(0.5, "Half is done")
        return f"made in attempt {self.times}"


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


def begun(once: Once[str], slow: Slow) -> Run[str]:
    """The first attempt of some work, which somebody asked for and left."""
    with once.asked() as run:
        assert slow.begun.wait(PATIENCE_SECONDS)
    return run


def end_of(run: Run[str]) -> str:
    """What an attempt made, or what went wrong."""
    assert run.ended.wait(PATIENCE_SECONDS)
    return run.result()


def test_work_is_done_once_for_all_who_ask_for_it() -> None:
    slow = Slow()
    once = Once(slow)
    with once.asked() as one, once.asked() as other:
        slow.may_go_on.set()
        assert end_of(one) == end_of(other) == "made in attempt 1"
    with once.asked() as later:
        assert end_of(later) == "made in attempt 1"
    assert once.made() == "made in attempt 1"
    assert slow.times == 1


def test_who_waits_sees_how_far_it_is() -> None:
    slow = Slow()
    once = Once(slow)
    with once.asked() as run:
        assert slow.begun.wait(PATIENCE_SECONDS)
        assert (run.step.share, run.step.words) == (0.25, "A quarter is done")
        slow.may_go_on.set()
        end_of(run)
        assert run.step.words == "Half is done"


def test_work_that_is_let_go_ends_where_it_says_how_far_it_is() -> None:
    slow = Slow()
    once = Once(slow)
    run = begun(once, slow)
    once.release()
    slow.may_go_on.set()
    with pytest.raises(GivenUpError, match=r"^$"):
        end_of(run)
    assert not once.is_made


def test_nothing_of_work_given_up_is_kept() -> None:
    slow = Slow()
    once = Once(slow)
    run = begun(once, slow)
    once.release()
    slow.may_go_on.set()
    assert run.ended.wait(PATIENCE_SECONDS)
    with pytest.raises(RuntimeError, match="before it was made"):
        once.made()
    with once.asked() as again:
        assert end_of(again) == "made in attempt 2"


def test_work_goes_on_while_a_page_may_still_ask_for_it_again() -> None:
    slow, clock = Slow(), Clock()
    once = Once(slow, clock=clock)
    begun(once, slow)
    clock.seconds += 0.5
    with once.asked() as again:
        slow.may_go_on.set()
        assert end_of(again) == "made in attempt 1"


def test_work_that_nobody_asked_for_again_is_given_up() -> None:
    slow, clock = Slow(), Clock()
    once = Once(slow, clock=clock)
    run = begun(once, slow)
    clock.seconds += 5.0
    slow.may_go_on.set()
    with pytest.raises(GivenUpError, match=r"^$"):
        end_of(run)


def test_work_that_another_waits_for_is_not_given_up() -> None:
    slow, clock = Slow(), Clock()
    once = Once(slow, clock=clock)
    with once.asked() as other:
        begun(once, slow)
        once.release()
        clock.seconds += 5.0
        slow.may_go_on.set()
        assert end_of(other) == "made in attempt 1"


def test_a_fault_is_told_to_who_waits_and_the_work_is_tried_again() -> None:
    attempts = iter(("fails", "works"))

    def make(tell: Progress) -> str:
        tell(0.0, "Beginning")
        attempt = next(attempts)
        if attempt == "fails":
            raise ValueError("the first attempt fails")
        return attempt

    once = Once(make)
    with once.asked() as run, pytest.raises(ValueError, match="the first attempt fails"):
        end_of(run)
    with once.asked() as again:
        assert end_of(again) == "works"
