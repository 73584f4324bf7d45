"""What several modules here ask for."""

from pathlib import Path
from typing import Any

import pytest

from tests.importing.catalogue_files import ReadCell, read_rows, row
from tracker.importing.catalogue import Reading


@pytest.fixture
def read_cell(tmp_path: Path) -> ReadCell:
    """Read a file of one row that says something in the cells given."""

    def read(options: dict[str, Any] | None = None, **cells: Any) -> Reading:
        return read_rows(tmp_path, row(**cells), **(options or {}))

    return read
