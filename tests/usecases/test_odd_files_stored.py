"""Odd files of every class before a database: refused, they leave it as it was; taken in, they are taken whole."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.dump import dump
from tests.importing.odd_files import CLASSES
from tests.importing.odd_files.odd_file import OddFile, Verdict
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, import_catalogue


def some(name: str, *verdicts: Verdict) -> list[OddFile]:
    """Every fifth file of a class with one of the verdicts; of the largest the last."""
    files = [file for file in CLASSES[name] if file.verdict in verdicts]
    return files[-1:] if name == "large" else files[::5]


def take_in(engine: Engine, file: OddFile, folder: Path) -> Outcome:
    options = Options(**file.options, create_divisions=True)
    return import_catalogue(engine, file.build(folder / "upload"), options, NOW, "dx")


@pytest.mark.parametrize("name", CLASSES)
def test_a_refused_file_leaves_everything_as_it_was(ward: Engine, tmp_path: Path, name: str) -> None:
    before = dump(ward)
    for file in some(name, Verdict.REFUSED):
        outcome = take_in(ward, file, tmp_path)
        assert outcome.problems
        assert (outcome.added, outcome.changed, outcome.digest) == ((), (), "")
        assert dump(ward) == before, file.name


@pytest.mark.parametrize("name", [name for name in CLASSES if some(name, Verdict.ACCEPTED, Verdict.WARNED)])
def test_an_accepted_file_is_taken_in_whole_and_only_once(ward: Engine, tmp_path: Path, name: str) -> None:
    for file in some(name, Verdict.ACCEPTED, Verdict.WARNED):
        outcome = take_in(ward, file, tmp_path)
        assert outcome.problems == (), file.name
        rows = len(outcome.added) + len(outcome.changed) + outcome.unchanged
        again = take_in(ward, file, tmp_path)
        assert (again.unchanged, again.added, again.changed) == (rows, (), ()), file.name
