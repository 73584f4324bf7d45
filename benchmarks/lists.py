"""G6: the list of procedures over HTTP beside datasette, any depth beside the first page, and a word beside LIKE."""

import sqlite3
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.dashboard import served
from benchmarks.flat import flat_table
from benchmarks.places import AS_OF, Place
from benchmarks.recomputation import Mismatch
from benchmarks.results import Line, Section
from benchmarks.serving import datasette
from benchmarks.timing import alternate
from tracker.domain.selection import Order, Selection
from tracker.storage import listing
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import basis_on
from tracker.web.catalogue.procedures import PAGE_SIZE
from tracker.web.cursors import write_cursor

DEPARTMENT, WORD = "第3部", "住民"
ORDER = Order.CATALOGUE


def measure(place: Place, rounds: int, folder: Path) -> Section:
    """Pages as a browser asks for them, the search by its statements."""
    flat = flat_table(place, folder)
    like = sqlite3.connect(flat)
    with reading(place.engine) as connection, served(place) as product, datasette(str(flat)) as peer:
        basis = basis_on(connection, AS_OF)
        everything = listing.all_ids(connection, basis, Selection(), ORDER)
        deep = listing.page(connection, basis, Selection(), ORDER, PAGE_SIZE, after=_place(everything))

        def search() -> int:
            return listing.page(connection, basis, Selection(words=WORD), ORDER, PAGE_SIZE).total

        if search() != _like(like):
            raise Mismatch(f"the product finds {search()} procedures with {WORD}, LIKE {_like(like)}")
        facets = [("department", DEPARTMENT), ("_facet", "status"), ("_facet", "theme"), ("_size", PAGE_SIZE)]
        department = f"/procedures?{urlencode({'department': DEPARTMENT})}"
        after = f"/procedures?{urlencode({'after': write_cursor(deep.after) or ''})}"
        taken = alternate(
            {
                "datasette: department, 2 facets": lambda: peer.get(f"/catalogue/procedures?{urlencode(facets)}"),
                "product: department": lambda: product.get(department),
                "product: first page": lambda: product.get("/procedures"),
                "product: page at nine tenths": lambda: product.get(after),
                "LIKE on a flat table, count and 50 rows": lambda: _like(like),
                "product: the same word, count and 50 ids": search,
                "product: page of a word": lambda: product.get(f"/procedures?{urlencode({'words': WORD})}"),
            },
            rounds,
        )
    like.close()
    search_ratio = taken["product: the same word, count and 50 ids"] / taken["LIKE on a flat table, count and 50 rows"]
    return Section(
        f"G6, {place.size:,} procedures, {place.engine_name}, {rounds} rounds",
        place.size,
        taken,
        (
            Line(
                "G6 list / datasette", taken["product: department"] / taken["datasette: department, 2 facets"], 1 / 20
            ),
            Line("G6 deep page / first", taken["product: page at nine tenths"] / taken["product: first page"], 2),
            Line("G6 word / LIKE", search_ratio, 1.3),
        ),
        ("The product's list has no counts by facet; datasette counts two.",),
    )


def _place(ids: list[int]) -> tuple[int, int]:
    """The place in the catalogue's own order at nine tenths: positions and ids are those of the files."""
    at = len(ids) * 9 // 10
    return at, ids[at - 1]


def _like(connection: sqlite3.Connection) -> int:
    connection.execute("SELECT code, name FROM procedures WHERE name LIKE ? LIMIT 50", [f"%{WORD}%"]).fetchall()
    found = connection.execute("SELECT count(*) FROM procedures WHERE name LIKE ?", [f"%{WORD}%"]).fetchone()
    return int(found[0])
