import type { Bilingual, GraphEdge, Lang } from '../../../core/corpus/model.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { t } from '../../strings/index.svelte.ts'

type Sources = Readonly<Record<string, Bilingual>>

/** What a relation says, as a sentence. */
export function sayEdge(edge: GraphEdge, lang: Lang): string {
  return t(`says.${edge.type}`, { a: corpus.name(edge.from, lang), b: corpus.name(edge.to, lang) })
}

/** Since when a relation holds; else when the entity whose record states it came. */
export function edgeDate(edge: GraphEdge): string | null {
  return edge.since ?? corpus.entry(edge.from)?.date ?? null
}

/** Who says so, in words; the source's key stands for a source that is not known. */
export function edgeSource(edge: GraphEdge, lang: Lang, sources: Sources): string {
  return edge.source === 'known' ? t('graph.sourceKnown') : (sources[edge.source]?.[lang] ?? edge.source)
}

/** How sure the record is that states it, in words. */
export function edgeConfidence(edge: GraphEdge): string {
  const confidence = corpus.entry(edge.from)?.confidence
  return confidence ? t(`confidence.${confidence}`) : ''
}

/** Type, date, source and confidence in one line, after the sentence. */
export function tellEdge(edge: GraphEdge, lang: Lang, sources: Sources): string {
  const facts = [edgeDate(edge), edgeSource(edge, lang, sources), edgeConfidence(edge)]
  return [sayEdge(edge, lang), ...new Set(facts.filter(Boolean))].join(' · ')
}
