"""この読み取り方で読み直す: the whole form of one file, as it is read now or as it was sent."""

from dataclasses import replace

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from tracker.domain.catalogue import HEADINGS
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.upload import Stage
from tracker.importing.look import Look
from tracker.importing.manner import LayoutName, Manner
from tracker.usecases.uploads.see_upload import UploadSeen
from tracker.usecases.uploads.subjects import HANDLING
from tracker.web.fields.basic import Errors, errors_of
from tracker.web.uploads.column_fields import (
    UNASSIGNED,
    assigned,
    column_choices,
    columns_now,
    columns_sent,
    constant_choices,
    constants_now,
    constants_sent,
)
from tracker.web.uploads.manner_form import MannerForm
from tracker.web.uploads.word_fields import meanings_in, status_choices, words_now, words_sent

_BY_HEADINGS = (None, LayoutName.CATALOGUE, LayoutName.MAPPED)
"""Layouts whose columns can be assigned; the others are known as a whole."""


class ReadingForm:
    """``form``: the settings for the file as a whole. ``columns``, ``constants``, ``words``: the fields beside them."""

    def __init__(self, seen: UploadSeen, sent: MultiDict[str, str] | None = None) -> None:
        self._seen = seen
        self._look = seen.look or Look()
        self._mapping = seen.manner.mapping or ColumnMapping()
        self.form = MannerForm(seen, sent)
        self.columns = columns_now(self._look.columns, self._mapping)
        self.constants = constants_now(self._mapping)
        self.words = words_now(self._look, seen.result.problems if seen.result else (), self._mapping)
        self.column_choices, self.constant_choices = column_choices(), constant_choices()
        self.status_choices, self.headings = status_choices(), HEADINGS
        if sent is not None:
            self.columns = columns_sent(self.columns, sent)
            self.constants = constants_sent(self.constants, sent)
            self.words = words_sent(self.words, sent)

    @property
    def has_mapping(self) -> bool:
        """Whether columns can be assigned in such a file."""
        return HANDLING[self._seen.upload.subject].is_mapped

    @property
    def is_by_headings(self) -> bool:
        """Whether its columns can be assigned as it is read now."""
        return self.has_mapping and self._look.layout in _BY_HEADINGS

    @property
    def is_settled(self) -> bool:
        """Whether every column is known by the heading that the catalogue file gives it."""
        return self._look.layout is LayoutName.CATALOGUE and not any(
            field.chosen == UNASSIGNED for field in self.columns
        )

    @property
    def is_wrong(self) -> bool:
        """Whether something in it has to be put right."""
        return bool(self.form.errors) or any(field.error for field in self.columns)

    @property
    def fitting(self) -> str:
        """The name of a mapping that was kept and knows every column of this file; "" without one."""
        keys = {column.key for column in self._look.columns}
        fitting = (each.name for each in self._seen.kept if keys and keys <= each.mapping.columns.keys())
        return next(fitting, "")

    def chosen(self) -> tuple[Manner | None, Errors]:
        """How the file is to be read; None with what is wrong."""
        errors: Errors = [] if self.form.validate() else errors_of(self.form)
        if errors:
            return None, errors
        mapping = self._mapping_chosen()
        if mapping is not None and not self.form.moves_headings(self._look):
            missing = _("この列に対応する項目を選んでください。")
            self.columns = [
                replace(field, error=missing if field.chosen == UNASSIGNED else "") for field in self.columns
            ]
            errors = [
                (
                    field.id,
                    _(
                        "%(letters)s列「%(heading)s」：%(text)s",
                        letters=field.column.letters,
                        heading=field.column.heading,
                        text=field.error,
                    ),
                )
                for field in self.columns
                if field.error
            ]
        return (None, errors) if errors else (self.form.manner(mapping), [])

    def _mapping_chosen(self) -> ColumnMapping | None:
        """The columns as they were assigned; None where the file is read in a layout that is known as a whole."""
        layout = self.form.layout.data
        if not self.has_mapping or (layout and layout not in (LayoutName.CATALOGUE, LayoutName.MAPPED)):
            return None
        mapping = ColumnMapping(
            columns={} if self.form.moves_headings(self._look) else assigned(self.columns),
            constants=self.form.unit_constants | {each.column: each.value for each in self.constants if each.column},
            words=meanings_in(self.words),
            carried_down=tuple(
                dict.fromkeys(field.chosen for field in self.columns if field.holds_on and field.chosen in HEADINGS)
            ),
            heading_rows=int(self.form.heading_rows.data),
            without_totals=self.form.without_totals.data,
            rounded_counts=self.form.rounded_counts.data,
            code_prefix=(self.form.code_prefix.data or "").strip(),
        )
        return mapping if self._is_needed(mapping) else None

    def _is_needed(self, mapping: ColumnMapping) -> bool:
        """Whether the file would be read otherwise without the mapping."""
        beside_columns = replace(mapping, columns={}) != ColumnMapping()
        reassigned = any(field.chosen != field.proposed for field in self.columns)
        asked = self.form.layout.data == LayoutName.MAPPED or self._seen.upload.stage is Stage.TO_MAP
        return asked or beside_columns or (self.is_by_headings and reassigned)
