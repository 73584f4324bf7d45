"""G1–G3: the first page over HTTP, beside its own statements by the bare driver and a Flask that says hello."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.places import AS_OF, Place
from benchmarks.results import Line, Section
from benchmarks.serving import Client, application
from benchmarks.statements import replay, sent_by
from benchmarks.timing import alternate
from tracker.usecases.figures.see_overview import see_overview

STREAMLIT_RERUN = 1.285
"""Seconds that the page of a Streamlit dashboard of the same survey takes to run again: a constant of a study."""
ADDRESS = f"/?as_of={AS_OF.isoformat()}"


@contextmanager
def served(place: Place) -> Iterator[Client]:
    """The product, with the catalogue of a place, open for reading."""
    environment = os.environ | {
        "DATABASE_URL": place.url,
        "OPEN_READING": "1",
        "SECRET_KEY": secrets.token_hex(),
        "TRACKER_INSTANCE": str(place.folder),
    }
    with application("wsgi:app", environment) as client:
        yield client


def measure(place: Place, rounds: int) -> Section:
    """The page made anew, and asked for when nothing has changed."""
    statements = sent_by(place.engine, lambda: see_overview(place.engine, AS_OF))
    with served(place) as product, application("benchmarks.hello:app") as hello:
        etag = product.get(ADDRESS)["ETag"]
        taken = alternate(
            {
                "hello": lambda: hello.get("/"),
                "its statements by the bare driver": lambda: replay(place.engine, statements),
                "first page, made anew": lambda: product.get(ADDRESS),
                "first page, unchanged": lambda: product.get(ADDRESS, 304, **{"If-None-Match": etag}),
            },
            rounds,
        )
    floor = taken["hello"] + taken["its statements by the bare driver"]
    anew, unchanged = taken["first page, made anew"], taken["first page, unchanged"]
    return Section(
        f"G1–G3, {place.size:,} procedures, {place.engine_name}, {rounds} rounds",
        place.size,
        taken,
        (
            Line("G1 first page / its statements + hello", anew / floor, 1.5),
            Line("G2 unchanged / hello", unchanged / taken["hello"], 4, at_any_size=True),
            Line("G2 Streamlit rerun / unchanged", STREAMLIT_RERUN / unchanged, 1_000, at_least=True, at_any_size=True),
            Line("G3 Streamlit rerun / made anew", STREAMLIT_RERUN / anew, 40, at_least=True),
        ),
        (f"The Streamlit rerun is a constant of a study at 75,000 procedures: {STREAMLIT_RERUN} s.",),
    )
