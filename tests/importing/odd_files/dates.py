"""Days, months, years and eras."""

from datetime import date

from tests.importing.odd_files.odd_file import OddFile, cell_refused, cell_taken, cell_warned

APRIL = date(2024, 4, 1)
ONLINE = {"online_status": "実施済"}

FILES: list[OddFile] = [
    *(
        cell_taken(f"a day: {text}", "online_on", text, APRIL, **ONLINE)
        for text in (
            "2024-04-01",
            "2024/4/1",
            "2024.4.1",
            "2024年4月1日",
            "20240401",
            "令和6年4月1日",
            "R6.4.1",
            "Ｒ６．４．１",
        )
    ),
    cell_taken("the first year of an era", "online_on", "令和元年5月1日", date(2019, 5, 1), **ONLINE),
    *(
        cell_taken(f"an era beyond its end: {text}", "online_on", text, read, **ONLINE)
        for text, read in (
            ("平成35年4月1日", date(2023, 4, 1)),
            ("昭和64年1月8日", date(1989, 1, 8)),
            ("H31.5.1", date(2019, 5, 1)),
        )
    ),
    cell_taken("a leap day", "online_on", "2024-02-29", date(2024, 2, 29), **ONLINE),
    cell_warned("a month", "online_on", "2024年4月", "日がない", APRIL, **ONLINE),
    cell_warned("a start to come", "online_on", "2027-01-01", "からオンライン化済み", date(2027, 1, 1), **ONLINE),
    *(
        cell_refused(f"no day: {text}", "online_on", text, "", **ONLINE)
        for text in (
            "2024-02-30",
            "2023-02-29",
            "2024-13-01",
            "4/1",
            "R6.4.31",
            "令和0年4月1日",
            "2100-01-01",
            "1899-12-31",
            "45383",
            "未定",
            "2024-04-01 10:00",
            "2024-4-①",
            "April 1, 2024",
            "令和六年四月一日",
            "01/04/2024",
        )
    ),
    cell_refused("a start of what is not online", "online_on", "2024-04-01", ""),
    cell_refused("an end before the start", "abolished_on", "2024-03-31", "", online_on="2024-04-01", **ONLINE),
    cell_taken("a year of full width", "volume_fiscal_year", "令和４年度", 2022),
    cell_taken("the first year of 平成", "volume_fiscal_year", "平成元年度", 1989),
    *(
        cell_refused(f"no year: {text}", "volume_fiscal_year", text, "")
        for text in ("1988", "昭和63年度", "2028", "令和10年度", "4", "R0", "昨年度", "202²", "20222", "2022-2023")
    ),
    *(
        cell_refused(f"no planned time: {text}", "planned_for", text, "")
        for text in ("未定", "R6.7", "2100年度", "令和82年4月", "検討中", "2025年秋")
    ),
]
