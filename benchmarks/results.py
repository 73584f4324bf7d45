"""What was measured, as a page of Markdown."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
LIBRARIES = ("sqlalchemy", "pandas", "xlsxwriter", "openpyxl", "typst", "matplotlib")


@dataclass(frozen=True, slots=True)
class Line:
    """A ratio and the most it may be."""

    name: str
    ratio: float
    goal: float

    @property
    def holds(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal


@dataclass(frozen=True, slots=True)
class Section:
    """The median seconds of each piece of work, and the ratios that matter."""

    title: str
    taken: dict[str, float]
    lines: tuple[Line, ...]


def machine() -> str:
    """The machine and what ran on it."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {libraries}"


def page(sections: Iterable[Section]) -> str:
    """Everything that was measured."""
    lines = [
        "# Results",
        "",
        "Made by `python -m benchmarks`. Compare ratios within a run, not seconds between machines.",
        "",
        f"Machine: {machine()}.",
    ]
    for section in sections:
        lines += ["", f"## {section.title}", "", "| work | median, s |", "|---|---|"]
        lines += [f"| {name} | {_digits(seconds)} |" for name, seconds in section.taken.items()]
        lines += ["", "| ratio | measured | goal | |", "|---|---|---|---|"]
        lines += [
            f"| {line.name} | {_digits(line.ratio)} | ≤ {_digits(line.goal)} | {_verdict(line)} |"
            for line in section.lines
        ]
    return "\n".join(lines) + "\n"


def _verdict(line: Line) -> str:
    return "reached" if line.holds else "missed"


def _digits(value: float) -> str:
    return f"{value:.3g}"
