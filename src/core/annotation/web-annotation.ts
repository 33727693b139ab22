import { selectorOf } from './anchor.ts'
import type { Annotation, TextSelector } from './model.ts'

/** A JSON value of the export; the W3C vocabulary is open, so no closer type would hold. */
export type JsonLd = string | number | boolean | null | readonly JsonLd[] | { readonly [key: string]: JsonLd }

/** Address of an article's text in one language; the app's own deep-link scheme. */
function sourceOf(annotation: Annotation): JsonLd {
  return {
    id: `mailuo://article/${annotation.article}?lang=${annotation.lang}`,
    type: 'Text',
    format: 'text/plain',
    language: annotation.lang,
  }
}

/**
 * Exports marks as one W3C annotation collection (JSON-LD).
 *
 * The standard counts positions in code points and this app in UTF-16 units, so a position is written only where the
 * text it belongs to is at hand; the quote is always written. The colour is the target's `styleClass`. Where a mark was
 * placed anew, the place as it was first made is kept beside it (`mailuo:firstSelector`). What the standard has no word
 * for, and reading it back needs (`mailuo:place`, in UTF-16 units, with block and hash of the text), other programs pass
 * over. See docs/exchange.md.
 *
 * @param texts Canonical texts by their SHA-256 (hex), for positions.
 * @see https://www.w3.org/TR/annotation-model/ 4.2.4, 4.2.5 ("in terms of unicode code points"), 5.1
 */
export function toWebAnnotations(
  annotations: readonly Annotation[],
  texts: ReadonlyMap<string, string> = new Map(),
): JsonLd {
  return {
    '@context': ['http://www.w3.org/ns/anno.jsonld', { mailuo: 'urn:mailuo:terms:' }],
    id: 'urn:mailuo:notes',
    type: 'AnnotationCollection',
    label: 'Mailuo notes',
    total: annotations.length,
    first: {
      id: 'urn:mailuo:notes:1',
      type: 'AnnotationPage',
      startIndex: 0,
      items: annotations.map((annotation) => toWebAnnotation(annotation, texts)),
    },
  }
}

function toWebAnnotation(annotation: Annotation, texts: ReadonlyMap<string, string>): JsonLd {
  const { id, body, tags, created, modified } = annotation
  const bodies: JsonLd[] = tags.map((tag) => ({ type: 'TextualBody', purpose: 'tagging', value: tag }))
  if (body) bodies.unshift({ type: 'TextualBody', purpose: 'commenting', format: 'text/markdown', value: body })
  return {
    id: `urn:uuid:${id}`,
    type: 'Annotation',
    motivation: motivationOf(annotation),
    created,
    modified,
    ...(bodies.length > 0 && { body: bodies }),
    target: {
      type: 'SpecificResource',
      source: sourceOf(annotation),
      styleClass: `mark-${annotation.colour}`,
      ...selectors(annotation, texts),
    },
  }
}

function motivationOf({ body, target }: Annotation): string {
  if (body) return 'commenting'
  return target.type === 'text' ? 'highlighting' : 'bookmarking'
}

function selectors(annotation: Annotation, texts: ReadonlyMap<string, string>): { readonly [key: string]: JsonLd } {
  const { target, current } = annotation
  const selector = selectorOf(annotation)
  if (selector) {
    return {
      selector: textSelectors(selector, texts),
      'mailuo:place': placeOf(selector),
      ...(current && target.type === 'text'
        ? {
            'mailuo:firstSelector': textSelectors(target.selector, texts),
            'mailuo:firstPlace': placeOf(target.selector),
          }
        : {}),
      // A bookmark that was attached to a passage.
      ...(current && target.type === 'section' ? { 'mailuo:firstSection': target.section } : {}),
      ...(current && target.type === 'article' ? { 'mailuo:firstArticle': true } : {}),
    }
  }
  return target.type === 'section' ? { selector: { type: 'FragmentSelector', value: target.section } } : {}
}

function placeOf({ start, end, block, textHash }: TextSelector): JsonLd {
  return { start, end, block, textHash }
}

function textSelectors(
  { exact, prefix, suffix, start, end, textHash }: TextSelector,
  texts: ReadonlyMap<string, string>,
): JsonLd {
  const quote = { type: 'TextQuoteSelector', exact, prefix, suffix }
  const text = texts.get(textHash)
  if (text === undefined) return [quote]
  const first = codePoints(text.slice(0, start))
  return [quote, { type: 'TextPositionSelector', start: first, end: first + codePoints(text.slice(start, end)) }]
}

function codePoints(text: string): number {
  return Array.from(text).length
}
