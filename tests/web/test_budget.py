"""A page asks the database as often for fifty procedures as for one."""

import pytest
from flask import Flask

from tests.pages import Pages
from tests.web.apps import counted_statements, opened, running, store
from tests.web.catalogues import many
from tests.web.conftest import AppWith
from tracker.domain.figures import Figure

MOST = 30
ADDRESSES = ["/", "/?as_of=R8.4.1", "/procedures", "/procedures?order=priority&words=a", "/priorities", "/method"]
ADDRESSES += ["/procedures.csv", "/procedures.xlsx", "/priorities.csv", "/charts/departments.svg", "/procedures/a111"]
ADDRESSES += [f"/figures/{figure.value}" for figure in Figure] + ["/figures/usage_rate_all.xlsx"]


def asked(app: Flask, address: str) -> list[str]:
    Pages(app).fetch(address)  # whatever is done once only has been done
    with counted_statements(app) as statements:
        Pages(app).fetch(address)
    return statements


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], list[str]]]:
    """The statements of every page for one procedure and for fifty."""
    found = []
    for catalogue in (many(3)[2:], many(52)[2:]):  # the first one is partly online since a day
        url = f"sqlite:///{tmp_path_factory.mktemp('budget') / 'x.db'}"
        with running(url) as app, opened(url) as engine:
            store(engine, catalogue)
            found.append({address: asked(app, address) for address in ADDRESSES})
    return {address: (found[0][address], found[1][address]) for address in ADDRESSES}


@pytest.mark.parametrize("address", ADDRESSES)
def test_as_many_statements_for_fifty_as_for_one(counts: dict[str, tuple[list[str], list[str]]], address: str) -> None:
    for_one, for_fifty = counts[address]
    assert len(for_one) == len(for_fifty) <= MOST, "\n\n".join(for_fifty)


def test_the_counting_counts(app_with: AppWith) -> None:
    assert any("procedures" in statement for statement in asked(app_with(many(1)), "/procedures"))
