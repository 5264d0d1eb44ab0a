"""Reads which module of a source tree imports what, without running any of it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "bcdr"
APP = "app"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One import: the module and line it stands in, and the dotted name it asks for."""

    module: str
    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The modules of a source tree by dotted name, and every import in them.

    Names of our own package are shortened to the module that is loaded: `from bcdr.model import
    Finding` asks for `bcdr.model`, `from bcdr.model import findings` for `bcdr.model.findings`.
    """

    modules: tuple[str, ...]
    imports: tuple[Import, ...]


def read_tree(root: Path) -> Tree:
    """The tree of `bcdr/` and `app.py` under the root; imports inside functions count as well."""
    paths = {_module_name(path.relative_to(root)): path for path in sorted(_sources(root))}
    found = []
    for module, path in paths.items():
        syntax = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        for node in ast.walk(syntax):
            for base, name in _names(node, package):
                loaded = name if name in paths else base
                if loaded != module:
                    found.append(
                        Import(module=module, line=getattr(node, "lineno", 0), name=loaded)
                    )
    return Tree(tuple(paths), tuple(found))


def room(module: str) -> str:
    """The room of one of our modules: the first name below the package, or `app`."""
    if module == PACKAGE:
        return "__init__"
    return module.removeprefix(f"{PACKAGE}.").split(".")[0]


def is_ours(name: str) -> bool:
    """Whether a dotted name belongs to the package or is the app's script."""
    return name in {PACKAGE, APP} or name.startswith(f"{PACKAGE}.")


def circle(tree: Tree) -> tuple[str, ...]:
    """The modules of one import circle, the first repeated at the end; empty if there is none."""
    asks: dict[str, list[str]] = {module: [] for module in tree.modules}
    for item in tree.imports:
        if item.name in asks:
            asks[item.module].append(item.name)
    done: set[str] = set()
    for start in asks:
        found = _circle_from(start, asks, done, ())
        if found:
            return found
    return ()


def _circle_from(
    module: str, asks: Mapping[str, list[str]], done: set[str], path: tuple[str, ...]
) -> tuple[str, ...]:
    if module in path:
        return (*path[path.index(module) :], module)
    if module in done:
        return ()
    for name in asks[module]:
        found = _circle_from(name, asks, done, (*path, module))
        if found:
            return found
    done.add(module)
    return ()


def _sources(root: Path) -> Iterator[Path]:
    yield from (root / PACKAGE).rglob("*.py")
    if (root / "app.py").exists():
        yield root / "app.py"


def _module_name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _names(node: ast.AST, package: str) -> Iterator[tuple[str, str]]:
    """The module each import asks for, and the name in it, which may be a module of its own."""
    if isinstance(node, ast.Import):
        yield from ((alias.name, alias.name) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        base = ".".join([*above, *filter(None, [node.module])])
        yield from ((base, f"{base}.{alias.name}") for alias in node.names)
    elif isinstance(node, ast.Call) and node.args:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
        called = called.id if isinstance(called, ast.Name) else called
        first = node.args[0]
        if (
            called in {"import_module", "__import__"}
            and isinstance(first, ast.Constant)
            and isinstance(first.value, str)
        ):
            yield first.value, first.value
