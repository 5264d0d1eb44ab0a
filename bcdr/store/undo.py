"""Which edits undo and redo reverse next, worked out from the log alone."""

import itertools
from collections.abc import Iterable
from typing import TypeAlias

from bcdr.model.review import Edit

Batch: TypeAlias = tuple[Edit, ...]


def next_undo(edits: Iterable[Edit]) -> Batch:
    """Return the edits, saved together, that undo would reverse; empty if there are none."""
    done, _ = _stacks(edits)
    return done[-1] if done else ()


def next_redo(edits: Iterable[Edit]) -> Batch:
    """Return the edits, saved together, that redo would reverse; empty if there are none."""
    _, undone = _stacks(edits)
    return undone[-1] if undone else ()


def _stacks(edits: Iterable[Edit]) -> tuple[list[Batch], list[Batch]]:
    """Return the batches that stand and the batches that took one back, each newest last.

    A batch that reverses the newest that stands is an undo, one that reverses the newest undo is
    a redo; any other is new work, after which nothing can be redone.
    """
    done: list[Batch] = []
    undone: list[Batch] = []
    for _, group in itertools.groupby(edits, key=lambda edit: edit.batch):
        batch = tuple(group)
        if done and _reverses(batch, done[-1]):
            done.pop()
            undone.append(batch)
        elif undone and _reverses(batch, undone[-1]):
            undone.pop()
            done.append(batch)
        else:
            done.append(batch)
            undone.clear()
    return done, undone


def _reverses(batch: Batch, other: Batch) -> bool:
    return {edit.undoes for edit in batch} == {edit.number for edit in other}
