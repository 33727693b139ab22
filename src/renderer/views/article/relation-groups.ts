import type { InfoRelation, RelationType } from '../../../core/corpus/model.ts'

/** Makers and lineage first, study order last. */
const ORDER: readonly RelationType[] = [
  'developed-by',
  'founded-by',
  'author-of',
  'works-at',
  'derived-from',
  'successor-of',
  'variant-of',
  'part-of',
  'introduced-by',
  'inspired-by',
  'uses-method',
  'trained-on',
  'evaluated-on',
  'acquired-by',
  'invested-in',
  'competes-with',
  'prerequisite-of',
]

/** Relations that read alike: of one type, told from one end. */
export interface RelationGroup {
  readonly type: RelationType
  readonly direction: 'out' | 'in'
  readonly items: readonly InfoRelation[]
}

/** An article's relations by what they say, each group with its key, in reading order. Rivalry has no direction. */
export function groupRelations(relations: readonly InfoRelation[]): readonly (readonly [string, RelationGroup])[] {
  const found = new Map<string, RelationGroup & { items: InfoRelation[] }>()
  for (const relation of relations) {
    const direction = relation.type === 'competes-with' ? 'out' : relation.direction
    const key = `${direction}.${relation.type}`
    const group = found.get(key) ?? { type: relation.type, direction, items: [] }
    group.items.push(relation)
    found.set(key, group)
  }
  const rank = ({ type, direction }: RelationGroup) => ORDER.indexOf(type) * 2 + (direction === 'out' ? 0 : 1)
  return [...found].sort(([, a], [, b]) => rank(a) - rank(b))
}
