import { selectorOf, stateOfPlace, type AnchoredAnnotation, type Annotation } from '../../../core/annotation/index.ts'
import type { TextMap } from '../../dom/text-map.ts'
import type { Notes } from './notes-state.svelte.ts'

/** Boxes of blocks looked up once for many marks; with them places are rough, without them true. */
type RoughBoxes = Map<HTMLElement, DOMRect>

export function roughBoxes(): RoughBoxes {
  return new Map()
}

/** A mark as the margin shows it; `top` gives its place on screen in window pixels, `null` when it has none. */
export interface MarginItem extends AnchoredAnnotation {
  /** The shown text that holds it; `null` for a mark in a language that isn't shown, a section or the article. */
  readonly map: TextMap | null
  readonly top: (rough: RoughBoxes | null) => number | null
}

/** All marks of an article with their places in what is shown: passages, twins of passages, sections, the article. */
export function marginItems(notes: Notes, maps: readonly TextMap[], root: HTMLElement): readonly MarginItem[] {
  const items: MarginItem[] = []
  const placed = new Set<string>()
  for (const map of maps) {
    const { lang, textHash } = map.article
    for (const row of notes.anchoredIn({ lang, text: map.text, textHash })) {
      if (!selectorOf(row.annotation)) continue
      placed.add(row.annotation.id)
      const { at } = row
      items.push({ ...row, map, top: (rough) => at && (rough ? map.roughTopOf(at, rough) : map.topOf(at)) })
    }
  }
  for (const annotation of notes.all) {
    if (placed.has(annotation.id)) continue
    const article = maps.find((map) => map.article.lang === annotation.lang)?.article ?? maps[0]?.article
    const state = article && !selectorOf(annotation) ? stateOfPlace(annotation, article) : 'exact'
    items.push({ annotation, state, at: null, map: null, top: () => topOf(annotation, maps, root) })
  }
  return items
}

function topOf(annotation: Annotation, maps: readonly TextMap[], root: HTMLElement): number | null {
  const { target } = annotation
  const selector = selectorOf(annotation)
  const element = selector
    ? maps[0]?.block(selector.block)?.element
    : target.type === 'section'
      ? sectionElement(root, target.section)
      : root
  return element?.getBoundingClientRect().top ?? null
}

/** The heading of a section; the text itself for the beginning. */
export function sectionElement(root: HTMLElement, section: string): HTMLElement | null {
  return section === 'lead' ? root : root.querySelector<HTMLElement>(`[data-section="${CSS.escape(section)}"]`)
}
