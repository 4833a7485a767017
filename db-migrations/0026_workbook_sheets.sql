-- What an import read of a workbook, and its faults by kind.
--
-- import.sheets        the sheets of a workbook in their order: name, header, row of the header, rows read, or why it was not read; null for
--                      other formats. The number of a row of sheet n (from 0) is n * 1048576 plus its row in the sheet.
-- import.kinds         the errors and warnings of the rows, counted by kind when the import is finished.
-- import_batch.lines   the line of the file in which each row begins; null for formats without lines.
-- import_outcome.line  the same, for the row.
alter table import
    add column sheets jsonb,
    add column kinds  jsonb;

alter table import_batch add column lines integer[];

alter table import_outcome add column line integer;

alter table import drop constraint import_format_known;
alter table import add constraint import_format_known check (format in ('json', 'ndjson', 'csv', 'xlsx', 'xls'));
