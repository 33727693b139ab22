import type { Kind, RelationType } from '../corpus/model.ts'

/**
 * Where the compass puts a neighbour: what the middle came from (left), what it led to (right), the ideas it is made
 * of (above), and what it stands on: data, machines, makers, people, papers (below).
 */
export type Sector = 'past' | 'future' | 'methods' | 'ground'
export const SECTORS: readonly Sector[] = ['past', 'future', 'methods', 'ground']

/** For each relation, the sector of the other end when it is read from the middle and when it is read towards it. */
const RULES: Readonly<Record<RelationType, readonly [out: Sector, into: Sector]>> = {
  'derived-from': ['past', 'future'],
  'successor-of': ['past', 'future'],
  'variant-of': ['past', 'future'],
  'inspired-by': ['past', 'future'],
  'prerequisite-of': ['future', 'past'],
  'part-of': ['ground', 'future'],
  'uses-method': ['methods', 'future'],
  'introduced-by': ['ground', 'future'],
  'trained-on': ['ground', 'future'],
  'evaluated-on': ['ground', 'future'],
  'developed-by': ['ground', 'future'],
  'author-of': ['future', 'ground'],
  'founded-by': ['ground', 'future'],
  'works-at': ['ground', 'ground'],
  'acquired-by': ['ground', 'ground'],
  'invested-in': ['ground', 'ground'],
  'competes-with': ['ground', 'ground'],
}

/** Kinds that are ideas: as forebears of a work they belong above it, not among its forebears. */
const IDEAS: readonly Kind[] = ['method', 'concept']

export function sectorOf(type: RelationType, direction: 'out' | 'in', middle: Kind, other: Kind): Sector {
  const sector = RULES[type][direction === 'out' ? 0 : 1]
  if (sector === 'past' && IDEAS.includes(other) && !IDEAS.includes(middle)) return 'methods'
  return sector
}
