"""Rows as a CSV file and as an Excel workbook. What a person typed is never read as a formula or a link."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from planner.exchange.plan.rows import Table, Value

# A spreadsheet would act on a cell that begins so.
ACTED_ON = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767
# Excel counts days from here; earlier ones are written as text.
FIRST_EXCEL_DAY = date(1900, 3, 1)


def csv_bytes(table: Table) -> bytes:
    """A table in UTF-8 with its mark, as every spreadsheet reads it; dates as 2026-12-09."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([[_cell(value) for value in row] for row in table.rows])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str | int:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(ACTED_ON) else value
    return "" if value is None else value.isoformat() if isinstance(value, date) else value


def xlsx_bytes(tables: Sequence[Table], title: str, made_on: date) -> bytes:
    """A workbook with a sheet for each table: real dates, heads that stay in sight, filters."""
    from xlsxwriter import Workbook

    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(file, options)
    # The day given and not that of the clock: the same plan gives the same bytes.
    made_at = datetime(max(made_on.year, 1980), made_on.month, made_on.day)
    book.set_properties({"title": title[:255], "created": made_at, "author": "Partnership Planner"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    day = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left"})
    for table in tables:
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 2 if table.heads[:2] == ("What", "Name") else 0)
        for column, (name, wide) in enumerate(zip(table.heads, table.widths, strict=True)):
            sheet.set_column(column, column, wide)
            sheet.write_string(0, column, name, head)
        for place, row in enumerate(table.rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, (place, column), value, (text, plain, day))
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)
    book.close()
    return file.getvalue()


def _write(sheet: Any, at: tuple[int, int], value: Value, formats: tuple[Any, Any, Any]) -> None:
    text, plain, day = formats
    match value:
        case None | "":
            return
        case date() if value >= FIRST_EXCEL_DAY:
            sheet.write_datetime(*at, datetime(value.year, value.month, value.day), day)
        case date():
            sheet.write_string(*at, value.isoformat(), plain)
        case int():
            sheet.write_number(*at, value, plain)
        case _:
            sheet.write_string(*at, value[:LONGEST_CELL], text)
