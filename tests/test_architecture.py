from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("planner", "db", "ui", "resources")
LONGEST_FILE = 400

FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}

QT = {"PySide6", "shiboken6"}
SQL = {"sqlalchemy", "alembic", "sqlite3"}
WRITERS = {"reportlab", "docx"}
FORBIDDEN = {
    "planner": {"db", "ui", *QT, *SQL, "sqlmodel", *WRITERS},
    "db": {"ui", *QT, *WRITERS},
    "ui": {"db", *SQL, "sqlmodel", *WRITERS},
    "resources": {"planner", "db", "ui", *QT, *SQL, "sqlmodel", *WRITERS},
}
ALLOWED = {
    "planner.entity": {"sqlmodel"},
    "planner.nouns": {"sqlmodel"},
    "planner.memorandum.pdf": {"reportlab"},
    "planner.memorandum.docx": {"docx"},
    "ui.__main__": {"db"},
    "ui.cli": {"db"},
}
ONLY_IN_MODEL = {"SQLModel", "Field", "JSON", "AutoString"}


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def nodes(tree: ast.AST, *, at_import: bool = False) -> Iterator[ast.AST]:
    """Everything but type-only imports; with `at_import` only what runs when the file is imported."""
    for child in ast.iter_child_nodes(tree):
        if is_type_checking(child):
            continue
        if at_import and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        yield child
        yield from nodes(child, at_import=at_import)


def imported(name: str, *, at_import: bool = False) -> set[str]:
    found: set[str] = set()
    for node in nodes(TREES[name], at_import=at_import):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports are absolute"
            # `from planner import scope` imports a module, `from planner.scope import asked` a name.
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in FILES else str(node.module))
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_module_imports_only_what_its_room_may(name: str) -> None:
    room = name.split(".")[0]
    granted = {
        kind
        for part, kinds in ALLOWED.items()
        if name == part or name.startswith(f"{part}.")
        for kind in kinds
    }

    wrong = {found for found in imported(name) if found.split(".")[0] in FORBIDDEN[room] - granted}

    assert wrong == set()


def test_the_command_line_never_imports_the_toolkit() -> None:
    reached, waiting = set(), ["ui.cli"]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        waiting += [found for found in imported(name, at_import=True) if found in FILES]

    assert not [
        name for name in reached for found in imported(name, at_import=True) if found.split(".")[0] in QT
    ]
    assert not {found for found in imported("ui.cli") if found.split(".")[0] in QT}


def test_the_model_takes_fields_and_column_types_only() -> None:
    names = {
        alias.name
        for module in TREES
        if module == "planner.entity" or module.startswith("planner.nouns.")
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sqlmodel")
        for alias in node.names
    }

    assert names <= ONLY_IN_MODEL


def test_heavy_libraries_are_imported_on_use() -> None:
    heavy = {"reportlab", "alembic", "pypdfium2", "rapidfuzz", "docx", "bidi", "uharfbuzz"}
    heavy |= {"holidays", "icalendar", "dateutil"}
    inside = ("planner.memorandum.pdf", "planner.memorandum.docx", "db.migrations", "db.migrate")

    early = {
        f"{name}: {found}"
        for name in FILES
        if not name.startswith(inside)
        for found in imported(name, at_import=True)
        if found.split(".")[0] in heavy or found in ("planner.memorandum.pdf", "planner.memorandum.docx")
    }

    assert early == set()


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    graph = {name: {found for found in imported(name, at_import=True) if found in FILES} for name in FILES}
    left = dict(graph)
    while True:
        free = {name for name, needs in left.items() if not needs & left.keys() - {name}}
        if not free:
            break
        left = {name: needs for name, needs in left.items() if name not in free}

    assert sorted(left) == []


@pytest.mark.parametrize("name", FILES)
def test_no_file_is_longer_than_400_lines(name: str) -> None:
    lines = len(FILES[name].read_text(encoding="utf-8").splitlines())

    assert lines <= LONGEST_FILE


def test_only_the_fault_room_catches_everything() -> None:
    catching = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or "Exception" in ast.unparse(node.type).replace("(", " ").replace(",", " ").split()
        )
    }

    assert catching <= {"ui.faults"}


def test_rooms_are_named_after_what_they_hold() -> None:
    vague = {"utils", "core", "common", "managers", "services", "controllers", "helpers", "misc"}

    assert not [name for name in FILES if vague & set(name.split("."))]


def test_the_content_is_read_as_data() -> None:
    assert [name for name in FILES if name.startswith("resources")] == ["resources"]
