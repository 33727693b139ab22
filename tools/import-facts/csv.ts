/** One line of a table, by column name. */
export type Row = Readonly<Record<string, string>>

/**
 * Reads a CSV text with a header line (RFC 4180: quoted cells may hold commas, quotes and line breaks).
 * @returns One object per line; a missing cell is an empty string.
 */
export function readCsv(text: string): Row[] {
  const lines: string[][] = []
  let line: string[] = []
  for (const [, comma, quoted, plain] of text.matchAll(/(^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) {
    if (comma !== ',' && line.length > 0) {
      lines.push(line)
      line = []
    }
    line.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
  }
  if (line.length > 0) lines.push(line)
  const [header = [], ...rows] = lines.filter((cells) => cells.length > 1)
  return rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])))
}
