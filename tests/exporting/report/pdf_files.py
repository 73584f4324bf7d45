"""A paper written as PDF, asked by the programs of poppler what a reader finds in it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tracker.domain.report.document import MonthlyReport
from tracker.exporting.report.pdf import write_pdf

MILLIMETRE = 72 / 25.4
"""In points."""


def poppler(program: str, *arguments: str | Path) -> str:
    """What a program of poppler says."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"no {program} (Debian: apt-get install poppler-utils)")
    return subprocess.run([path, *arguments], check=True, capture_output=True).stdout.decode(errors="replace")


class Paper:
    """A PDF on disk, to be asked."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, made: MonthlyReport) -> "Paper":
        self.path.write_bytes(write_pdf(made))
        return self

    def text(self) -> str:
        """All that is printed, without white space."""
        return squeezed(poppler("pdftotext", "-raw", self.path, "-"))

    def lines(self) -> list[str]:
        return [line.strip() for line in poppler("pdftotext", "-layout", self.path, "-").splitlines()]

    def pages(self) -> list[str]:
        return [squeezed(page) for page in poppler("pdftotext", "-layout", self.path, "-").split("\f")[:-1]]

    def edges(self) -> list[tuple[float, float]]:
        """Where each word begins and ends, in millimetres from the left."""
        words = re.findall(r'<word xMin="([\d.]+)".*?xMax="([\d.]+)"', poppler("pdftotext", "-bbox", self.path, "-"))
        return [(float(left) / MILLIMETRE, float(right) / MILLIMETRE) for left, right in words]

    def info(self) -> str:
        return poppler("pdfinfo", "-l", "-1", self.path)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
