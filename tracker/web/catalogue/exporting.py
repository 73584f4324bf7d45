"""台帳の書き出し: the procedures of a selection as a file with the columns chosen."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from tracker.domain.catalogue import COLUMNS, Entry
from tracker.exporting.catalogue import (
    list_unheld,
    write_catalogue_cp932,
    write_catalogue_csv,
    write_catalogue_xlsx,
)
from tracker.exporting.cp932 import SUBSTITUTE, CannotHold, named, unheld_table
from tracker.usecases.catalogue.list_procedures import export_procedures, known_organisation, list_procedures
from tracker.web.access import Access, requires
from tracker.web.catalogue.export_form import Encoding, ExportForm, published_columns
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.downloads import CP932, download, download_tables
from tracker.web.fields.selections import SelectionForm, selection_form
from tracker.web.languages import language

SHOWN = 100
REQUIRED = tuple(column.identifier for column in COLUMNS if column.required)
blueprint = Blueprint("exporting", __name__)
blueprint.add_app_template_filter(named, "characters")


@blueprint.get("/export")
@requires(Access.READING)
def show() -> tuple[str, int]:
    """What is written, and which columns."""
    selected, form = _selected(), ExportForm(request.args)
    form.validate()
    return _page(selected, form)


@blueprint.get("/procedures.<any(csv, xlsx):extension>")
@requires(Access.READING)
def file(extension: str) -> Response | tuple[str, int]:
    """Exactly the procedures selected, in the layout of the catalogue file."""
    selected, form = _selected(), ExportForm(request.args)
    if not form.validate():
        return _page(selected, form)
    entries, columns, name = _entries(selected), form.chosen_columns, f"{_('手続一覧')}_{today():%Y%m%d}"
    if extension == "xlsx":
        return download(write_catalogue_xlsx(entries, columns), name, extension)
    if form.encoding.data == Encoding.UTF_8.value:
        return download(write_catalogue_csv(entries, columns), name, extension)
    try:
        content = write_catalogue_cp932(entries, columns, replacing=form.replacing.data)
    except CannotHold as cannot:
        return _unheld_page(selected, form, cannot)
    return download(content, name, extension, CP932)


@blueprint.get("/export/unheld.<any(csv, xlsx):extension>")
@requires(Access.READING)
def unheld(extension: str) -> Response:
    """Every cell of the file that CP932 does not hold."""
    selected, form = _selected(), ExportForm(request.args)
    if not form.validate():
        abort(400)
    found = list_unheld(_entries(selected), form.chosen_columns)
    return download_tables([unheld_table(found, language())], f"{_('CP932で表せない文字')}_{today():%Y%m%d}", extension)


def _selected() -> SelectionForm:
    selected = selection_form(request.args, known_organisation(engine()))
    if selected.errors:
        abort(400)
    return selected


def _entries(selected: SelectionForm) -> Iterator[Entry]:
    return export_procedures(engine(), today(), selected.selection, selected.chosen_order)


def _page(selected: SelectionForm, form: ExportForm) -> tuple[str, int]:
    found = list_procedures(engine(), today(), selected.selection, selected.chosen_order, 1)
    page = render_template(
        "exporting/show.html",
        selected=selected,
        form=form,
        total=found.total,
        published=published_columns(),
        needed=REQUIRED,
        today=today(),
    )
    return page, 400 if form.errors else 200


def _unheld_page(selected: SelectionForm, form: ExportForm, cannot: CannotHold) -> tuple[str, int]:
    arguments: dict[str, Any] = {**selected.arguments, **form.arguments}
    page = render_template(
        "exporting/unheld.html",
        cannot=cannot,
        shown=cannot.unheld[:SHOWN],
        arguments=arguments,
        substitute=SUBSTITUTE,
    )
    return page, 400
