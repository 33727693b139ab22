import type { GraphEdge, RelationType } from '../../../core/corpus/model.ts'
import {
  changesBetween,
  commonAncestors,
  consequences,
  LINEAGE_TYPES,
  type Changes,
  type CommonAncestor,
  type Consequence,
  type GraphIndex,
} from '../../../core/graph/index.ts'

/** A question about the graph. It names what it is about: looking around afterwards does not change it. */
export type Question =
  | { readonly kind: 'led'; readonly of: string }
  | { readonly kind: 'common'; readonly a: string; readonly b: string }
  /** Whole years, both within. */
  | { readonly kind: 'changed'; readonly from: number; readonly to: number }

export type Answer =
  | { readonly kind: 'led'; readonly of: string; readonly found: readonly Consequence[] }
  | { readonly kind: 'common'; readonly a: string; readonly b: string; readonly found: readonly CommonAncestor[] }
  | { readonly kind: 'changed'; readonly from: number; readonly to: number; readonly found: Changes }

/** @param types Along which relations common forebears are looked for. */
export function answer(index: GraphIndex, question: Question, types: ReadonlySet<RelationType>): Answer {
  switch (question.kind) {
    case 'led':
      return { ...question, found: consequences(index, question.of) }
    case 'common':
      return { ...question, found: commonAncestors(index, question.a, question.b, types) }
    case 'changed':
      return { ...question, found: changesBetween(index, question.from, question.to + 1) }
  }
}

/** The ids an answer speaks of: what the drawing lights. */
export function idsOf(given: Answer): ReadonlySet<string> {
  switch (given.kind) {
    case 'led':
      return new Set([given.of, ...given.found.map(({ node }) => node.id)])
    case 'common':
      return new Set([given.a, given.b, ...given.found.map(({ id }) => id)])
    case 'changed':
      return new Set(given.found.nodes.map(({ id }) => id))
  }
}

/** A relation's name among all: no two share it. */
export function edgeKey({ from, type, to }: Pick<GraphEdge, 'from' | 'type' | 'to'>): string {
  return `${from} ${type} ${to}`
}

/** The relations that carry an answer: not all between what it speaks of, which would be a knot. */
export function edgesOf(given: Answer, all: readonly GraphEdge[]): ReadonlySet<string> {
  switch (given.kind) {
    case 'led':
      return new Set(given.found.map(({ edge }) => edgeKey(edge)))
    case 'common':
      return new Set(all.filter((edge) => isDescent(edge.type)).map(edgeKey))
    case 'changed':
      return new Set(given.found.edges.filter((edge) => isDescent(edge.type)).map(edgeKey))
  }
}

const isDescent = (type: RelationType) => (LINEAGE_TYPES as readonly RelationType[]).includes(type)

const SEPARATOR = '~'

/** A question in an address: `led~gpt-3`, `common~codex~chatgpt`, `changed~2019~2021`. */
export function writeQuestion(question: Question): string {
  const parts =
    question.kind === 'led'
      ? [question.of]
      : question.kind === 'common'
        ? [question.a, question.b]
        : [String(question.from), String(question.to)]
  return [question.kind, ...parts.map(encodeURIComponent)].join(SEPARATOR)
}

/** The question in an address; `null` for none, and for what is none. */
export function readQuestion(text: string | null): Question | null {
  const [kind, first = '', second = ''] = (text ?? '').split(SEPARATOR)
  if (kind === 'led' && first) return { kind, of: first }
  if (kind === 'common' && first && second) return { kind, a: first, b: second }
  const [from, to] = [Number(first), Number(second)]
  if (kind === 'changed' && Number.isInteger(from) && Number.isInteger(to) && 0 < from && from <= to && to < 10_000)
    return { kind, from, to }
  return null
}
