"""What files can be about, and how a file about each is read, shown in what it changes, and stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Engine

from tracker.domain.audit import Details
from tracker.domain.upload import Subject
from tracker.domain.vocabulary import Language
from tracker.exporting.import_changes import change_tables
from tracker.exporting.table import Table
from tracker.importing.manner import Manner
from tracker.importing.problem import Problem
from tracker.usecases.uploads import of_catalogue, of_counts
from tracker.usecases.uploads.source import Source


class Outcome(Protocol):
    """What a file changes, or why it is refused. ``digest``: over every change."""

    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def warnings(self) -> tuple[Problem, ...]: ...
    @property
    def accepted(self) -> bool: ...
    @property
    def digest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Handling:
    """How files about a subject are handled. What ``read`` gives is handed to ``preview`` and ``store`` as it is.

    ``read(path, manner, today, progress=…)``: a function of ``tracker.importing``, run in a process of its own.
    ``preview(engine, read, manner, now, by)`` and ``store(engine, read, manner, now, by, source, shown)`` give an
    ``Outcome``; ``store`` raises ``Overtaken`` where the digest is no longer the one shown.
    ``changes(outcome, today)``: what changes as JSON, for the page and for ``tables``, the same to download.
    ``is_mapped``: whether columns can be assigned.
    """

    read: Callable[..., Any]
    preview: Callable[[Engine, Any, Manner, datetime, str], Outcome]
    store: Callable[[Engine, Any, Manner, datetime, str, Source, str], Outcome]
    changes: Callable[[Any, date], Details]
    tables: Callable[[Details, Language], tuple[Table, ...]]
    is_mapped: bool


HANDLING: Mapping[Subject, Handling] = {
    Subject.CATALOGUE: Handling(
        of_catalogue.read,
        of_catalogue.preview,
        of_catalogue.store,
        of_catalogue.changes,
        change_tables,
        is_mapped=True,
    ),
    Subject.COUNTS: Handling(
        of_counts.read, of_counts.preview, of_counts.store, of_counts.changes, of_counts.tables, is_mapped=False
    ),
}
