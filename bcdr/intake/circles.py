"""Finds circles of dependencies: groups in which each waits for every other."""

from collections.abc import Iterable


def circles_of(edges: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of ids that reach one another, in the order they are first met.

    Tarjan's algorithm without recursion, so that long chains cannot exhaust the stack.

    >>> circles_of([("a", "b"), ("b", "a"), ("b", "c")])
    (('a', 'b'),)
    """
    follows: dict[str, list[str]] = {}
    for one, other in edges:
        follows.setdefault(one, []).append(other)
        follows.setdefault(other, [])
    order = {name: place for place, name in enumerate(follows)}
    search = _Search(follows)
    for name in follows:
        search.visit(name)
    circles = [tuple(sorted(group, key=order.__getitem__)) for group in search.groups]
    return tuple(sorted(circles, key=lambda group: order[group[0]]))


class _Search:
    """The state of one depth-first search for strongly connected groups."""

    def __init__(self, follows: dict[str, list[str]]) -> None:
        self.groups: list[list[str]] = []
        self._follows = follows
        self._met: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._open: list[str] = []
        self._is_open: set[str] = set()

    def visit(self, start: str) -> None:
        """Search from one node, unless it was met before."""
        if start in self._met:
            return
        path = [(start, iter(self._follows[start]))]
        self._enter(start)
        while path:
            name, ahead = path[-1]
            for other in ahead:
                if other not in self._met:
                    self._enter(other)
                    path.append((other, iter(self._follows[other])))
                    break
                if other in self._is_open:
                    self._low[name] = min(self._low[name], self._met[other])
            else:
                path.pop()
                self._leave(name, path[-1][0] if path else "")

    def _enter(self, name: str) -> None:
        self._met[name] = self._low[name] = len(self._met)
        self._open.append(name)
        self._is_open.add(name)

    def _leave(self, name: str, parent: str) -> None:
        if parent:
            self._low[parent] = min(self._low[parent], self._low[name])
        if self._low[name] != self._met[name]:
            return
        group: list[str] = []
        while not group or group[-1] != name:
            group.append(self._open.pop())
            self._is_open.discard(group[-1])
        if len(group) > 1:
            self.groups.append(group)
