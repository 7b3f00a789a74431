const quotedCell = / *"((?:[^"]|"")*)" */y;

/**
 * Cuts one record into cells, quotes inside of a cell without quotes around it being characters. Undefined where a
 * cell begins with a quote that is not closed at its end.
 */
export function bareCells(record: string, delimiter: string): readonly string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  while (at <= record.length) {
    const found = cellAt(record, at, delimiter);
    if (found === undefined) {
      return undefined;
    }
    cells.push(found.cell);
    at = found.end + delimiter.length;
  }
  return cells;
}

function cellAt(record: string, start: number, delimiter: string) {
  quotedCell.lastIndex = start;
  const quoted = quotedCell.exec(record);
  const close = quotedCell.lastIndex;
  if (quoted !== null && (close === record.length || record.startsWith(delimiter, close))) {
    return { cell: (quoted[1] ?? '').replaceAll('""', '"'), end: close };
  }
  const next = record.indexOf(delimiter, start);
  const end = next === -1 ? record.length : next;
  const cell = record.slice(start, end);
  return /^ *"/.test(cell) ? undefined : { cell, end };
}

const lineBreak = /\r\n|\n|\r/;

/**
 * True where a cell looks like a quote that was never closed: cut at its line breaks, it gives the end of one row,
 * whole rows, and the start of another.
 */
export function hasSwallowedRows(cells: readonly string[], delimiter: string): boolean {
  const width = cells.length;
  return (
    width > 1 &&
    cells.some((cell, index) => {
      const [first = '', ...lines] = cell.includes(delimiter) ? cell.split(lineBreak) : [];
      const last = lines.pop();
      return (
        last !== undefined &&
        lines.length > 0 &&
        delimitersIn(first, delimiter) === width - 1 - index &&
        delimitersIn(last, delimiter) === index &&
        lines.every((line) => delimitersIn(line, delimiter) === width - 1)
      );
    })
  );
}

/** Undefined where a blank follows one: in texts people write one after commas. */
function delimitersIn(line: string, delimiter: string): number | undefined {
  const parts = line.split(delimiter);
  return parts.slice(1).some((part) => part.startsWith(' ')) ? undefined : parts.length - 1;
}

/** True for a cell with quotes around it in a file whose quotes are characters. */
export function isInQuotes(cell: string): boolean {
  return /^\s*".*"\s*$/s.test(cell);
}
