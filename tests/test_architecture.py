"""What the code may not do, read from its source. Which layer may import which is in setup.cfg (lint-imports)."""

import ast
import re
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "tracker"
SOURCES = sorted(PACKAGE.rglob("*.py"))
DOMAIN = [path for path in SOURCES if path.is_relative_to(PACKAGE / "domain")]
WITH_SQL = {PACKAGE / "storage", PACKAGE / "migrations"}

ALLOWED_IN_THE_DOMAIN = {
    "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "hashlib",
    "itertools", "json", "math", "operator", "re", "types", "typing", "unicodedata", "tracker.domain",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
STATEMENTS = {"select", "insert", "update", "delete", "text", "union", "union_all", "values", "exec_driver_sql"}
# ".1f", "{:.2%}", "%.1f": a share or a count turned into text outside labels.py, and through a float at that.
FLOAT_FORMAT = re.compile(r"^,?\.[1-9]\d*[efgn%]$|\{[^{}]*:,?\.[1-9]\d*[efgn%]\}|%\.[1-9]\d*[efg]", re.IGNORECASE)

Finding = tuple[int, str]
Reading = Callable[[ast.AST], list[Finding]]


def imported(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Line, module and name of everything imported; the name of a whole module is ""."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, node.module or "", alias.name) for alias in node.names)


def foreign_imports(tree: ast.AST) -> list[Finding]:
    """Imports that the domain may not have."""
    return [
        (line, module)
        for line, module, _ in imported(tree)
        if not any(module == allowed or module.startswith(f"{allowed}.") for allowed in ALLOWED_IN_THE_DOMAIN)
    ]


def clock_readings(tree: ast.AST) -> list[Finding]:
    """Calls that ask the computer for the time."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [(call.lineno, ast.unparse(call)) for call in calls if call.func.attr in CLOCKS]


def roundings(tree: ast.AST) -> list[Finding]:
    """Uses of the builtin round, and formats that print decimals of a float."""
    found = [(node.lineno, "round") for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "round"]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and FLOAT_FORMAT.search(node.value):
            found.append((node.lineno, node.value))
    return found


def statements(tree: ast.AST) -> list[Finding]:
    """Statement builders of SQLAlchemy, imported by name or used through a module or ``db``."""
    found = [
        (line, name) for line, module, name in imported(tree) if module.startswith("sqlalchemy") and name in STATEMENTS
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in STATEMENTS:
            owner = ast.unparse(node.value)
            if owner in {"sqlalchemy", "sa", "db"} or node.attr == "exec_driver_sql":
                found.append((node.lineno, ast.unparse(node)))
    return found


def parsed(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", DOMAIN, ids=name)
def test_the_domain_knows_the_standard_library_and_itself_and_no_clock(path: Path) -> None:
    assert foreign_imports(parsed(path)) == []
    assert clock_readings(parsed(path)) == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_numbers_are_rounded_and_printed_in_one_place(path: Path) -> None:
    assert roundings(parsed(path)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=name)
def test_templates_round_nothing(path: Path) -> None:
    assert not re.search(r"\|\s*round\b", path.read_text("utf-8"))
    assert not FLOAT_FORMAT.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", [path for path in SOURCES if not WITH_SQL & set(path.parents)], ids=name)
def test_sql_is_written_in_storage_and_migrations_only(path: Path) -> None:
    assert statements(parsed(path)) == []


def test_the_packages_that_are_shipped_are_those_of_the_tree() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    options = config["options"]
    listed = options["packages"].split()
    elsewhere = dict(re.findall(r"^(\S+) = (\S+)$", options["package_dir"], re.MULTILINE))
    with_code = {path.parent for path in SOURCES}
    with_data = {path for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    in_the_tree = {path.relative_to(ROOT).as_posix().replace("/", ".") for path in with_code | with_data}
    assert sorted(listed) == sorted(in_the_tree | elsewhere.keys())
    assert [folder for folder in elsewhere.values() if not (ROOT / folder).is_dir()] == []
    assert [path for path in with_code if not (path / "__init__.py").is_file()] == []


# The readings above find what they look for


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (foreign_imports, "import sqlalchemy"),
        (foreign_imports, "from tracker.storage import procedures"),
        (foreign_imports, "from tracker import files"),
        (foreign_imports, "import collectionsx"),
        (foreign_imports, "def f():\n    import os"),
        (clock_readings, "date.today()"),
        (clock_readings, "datetime.datetime.now(UTC)"),
        (roundings, "round(x, 1)"),
        (roundings, "map(round, shares)"),
        (roundings, 'f"{x:.1f}"'),
        (roundings, 'f"{x:,.1f}"'),
        (roundings, 'f"{x:.1%}"'),
        (roundings, '"%.1f" % x'),
        (roundings, '"{:.1f}".format(x)'),
        (roundings, 'format(x, ".2f")'),
        (statements, "from sqlalchemy import select"),
        (statements, "from sqlalchemy.sql.expression import text"),
        (statements, "db.session.execute(db.select(Procedure))"),
        (statements, "import sqlalchemy as sa\nsa.text('select 1')"),
        (statements, "connection.exec_driver_sql('select 1')"),
    ],
)
def test_a_forbidden_thing_is_found(reading: Reading, code: str) -> None:
    assert reading(ast.parse(code))


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (foreign_imports, "from collections.abc import Iterable\nfrom tracker.domain.status import history"),
        (clock_readings, "max(now.today, day)"),
        (roundings, 'f"{cases:,}件 {number:02} {digits}％"'),
        (roundings, '"100 % of it"'),
        (statements, "from sqlalchemy import Connection, Engine\nprocedures.select(connection)\nvalues.update(x)"),
    ],
)
def test_a_permitted_thing_is_left_alone(reading: Reading, code: str) -> None:
    assert reading(ast.parse(code)) == []
