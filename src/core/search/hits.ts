/** What is shown of a found article: its title, best sections, excerpts, and why it was found. */
import { makeExcerpt, type Found } from '../text/index.ts'
import type { FoundArticle } from './engine.ts'
import type { IndexedSection, SectionBlocks } from './index-file.ts'
import type { ArticleHit, Excerpt, HitReason, SectionHit } from './model.ts'
import type { Names } from './names.ts'
import { needFinder } from './needles.ts'
import type { Need } from './needs.ts'
import type { ScoreDetails } from './score.ts'

const MAX_SECTIONS = 3
/** A section worth less than this share of the best one is left out. */
const LEAST_SHARE = 0.4

/** @returns For the needs of a query, a function that makes hits. */
export function createHitMaker({
  names,
  sections,
  blocks,
  canonicalBlocks,
}: {
  readonly names: Names
  readonly sections: readonly IndexedSection[]
  readonly blocks: (section: number) => SectionBlocks
  readonly canonicalBlocks: (section: number) => readonly string[]
}): (needs: readonly Need[]) => (found: FoundArticle, made: ScoreDetails) => ArticleHit {
  return (needs) => {
    const find = needFinder(needs)
    return (found, made) => {
      const entry = names.entities[found.place]
      if (!entry) throw new RangeError(`no entity at ${found.place}`)
      const least = (made.sections[0]?.[1] ?? 0) * LEAST_SHARE
      return {
        type: 'article',
        id: entry.id,
        kind: entry.kind,
        lang: found.lang,
        title: shown(makeExcerpt(entry.name[found.lang], find, Infinity)),
        score: found.score,
        why: reasons(found, made),
        sections: made.sections
          .filter(([, worth]) => worth >= least)
          .slice(0, MAX_SECTIONS)
          .flatMap(([id]) => sectionHit(id, find) ?? []),
      }
    }
  }

  function sectionHit(id: number, find: (text: string) => Found[]): SectionHit | null {
    const section = sections[id]
    if (!section) return null
    let best = { at: 0, weight: 0 }
    canonicalBlocks(id).forEach((text, at) => {
      const needles = new Set(find(text).map((each) => each.needle))
      const weight = [...needles].reduce((sum, each) => sum + each.length, 0)
      if (weight > best.weight) best = { at, weight }
    })
    const [block, text] = blocks(id)[best.at] ?? ['', '']
    const { section: name, heading } = section
    return { section: name, heading, block, excerpt: shown(makeExcerpt(text, find)) }
  }
}

function shown({ text, marks }: Excerpt): Excerpt {
  return { text, marks: marks.map(({ start, end }) => ({ start, end })) }
}

/** Strongest first; where an article was only found by a detour, the detour comes first, so that it is explained. */
function reasons({ exact, pinyin }: FoundArticle, { needs }: ScoreDetails): HitReason[] {
  const direct: HitReason[] = []
  const detours: HitReason[] = []
  const fields = new Set(needs.flatMap((need) => (need.name ? [need.name.field] : [])))
  const inText = new Set(needs.flatMap((need) => need.sections.map((met) => met.field)))
  if (exact === 'name') direct.push('exact-title')
  if (exact === 'alias') direct.push('alias')
  if (fields.has('name')) direct.push('title')
  if (fields.has('alias')) direct.push('alias')
  if (inText.has('heading')) direct.push('heading')
  if (inText.has('body') || fields.has('about') || fields.has('fact')) direct.push('body')
  const origins = needs.flatMap((need) => {
    const own = [need.name, ...need.sections].flatMap((met) => met?.origin ?? [])
    return own.length === 0 || own.includes('typed') ? [] : own.slice(0, 1)
  })
  if (origins.includes('typo') || exact === 'slip') detours.push('typo')
  if (origins.includes('glossary') || exact === 'glossary') detours.push('glossary')
  if (fields.has('pinyin') || (pinyin && direct.length === 0)) detours.push('pinyin')
  const isDirect = exact === 'name' || exact === 'alias'
  return [...new Set(isDirect ? [...direct, ...detours] : [...detours, ...direct])]
}
