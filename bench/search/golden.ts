/** The golden set: what readers type, by class, with the articles they mean. */
import { readFileSync } from 'node:fs'

export interface LabelledQuery {
  readonly group: string
  readonly query: string
  /** Every one of these is wanted; of the ids of one, any will do. */
  readonly wanted: readonly (readonly string[])[]
}

/** @throws When a line can't be read or names an article that doesn't exist. */
export function readGolden(path: string, ids: ReadonlySet<string>): LabelledQuery[] {
  let group = ''
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line): LabelledQuery[] => {
      if (line === '' || line.startsWith('#')) return []
      const heading = /^\[(.+)\]$/.exec(line)?.[1]
      if (heading !== undefined) {
        group = heading
        return []
      }
      const [, query, labels] = /^(.+) -> (.+)$/.exec(line) ?? []
      if (query === undefined || labels === undefined) throw new Error(`${path}: not a label: ${line}`)
      const wanted = labels.split(' ').map((each) => each.split('|'))
      const unknown = wanted.flat().find((id) => !ids.has(id))
      if (unknown !== undefined) throw new Error(`${path}: there is no ${unknown}: ${line}`)
      return [{ group, query, wanted }]
    })
}

export interface Marks {
  readonly count: number
  /** Mean of 1 / place of the first wanted article among ten. */
  readonly mrr: number
  /** Mean share of the wanted articles among ten. */
  readonly recall: number
}

/** Marks of one answer. */
function marksOf(wanted: LabelledQuery['wanted'], found: readonly string[]): { mrr: number; recall: number } {
  const top = found.slice(0, 10)
  const places = wanted.map((any) => top.findIndex((id) => any.includes(id))).filter((place) => place >= 0)
  return { mrr: places.length === 0 ? 0 : 1 / (1 + Math.min(...places)), recall: places.length / wanted.length }
}

export interface Judged extends LabelledQuery {
  readonly mrr: number
  readonly recall: number
  readonly found: readonly string[]
}

/** Asks every query. */
export async function judge(
  golden: readonly LabelledQuery[],
  ask: (query: string) => readonly string[] | Promise<readonly string[]>,
): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const each of golden) {
    const found = await ask(each.query)
    judged.push({ ...each, found, ...marksOf(each.wanted, found) })
  }
  return judged
}

/** Means by class, and of all as the last. */
export function summarise(judged: readonly Judged[]): [group: string, Marks][] {
  const groups = [...new Set(judged.map((each) => each.group))]
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)
  const marks = (some: readonly Judged[]): Marks => ({
    count: some.length,
    mrr: mean(some.map((each) => each.mrr)),
    recall: mean(some.map((each) => each.recall)),
  })
  return [
    ...groups.map((group): [string, Marks] => [group, marks(judged.filter((each) => each.group === group))]),
    ['all', marks(judged)],
  ]
}
