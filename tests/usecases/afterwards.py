"""What may happen after a month was closed, of everything that changes something."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from tests.build import NOW, entry
from tests.people import TAX, actor
from tests.usecases.catalogues import LATER_POLICY
from tests.usecases.files import catalogue_file
from tests.usecases.statements import chosen, corrected, desk, stated
from tracker import files
from tracker.domain import reorganising
from tracker.domain.audit import About, Kind
from tracker.domain.errors import Refused
from tracker.domain.policy import PartialTreatment
from tracker.domain.report.document import Paper
from tracker.domain.report.draft import Wording
from tracker.storage import audit
from tracker.storage.transactions import alone, reading
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.prepare_database import upgrade_database
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.correct_month import correct_month
from tracker.usecases.reports.edit_paper import edit_paper, editable_paper
from tracker.usecases.reports.release_month import release_month, take_back_release
from tracker.usecases.settings.edit_organisation import edit_organisation
from tracker.usecases.settings.end_procedure import end_procedure, merger
from tracker.usecases.settings.save_policy import known_policies, save_policy
from tracker.usecases.settings.see_organisation import see_organisation

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def confirm_all(engine: Engine) -> None:
    confirm_records(engine, actor(), [chosen(item) for item in desk(engine).items])


def edited(engine: Engine, _folder: Path) -> None:
    stated(engine, "K-002", effective_on=OCTOBER)
    confirm_all(engine)
    corrected(engine, "K-001", 1, effective_on=date(2026, 11, 2))
    confirm_all(engine)


def imported(engine: Engine, folder: Path) -> None:
    rows = [entry("K-001", name="改称した手続", division="税務課", annual_cases=1, volume_fiscal_year=2022)]
    assert import_catalogue(engine, catalogue_file(folder, rows), Options(), NOW, "dx").accepted


def renamed(engine: Engine, _folder: Path) -> None:
    units = see_organisation(engine)
    code = next(
        division.code
        for department in units.organisation
        for division in department.divisions
        if (department.name, division.name) == TAX
    )
    edit_organisation(
        engine,
        actor(),
        "改正",
        lambda situation: reorganising.rename_division(situation, code, "納税課", OCTOBER),
        units.version,
    )


def merged(engine: Engine, _folder: Path) -> None:
    with reading(engine) as connection:
        seen = {code: audit.version_of(connection, About(Kind.PROCEDURE, code)) for code in ("K-002", "K-003")}
    end_procedure(engine, actor(), merger("K-002", "K-003", OCTOBER, "様式の統一", add_cases=True), seen)


def ruled_otherwise(engine: Engine, _folder: Path) -> None:
    known = known_policies(engine)
    wanted = replace(known.policies[0], partial=PartialTreatment.COUNTED_WHOLE, threshold=5)
    save_policy(engine, actor(), wanted, known.version, correcting=True)
    known = known_policies(engine)
    wanted = replace(LATER_POLICY, valid_from=SEPTEMBER, base_fiscal_year=2022)
    save_policy(engine, actor(), wanted, known.version, correcting=False)


def migrated(engine: Engine, _folder: Path) -> None:
    """What is kept is not thrown away on the way to an older version."""
    config = Config()
    config.set_main_option("script_location", str(files.MIGRATIONS))
    with alone(engine) as connection:
        config.attributes["connection"] = connection
        with pytest.raises(RuntimeError, match="would be lost"):
            command.downgrade(config, "0004")
    upgrade_database(engine)


def worded(engine: Engine, _folder: Path) -> None:
    seen = editable_paper(engine, actor(), OCTOBER, Paper.COMMITTEE)
    draft = replace(seen.draft, paper_number="９", wordings={"by_cases": Wording("半分を超えた。")})
    edit_paper(engine, actor(), OCTOBER, Paper.COMMITTEE, draft, seen.version)


def earlier_month_corrected(engine: Engine, folder: Path) -> None:
    imported(engine, folder)
    correct_month(engine, actor(), SEPTEMBER, "件数の誤り")


def same_month_corrected(engine: Engine, folder: Path) -> None:
    worded(engine, folder)
    correct_month(engine, actor(), OCTOBER, "文の誤り")


def released(engine: Engine, _folder: Path) -> None:
    release_month(engine, actor(), OCTOBER, NOW.date())
    take_back_release(engine, actor(), OCTOBER)


def refused_to_be_closed_again(engine: Engine, _folder: Path) -> None:
    with pytest.raises(Refused):
        close_month(engine, actor(), OCTOBER, "もう一度")


LATER: list[Callable[[Engine, Path], None]] = [
    edited,
    imported,
    renamed,
    merged,
    ruled_otherwise,
    migrated,
    worded,
    earlier_month_corrected,
    same_month_corrected,
    released,
    refused_to_be_closed_again,
]
CHANGE_NOTHING = (migrated, refused_to_be_closed_again)
