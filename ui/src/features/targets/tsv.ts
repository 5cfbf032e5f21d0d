/** What spreadsheets put on the clipboard: rows by line, cells by tab, a cell with either of them in quotes. Pure. */

export function parseTable(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const quoted = text[at] === '"' ? quotedFrom(text, at) : null;
    const end = quoted?.end ?? endOf(text, at);
    rows.at(-1)?.push(quoted?.value ?? text.slice(at, end));
    const stop = text[end];
    if (stop === undefined) break;
    at = end + (stop === "\r" && text[end + 1] === "\n" ? 2 : 1);
    if (stop !== "\t") rows.push([]);
  }
  // Excel ends the last row as all others
  if (rows.length > 1 && rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === "") rows.pop();
  return rows;
}

function endOf(text: string, from: number): number {
  const found = text.slice(from).search(/[\t\r\n]/);
  return found < 0 ? text.length : from + found;
}

/** A cell in quotes that are closed before the next one; else the quote is a character as any other. */
function quotedFrom(text: string, from: number): { value: string; end: number } | null {
  const found = /^"((?:[^"]|"")*)"(?=[\t\r\n]|$)/.exec(text.slice(from));
  return found ? { value: (found[1] ?? "").replaceAll('""', '"'), end: from + found[0].length } : null;
}

export const writeTable = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(quoted).join("\t")).join("\n");

const quoted = (cell: string): string => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
