"""Procedures by words, whatever has become of them: the lists of figures know only those that exist on a day."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from tracker.storage.schema import procedures


def ids_by_words(connection: Connection, words: Sequence[str], most: int) -> tuple[Sequence[int], int]:
    """The first ids in the order of the catalogue whose name or code has all the words, and how many there are.

    ``words`` are search keys.
    """
    conditions = [procedures.c.search_key.contains(word, autoescape=True) for word in words]
    total = connection.execute(select(func.count()).select_from(procedures).where(*conditions)).scalar_one()
    statement = select(procedures.c.id).where(*conditions).order_by(procedures.c.position, procedures.c.id).limit(most)
    return connection.execute(statement).scalars().all(), total
