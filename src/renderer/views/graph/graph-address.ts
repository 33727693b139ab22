import { NO_FILTER, PATH_MODES, readFilter, writeFilter, type GraphFilter, type PathMode } from './graph-filter.ts'
import { readQuestion, writeQuestion, type Question } from './graph-question.ts'
import type { Hops } from '../../../core/graph/index.ts'

/** What an address tells of the graph beside the reading and its middle: all that makes a view a view. */
export interface GraphLook {
  readonly filter: GraphFilter
  /** The entity spoken of; `null` for the middle, or none. */
  readonly select: string | null
  /** The other end of a path, and along which relations it goes. */
  readonly target: string | null
  /** The date that the timeline goes to. */
  readonly at: string | null
  readonly question: Question | null
  readonly along: PathMode
  readonly hops: Hops
}

export const FIRST_LOOK: GraphLook = {
  filter: NO_FILTER,
  select: null,
  target: null,
  at: null,
  question: null,
  along: 'lineage',
  hops: 2,
}

/** A look as a part of an address, `select=gpt-3&path=chatgpt&hide=…`; empty for `FIRST_LOOK`. */
export function writeLook({ filter, select, target, at, question, along, hops }: GraphLook): string {
  return [
    select === null ? '' : `select=${encodeURIComponent(select)}`,
    target === null ? '' : `path=${encodeURIComponent(target)}`,
    at === null ? '' : `at=${encodeURIComponent(at)}`,
    question === null ? '' : `ask=${writeQuestion(question)}`,
    along === FIRST_LOOK.along ? '' : `along=${along}`,
    hops === FIRST_LOOK.hops ? '' : `hops=${String(hops)}`,
    writeFilter(filter),
  ]
    .filter(Boolean)
    .join('&')
}

/** The look in an address; what it does not understand is as in `FIRST_LOOK`. */
export function readLook(address: string): GraphLook {
  const params = new URLSearchParams(address)
  const hops = Number(params.get('hops'))
  return {
    filter: readFilter(address),
    select: params.get('select') || null,
    target: params.get('path') || null,
    at: /^\d{4}(-\d\d){0,2}$/.exec(params.get('at') ?? '')?.[0] ?? null,
    question: readQuestion(params.get('ask')),
    along: PATH_MODES.find((mode) => mode === params.get('along')) ?? FIRST_LOOK.along,
    hops: hops === 1 || hops === 3 ? hops : FIRST_LOOK.hops,
  }
}
