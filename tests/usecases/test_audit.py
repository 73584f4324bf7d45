"""What an import leaves in the activity log: one entry with what it changed, or none where it changed nothing."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine

from tests.build import NOW
from tests.usecases.files import catalogue_file
from tracker import files
from tracker.domain.audit import Entry
from tracker.domain.selection import Order, Selection
from tracker.domain.status import OnlineStatus
from tracker.storage import audit
from tracker.storage.transactions import reading
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue, preview_import
from tracker.usecases.catalogue.list_procedures import export_procedures
from tracker.usecases.log.verify_log import verify_log


def log(engine: Engine) -> list[Entry]:
    with reading(engine) as connection:
        return list(audit.entries(connection))


def edited(engine: Engine, folder: Path, code: str, **changes: object) -> Path:
    entries = list(export_procedures(engine, NOW.date(), Selection(), Order.CATALOGUE))
    return catalogue_file(folder, [replace(each, **changes) if each.code == code else each for each in entries])


def test_the_first_import_names_the_file_and_everything_added(engine: Engine) -> None:
    import_catalogue(engine, files.WARD_CATALOGUE, Options(), NOW, "dx")
    [entry] = log(engine)
    assert (entry.who, entry.action, entry.subject, entry.at) == ("dx", "catalogue.import", "procedures.csv", NOW)
    after = json.loads(entry.after)
    assert len(after["added"]) == 54
    assert after["file_sha256"] == sha256(files.WARD_CATALOGUE.read_bytes()).hexdigest()
    assert verify_log(engine).bad is None


def test_a_changed_cell_is_logged_with_old_and_new(ward: Engine, tmp_path: Path) -> None:
    path = edited(ward, tmp_path, "K-002", online_status=OnlineStatus.IMPLEMENTED, annual_cases=284_000)
    import_catalogue(ward, path, Options(), NOW, "dx")
    entry = log(ward)[-1]
    before, after = json.loads(entry.before)["changed"], json.loads(entry.after)["changed"]
    assert before == {"K-002": {"年間受付件数": 284_125, "オンライン化状況": "未実施", "オンライン開始日": ""}}
    assert after == {
        "K-002": {"年間受付件数": 284_000, "オンライン化状況": "実施済", "オンライン開始日": NOW.date().isoformat()}
    }


def test_nothing_changed_nothing_logged(ward: Engine, tmp_path: Path) -> None:
    before = log(ward)
    import_catalogue(ward, files.WARD_CATALOGUE, Options(), NOW, "dx")
    preview_import(ward, edited(ward, tmp_path, "K-002", note="改"), Options(), NOW, "dx")
    refused = tmp_path / "refused.csv"
    refused.write_text("手続ID\n", encoding="utf-8")
    import_catalogue(ward, refused, Options(), NOW, "dx")
    assert log(ward) == before
