import type { GraphEdge, GraphNode, RelationType } from '../corpus/model.ts'
import { compareIds } from './lines.ts'
import type { GraphIndex } from './neighbourhood.ts'

/** Which relations a table or drawing shows. */
export interface RelationFilter {
  /** Entities that are shown; a relation is when both of its ends are. */
  readonly visible: ReadonlySet<string>
  readonly types: ReadonlySet<RelationType>
  /** Only relations of this entity; `null` for all. */
  readonly focus: string | null
}

export interface Relation {
  readonly from: GraphNode
  readonly to: GraphNode
  readonly edge: GraphEdge
  /** When it began as far as it is known: its own date, else that of its `from`. */
  readonly date: string | null
}

/** All relations that pass the filter, in the graph's order.  */
export function relationsOf(index: GraphIndex, filter: RelationFilter): Relation[] {
  const edges = filter.focus === null ? index.edges : index.at(filter.focus)
  return edges.flatMap((edge) => {
    const from = index.nodes.get(edge.from)
    const to = index.nodes.get(edge.to)
    if (!from || !to || !filter.types.has(edge.type)) return []
    if (!filter.visible.has(from.id) || !filter.visible.has(to.id)) return []
    return [{ from, to, edge, date: edge.since ?? from.date }]
  })
}

/** A cell as it is read (`text`), as it is sorted (`sort`, `null` for nothing known) and what it leads to. */
export interface TableCell {
  readonly text: string
  readonly sort: string | number | null
  /** Id of the entity it names, if it names one. */
  readonly id: string | null
}

export interface TableRow {
  readonly key: string
  readonly cells: readonly TableCell[]
}

/** Rows in which all words occur, in any cell and any case. No words give all rows. */
export function filterRows(rows: readonly TableRow[], text: string): readonly TableRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const all = row.cells
      .map((cell) => `${cell.text}\n${cell.id ?? ''}`)
      .join('\n')
      .toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

/**
 * Rows in the order of a column; equal ones by their key, so that the order is always the same. Cells with nothing
 * known come last in both directions.
 *
 * @param compareText Order of texts; code units by default, a collator of the reader's language on the page.
 */
export function sortRows(
  rows: readonly TableRow[],
  column: number,
  descending: boolean,
  compareText: (a: string, b: string) => number = compareIds,
): TableRow[] {
  const sign = descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const x = a.cells[column]?.sort ?? null
    const y = b.cells[column]?.sort ?? null
    if (x === null || y === null) return x === y ? compareIds(a.key, b.key) : x === null ? 1 : -1
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compareText(String(x), String(y))
    return sign * order || compareIds(a.key, b.key)
  })
}

/**
 * Rows of cells as CSV (RFC 4180, CRLF). A cell that a spreadsheet would take for a formula is preceded by an
 * apostrophe: an imported corpus may hold anything.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}
