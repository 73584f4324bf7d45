"""The table of bad and odd files, class by class, each with its verdict: made in code, and read like any other."""

from tests.importing.odd_files import (
    codes,
    columns,
    containers,
    dates,
    encodings,
    identities,
    large,
    lines,
    numbers,
    texts,
    workbooks,
)
from tests.importing.odd_files.odd_file import OddFile

CLASSES: dict[str, list[OddFile]] = {
    "encodings": encodings.FILES,
    "lines": lines.FILES,
    "columns": columns.FILES,
    "numbers": numbers.FILES,
    "identities": identities.FILES,
    "texts": texts.FILES,
    "codes": codes.FILES,
    "dates": dates.FILES,
    "containers": containers.FILES,
    "workbooks": workbooks.FILES,
    "large": large.FILES,
}
ALL = [file for files in CLASSES.values() for file in files]
