/** What the reader wrote: a small index that changes with every word. It is never stored; building it again costs as much. */
import { plainNote, selectorOf, type Annotation } from '../annotation/index.ts'
import type { Lang } from '../corpus/model.ts'
import type { OwnCard } from '../study/model.ts'
import { canonical, makeExcerpt, tokenise } from '../text/index.ts'
import { openEquivalents } from './equivalents.ts'
import { createGrowingIndex } from './growing.ts'
import { meet, type Searchable } from './match.ts'
import type { CardHit, NoteHit } from './model.ts'
import { needFinder } from './needles.ts'
import { createLiteralCheck, readNeeds } from './needs.ts'
import { parseQuery } from './query.ts'

/** A note or a card, with its words by what they are. */
export interface OwnText {
  readonly type: 'note' | 'card'
  /** UUID. */
  readonly id: string
  /** What it stands at. */
  readonly article: string | null
  readonly lang: Lang
  /** Own words. */
  readonly body: string
  readonly tags: readonly string[]
  /** The passage of the article. */
  readonly quote: string
  /** ISO 8601, UTC. */
  readonly modified: string
}

/** A note as it is searched. */
export function noteText(note: Annotation): OwnText {
  const { id, article, lang, body, tags, modified } = note
  const quote = selectorOf(note)?.exact ?? ''
  return { type: 'note', id, article, lang, body, tags, quote, modified }
}

/** A card as it is searched. */
export function cardText({ id, article, lang, front, back, modified }: OwnCard): OwnText {
  return { type: 'card', id, article, lang, body: `${front}\n${back}`, tags: [], quote: '', modified }
}

export interface OwnIndex {
  /** Adds a text or replaces it. */
  put(text: OwnText): void
  remove(id: string): void
  clear(): void
  query(text: string): OwnAnswer
}

/** Best first, newest first among equals. `tag:` and `in:notes` alone list all that fit. */
export interface OwnAnswer {
  readonly found: readonly OwnText[]
  /** What is shown of one: only the wanted ones are made into hits. @param nameOf Of an entry that a note links to. */
  hit(found: OwnText, nameOf: (id: string) => string | null): NoteHit | CardHit
}

const FIELDS = ['body', 'tags', 'quote'] as const
type OwnField = (typeof FIELDS)[number]
/** Own words count more than the passage they stand at. In the order of the fields. */
const BOOSTS = [2, 2, 1]

/** An empty index. */
export function createOwnIndex(): OwnIndex {
  const own = new Map<string, OwnText>()
  const canonicalTexts = new Map<string, string>()
  const equivalents = openEquivalents([], [])
  let index = createGrowingIndex<string>(BOOSTS)

  function remove(id: string): void {
    canonicalTexts.delete(id)
    if (own.delete(id)) index.remove(id)
  }

  function textOf(id: string): string {
    const each = own.get(id)
    if (!each) return ''
    let text = canonicalTexts.get(id)
    if (text === undefined) canonicalTexts.set(id, (text = canonical([each.body, ...each.tags, each.quote].join('\n'))))
    return text
  }

  return {
    put(text) {
      remove(text.id)
      own.set(text.id, text)
      index.add(text.id, [text.body, text.tags.join('\n'), text.quote].map(tokenise))
    },
    remove,
    clear() {
      own.clear()
      canonicalTexts.clear()
      index = createGrowingIndex(BOOSTS)
    },
    query(text) {
      const parsed = parseQuery(text)
      const needs = readNeeds(parsed, equivalents)
      const where: Searchable<OwnField, string> = { index, fields: FIELDS, text: textOf }
      const met = needs.map((need) => meet(where, need))
      const isListed = parsed.filters.some((filter) => filter.key === 'tag' || filter.key === 'in')
      const ids = needs.length > 0 ? [...(met[0]?.keys() ?? [])] : isListed ? [...own.keys()] : []
      const isLiteral = createLiteralCheck()
      const score = ({ id }: OwnText) => met.reduce((sum, each) => sum + (each.get(id)?.score ?? 0), 0)
      const found = ids
        .filter((id) => met.every((each) => each.has(id)))
        .flatMap((id) => own.get(id) ?? [])
        .filter((each) => !parsed.not.some((word) => isLiteral(textOf(each.id), [word])))
        .filter((each) => passes(each, parsed.filters))
        .map((each) => ({ each, score: score(each) }))
        .sort((a, b) => b.score - a.score || (a.each.modified < b.each.modified ? 1 : -1))
      const find = needFinder(needs)
      return {
        found: found.map(({ each }) => each),
        hit(each, nameOf) {
          const { id, article, lang } = each
          const shown = { id, lang, score: score(each), excerpt: excerptOf(each, nameOf) }
          if (each.type === 'card') return { ...shown, type: 'card', article }
          return { ...shown, type: 'note', article: article ?? '' }
        },
      }

      /** The part that shows the most of the query: own words rather than the passage. */
      function excerptOf({ type, body, quote, tags }: OwnText, nameOf: (id: string) => string | null) {
        const nameOfOwn = (id: string) => nameOf(id) ?? own.get(id)?.body.split('\n', 1)[0] ?? null
        const words = type === 'note' ? plainNote(body, nameOfOwn) : body
        const parts = [words, quote, tags.map((tag) => `#${tag}`).join(' ')].filter((each) => each !== '')
        const made = parts.map((each) => makeExcerpt(each, find))
        const best = made.reduce((a, b) => (b.weight > a.weight ? b : a), made[0] ?? { text: '', marks: [], weight: 0 })
        return { text: best.text, marks: best.marks }
      }
    },
  }
}

/** Filters that say something of own words; the others ask for entities and leave none. */
function passes({ tags, lang }: OwnText, filters: ReturnType<typeof parseQuery>['filters']): boolean {
  return filters.every((filter) => {
    switch (filter.key) {
      case 'tag':
        return tags.some((tag) => canonical(tag) === filter.value)
      case 'in':
        return filter.value === 'notes'
      case 'lang':
        return lang === filter.value
      default:
        return false
    }
  })
}
