"""What was measured, as a page of Markdown."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
JUDGED_FROM = 75_000
"""Procedures from which most goals are stated."""
LIBRARIES = (
    "sqlalchemy",
    "psycopg",
    "flask",
    "gunicorn",
    "pandas",
    "duckdb",
    "datasette",
    "xlsxwriter",
    "openpyxl",
    "typst",
    "matplotlib",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A ratio and the most, or ``at_least``, that it may be. ``at_any_size``: not for large catalogues only."""

    name: str
    ratio: float
    goal: float
    at_least: bool = False
    at_any_size: bool = False

    @property
    def holds(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    @property
    def bar(self) -> str:
        """The goal as it is printed."""
        return f"{'≥' if self.at_least else '≤'} {digits(self.goal)}"

    @property
    def verdict(self) -> str:
        """Whether the goal is reached, or how many times it is missed."""
        if self.holds:
            return "reached"
        times = self.goal / self.ratio if self.at_least else self.ratio / self.goal
        return f"missed {digits(times)} times"


@dataclass(frozen=True, slots=True)
class Section:
    """The median seconds of each piece of work at a size, the ratios that matter, and what is to be known."""

    title: str
    size: int
    taken: Mapping[str, float]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def machine() -> str:
    """The machine and what ran on it."""
    libraries = ", ".join(f"{name} {found}" for name in LIBRARIES if (found := _version(name)))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {libraries}"
    )


def page(sections: Iterable[Section], command: str) -> str:
    """Everything that was measured."""
    lines = [
        "# Results",
        "",
        f"Made by `{command}`.",
        "",
        "Compare ratios within a run, not seconds between machines: floor and product take turns, and medians are",
        "compared. Every figure was first compared with the events alone, to the case.",
        "",
        f"Machine: {machine()}. Load when the run began: {os.getloadavg()[0]:.1f}.",
    ]
    for section in sections:
        lines += ["", f"## {section.title}", ""]
        lines += [f"{note}\n" for note in section.notes]
        lines += ["| work | median, s |", "|---|---|"]
        lines += [f"| {name} | {digits(seconds)} |" for name, seconds in section.taken.items()]
        lines += ["", "| ratio | measured | goal | |", "|---|---|---|---|"]
        for line in section.lines:
            verdict = line.verdict if line.at_any_size or section.size >= JUDGED_FROM else ""
            lines.append(f"| {line.name} | {digits(line.ratio)} | {line.bar} | {verdict} |")
    return "\n".join(lines) + "\n"


def digits(value: float) -> str:
    """Three digits that count, without an exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
