/** Marks the dates of a text with `<time datetime>`: the page leads from them to the timeline. */
import type { Element, ElementContent, Root, Text } from 'hast'
import { findDates } from './find-dates.ts'
import { element, text, textOf } from './hast.ts'
import type { Lang } from './model.ts'

/** Elements whose words are not the author's own, or already lead somewhere. */
const CLOSED: ReadonlySet<string> = new Set(['a', 'code', 'pre'])

/**
 * Puts each date that lies in one text node into an element of its own, in place. The text of the tree stays what it
 * was, unit by unit: what marks of readers are anchored to.
 */
export function markDates(tree: Root, lang: Lang): void {
  const dates = findDates(textOf(tree), lang)
  let [at, next] = [0, 0]
  const walk = (node: Root | Element): void => {
    node.children = (node.children as ElementContent[]).flatMap((child) => {
      const from = at
      if (child.type === 'text') {
        at += child.value.length
        return split(child, from)
      }
      if (child.type !== 'element') return [child]
      if (isClosed(child)) at += textOf(child).length
      else walk(child)
      return [child]
    })
  }
  const split = ({ value }: Text, from: number): ElementContent[] => {
    const pieces: ElementContent[] = []
    let done = 0
    for (let date = dates[next]; date && date.start < from + value.length; date = dates[++next]) {
      const { start, end, on } = date
      if (start < from || end > from + value.length) continue
      if (start > from + done) pieces.push(text(value.slice(done, start - from)))
      pieces.push(element('time', { dateTime: on }, [text(value.slice(start - from, end - from))]))
      done = end - from
    }
    if (done < value.length || pieces.length === 0) pieces.push(text(value.slice(done)))
    return pieces
  }
  if (dates.length > 0) walk(tree)
}

function isClosed({ tagName, properties }: Element): boolean {
  return CLOSED.has(tagName) || 'dataSkip' in properties || 'dataHole' in properties
}
