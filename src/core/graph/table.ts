import type { GraphEdge, GraphNode, Kind, Lang, RelationType } from '../corpus/model.ts'
import { compareIds } from './lines.ts'
import type { GraphIndex } from './neighbourhood.ts'

/** One relation as the table shows it. */
export interface RelationRow {
  readonly key: string
  readonly from: GraphNode
  readonly to: GraphNode
  readonly edge: GraphEdge
  /** When the relation began as far as it is known: its own date, else that of its `from`. */
  readonly date: string | null
}

export const ROW_COLUMNS = ['from', 'type', 'to', 'date'] as const
export type RowColumn = (typeof ROW_COLUMNS)[number]

export interface RowFilter {
  /** Words that must all occur in the names or ids of a row, in any case. */
  readonly text: string
  readonly kinds: ReadonlySet<Kind>
  readonly types: ReadonlySet<RelationType>
  /** Only relations of this entity; `null` for all. */
  readonly focus: string | null
}

/** All relations that pass the filter. A row passes `kinds` when both of its ends do. */
export function relationRows(index: GraphIndex, filter: RowFilter): RelationRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const edges = filter.focus === null ? index.edges : index.at(filter.focus)
  return edges.flatMap((edge) => {
    const from = index.nodes.get(edge.from)
    const to = index.nodes.get(edge.to)
    if (!from || !to || !filter.types.has(edge.type)) return []
    if (!filter.kinds.has(from.kind) || !filter.kinds.has(to.kind)) return []
    if (words.length > 0) {
      const text = [from.id, from.name.zh, from.name.en, to.id, to.name.zh, to.name.en].join('\n').toLowerCase()
      if (!words.every((word) => text.includes(word))) return []
    }
    return [{ key: `${edge.from} ${edge.type} ${edge.to}`, from, to, edge, date: edge.since ?? from.date }]
  })
}

/**
 * Rows in the order of a column; equal ones by their key, so that the order is always the same. Rows without a date
 * come last in both directions.
 */
export function sortRows(
  rows: readonly RelationRow[],
  column: RowColumn,
  descending: boolean,
  lang: Lang,
  compareText: (a: string, b: string) => number = compareIds,
): RelationRow[] {
  const sign = descending ? -1 : 1
  const text = (row: RelationRow) =>
    column === 'type' ? row.edge.type : column === 'from' ? row.from.name[lang] : row.to.name[lang]
  return [...rows].sort((a, b) => {
    if (column === 'date') {
      if (a.date !== null && b.date !== null) return sign * compareIds(a.date, b.date) || compareIds(a.key, b.key)
      if (a.date !== b.date) return a.date === null ? 1 : -1
      return compareIds(a.key, b.key)
    }
    return sign * compareText(text(a), text(b)) || compareIds(a.key, b.key)
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
