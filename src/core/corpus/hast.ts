/** Small helpers over HTML trees, and what is read off them: plain text, prose, links. */
import type { Element, ElementContent, Root, RootContent } from 'hast'

export type HastNode = Root | RootContent | ElementContent

export function element(
  tagName: string,
  properties: Element['properties'],
  children: readonly ElementContent[] = [],
): Element {
  return { type: 'element', tagName, properties, children: [...children] }
}

export function text(value: string): ElementContent {
  return { type: 'text', value }
}

/** Stands in the prose for what is not prose: a formula or code. */
export const OBJECT = '\uFFFC'

/** Text nodes that are not inside `data-skip`, in order: what a walk over the page's DOM gives. */
export function textOf(node: HastNode): string {
  return collect(node, () => null)
}

/** The text as a reader of the prose meets it: formulas and code are one sign each, marks are left out. */
export function proseOf(node: HastNode): string {
  return collect(node, (each) => {
    if (each.tagName === 'code') return OBJECT
    return 'dataTex' in each.properties ? OBJECT : null
  })
}

/** Links to entities and where each stands in `textOf(node)`. */
export function mentionsOf(node: HastNode): { readonly id: string; readonly at: number }[] {
  const found: { id: string; at: number }[] = []
  collect(node, (each, at) => {
    const id = each.properties['dataId']
    if (typeof id === 'string') found.push({ id, at })
    return null
  })
  return found
}

/** @param instead What stands for an element instead of its text; `null` for the text itself. */
function collect(node: HastNode, instead: (each: Element, at: number) => string | null): string {
  let all = ''
  const walk = (each: HastNode): void => {
    if (each.type === 'text') all += each.value
    if (each.type === 'element') {
      const sign = instead(each, all.length)
      if (sign !== null) all += sign
      if (sign !== null || 'dataSkip' in each.properties) return
    }
    if ('children' in each) each.children.forEach(walk)
  }
  walk(node)
  return all
}
