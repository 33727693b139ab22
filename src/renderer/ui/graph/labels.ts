import type { Bilingual, CatalogEntry, Lang } from '../../../core/corpus/model.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { settings } from '../../state/settings.svelte.ts'
import { t } from '../../strings/index.svelte.ts'

const context = document.createElement('canvas').getContext('2d')
const widths = new Map<string, number>()
/** The characters whose fonts are known to be there. */
const loaded = new Set<string>()
/** The interface's font, as a canvas wants it; asking the page for it takes longer than measuring. */
let family = ''

/** Width in pixels of a text in the interface's font. */
export function measureText(text: string, size: number, weight = 400): number {
  const key = `${String(weight)} ${String(size)} ${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  if (!context) return text.length * size * 0.6
  family ||= interfaceFont()
  context.font = `${String(weight)} ${String(size)}px ${family}`
  const width = context.measureText(text).width
  widths.set(key, width)
  return width
}

/**
 * Waits until the fonts for these texts are there; before, widths are those of a stand-in and a canvas draws boxes. Han
 * comes in many small files, and only those whose characters are asked for are fetched.
 */
export async function fontsReady(texts: Iterable<string>): Promise<void> {
  const before = family
  family = interfaceFont()
  if (family !== before) loaded.clear()
  const letters = [...new Set([...texts].join(''))].filter((letter) => !loaded.has(letter)).join('')
  if (letters === '') return
  const wanted = [400, 600].map((weight) => `${String(weight)} 12px ${family}`)
  // What was measured with these fonts still holds.
  const isHere = family === before && wanted.every((font) => document.fonts.check(font, letters))
  try {
    if (!isHere) await Promise.all(wanted.map((font) => document.fonts.load(font, letters)))
    for (const letter of letters) loaded.add(letter)
  } catch {
    // A font that cannot be loaded is replaced by the system's: labels are then a little off, nothing else.
  }
  if (!isHere) widths.clear()
}

function interfaceFont(): string {
  return getComputedStyle(document.body).getPropertyValue('--sans')
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function shorten(text: string, most: number, size: number, weight = 400): string {
  if (measureText(text, size, weight) <= most) return text
  const letters = [...text]
  let low = 1
  let high = letters.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (measureText(`${letters.slice(0, middle).join('')}…`, size, weight) <= most) low = middle
    else high = middle - 1
  }
  return `${letters.slice(0, low).join('').trimEnd()}…`
}

/** A name in the language that the reader chose for the graph; of two that differ, the page's comes first. */
export function graphName(name: Bilingual): string {
  const { graphNames } = settings.current
  if (graphNames !== 'both') return name[graphNames === 'page' ? settings.lang : graphNames]
  const [first, second] = settings.lang === 'zh' ? [name.zh, name.en] : [name.en, name.zh]
  return first === second ? first : `${first} ${second}`
}

/** What stands after the name of an entity whose neighbours are folded into it: " +12". */
export function foldMark(folded: readonly string[] | undefined): string {
  return folded && folded.length > 0 ? ` +${String(folded.length)}` : ''
}

/** The names of an entity's makers, joined; empty where there is none. */
export function makerNames(entry: CatalogEntry | undefined, lang: Lang): string {
  return (entry?.makers ?? []).map((id) => corpus.name(id, lang)).join(' · ')
}

/** What a screen reader says of a node: "GPT-3, Model, 2020-05-28, OpenAI, 14 relations". */
export function describeNode(id: string, lang: Lang): string {
  const entry = corpus.entry(id)
  if (!entry) return id
  const parts = [
    entry.name[lang],
    t(`kind.${entry.kind}`),
    entry.date ?? t('graph.undated'),
    makerNames(entry, lang),
    t('graph.relationCount', { count: entry.degree }),
  ]
  return parts.filter(Boolean).join(t('graph.comma'))
}
