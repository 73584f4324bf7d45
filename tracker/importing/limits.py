"""How large a file may be. A larger one is refused in a clear sentence, before it costs memory or time."""

MAX_FILE_BYTES = 100_000_000
MAX_UNPACKED_BYTES = 500_000_000
MAX_PARTS = 200
"""Files inside a workbook."""
MAX_ROWS = 100_000
"""Rows of data, without the heading."""
MAX_COLUMNS = 200
WIDEST_ROW = 16_384
"""Cells of a row of text that are looked at at all: as many as a sheet has columns."""
MAX_AREA = 5_000_000
"""Cells of the rectangle from A1 to the last cell of a sheet: a stray cell far away must not cost its memory."""
MAX_RECORD_BYTES = 1_000_000
"""One row of a text file, with the line breaks inside its cells."""
MAX_PROBLEMS = 10_000
"""After so many the rest of the file is not read."""
HEADER_SEARCH = 30
"""The heading row is looked for in so many rows that are not empty."""
