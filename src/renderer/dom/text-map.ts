import {
  blockAt,
  blockSpans,
  describeSelection,
  type BlockSpan,
  type TextSelector,
} from '../../core/annotation/index.ts'
import type { CompiledArticle } from '../../core/corpus/model.ts'
import { alignText } from './align-text.ts'
import type { WalkedText } from './selection-walk.ts'
import { originalOf } from './traditional.ts'

/** A passage of an article's canonical text, [start, end) in UTF-16 units. */
export interface Passage {
  readonly start: number
  readonly end: number
}

interface MappedBlock {
  readonly span: BlockSpan
  readonly element: HTMLElement
  readonly nodes: readonly { readonly node: Text; readonly from: number }[]
  /** Offset in the block's shown text to offset in its compiled text; never falls. */
  readonly toCompiled: Int32Array
}

/**
 * Relates what the page shows of one article in one language to its canonical text, both ways. Made anew when the
 * article's elements change. Blocks whose shown text is not their compiled text can't be marked; `unmapped` names them.
 */
export class TextMap {
  readonly article: CompiledArticle
  readonly unmapped: readonly string[]
  readonly #blocks: readonly MappedBlock[]
  readonly #source: Parameters<typeof describeSelection>[0]

  /** @param root Holds the article's blocks: `[data-block="<id>"][lang="<lang>"]`. */
  constructor(root: HTMLElement, article: CompiledArticle) {
    this.article = article
    const blocks = article.sections.flatMap((section) => section.blocks)
    this.#source = { blocks, textHash: article.textHash }
    const elements = new Map(
      [...root.querySelectorAll<HTMLElement>(`[data-block][lang="${article.lang}"]`)].map((element) => [
        element.dataset['block'],
        element,
      ]),
    )
    const spans = blockSpans(blocks)
    const unmapped: string[] = []
    this.#blocks = blocks.flatMap(({ id, text }, i) => {
      const element = elements.get(id)
      const span = spans[i]
      if (!element || !span) return []
      const { shown, nodes } = readText(element)
      const toCompiled = alignText(shown, text)
      if (toCompiled) return [{ span, element, nodes, toCompiled }]
      unmapped.push(id)
      return []
    })
    this.unmapped = unmapped
  }

  /** Describes a passage so that it can be stored. */
  describe({ start, end }: Passage): TextSelector {
    return describeSelection(this.#source, start, end)
  }

  /** What to paint for a passage: one range per block, since blocks of the other language may lie between. */
  rangesOf({ start, end }: Passage): readonly StaticRange[] {
    const ranges: StaticRange[] = []
    let i = firstAtLeast(this.#blocks.length, (place) => (this.#blocks[place]?.span.end ?? 0) > start)
    for (let block = this.#blocks[i]; block && block.span.start < end; block = this.#blocks[++i]) {
      const from = Math.max(start, block.span.start) - block.span.start
      const to = Math.min(end, block.span.end) - block.span.start
      const range = from < to ? rangeIn(block, from, to) : null
      if (range) ranges.push(range)
    }
    return ranges
  }

  /** Where the first unit of a passage is on screen, in window pixels; `null` when it isn't shown. */
  topOf({ start }: Passage): number | null {
    const block = this.#blockWith(start)
    const range = block && rangeIn(block, start - block.span.start, start - block.span.start + 1)
    if (!range) return null
    const live = new Range()
    live.setStart(range.startContainer, range.startOffset)
    live.setEnd(range.endContainer, range.endOffset)
    return live.getBoundingClientRect().top
  }

  /**
   * About where that is: within its block by the share of the text that comes before. Asking the engine for each of
   * thousands of passages takes half a second.
   * @param boxes Boxes of blocks that were looked up before; more are added. Good until something moves.
   */
  roughTopOf({ start }: Passage, boxes: Map<HTMLElement, DOMRect>): number | null {
    const block = this.#blockWith(start)
    if (!block) return null
    const { element, span } = block
    const box = boxes.get(element) ?? element.getBoundingClientRect()
    boxes.set(element, box)
    return box.top + ((start - span.start) / Math.max(1, span.end - span.start)) * box.height
  }

  #blockWith(offset: number): MappedBlock | null {
    const block = this.#blocks[firstAtLeast(this.#blocks.length, (i) => (this.#blocks[i]?.span.end ?? 0) > offset)]
    return block && block.span.start <= offset ? block : null
  }

  /** The passage that a selection covers in this language, without white space at its ends; `null` for none. */
  passageOf(range: Range): Passage | null {
    const passages: Passage[] = []
    for (const block of this.#blocks) {
      if (!range.intersectsNode(block.element)) continue
      for (const { node, from } of block.nodes) {
        if (!range.intersectsNode(node)) continue
        const first = node === range.startContainer ? range.startOffset : 0
        const last = node === range.endContainer ? range.endOffset : node.length
        if (first >= last) continue
        const start = block.span.start + (block.toCompiled[from + first] ?? 0)
        const end = block.span.start + (block.toCompiled[from + last] ?? 0)
        passages.push({ start, end })
      }
    }
    const first = passages[0]
    return first ? this.#trim({ start: first.start, end: passages.at(-1)?.end ?? first.end }) : null
  }

  /** The element of the block that holds an offset, and the block's whole passage. */
  blockAt(offset: number): { readonly id: string; readonly element: HTMLElement; readonly passage: Passage } | null {
    const span = blockAt(
      this.#blocks.map((block) => block.span),
      offset,
    )
    return span && this.block(span.id)
  }

  /** A block by its id; `null` when it isn't shown. */
  block(id: string): { readonly id: string; readonly element: HTMLElement; readonly passage: Passage } | null {
    const block = this.#blocks.find(({ span }) => span.id === id)
    return block ? { id, element: block.element, passage: block.span } : null
  }

  /** What a selection by keyboard walks on. */
  get walked(): WalkedText {
    return { text: this.text, lang: this.article.lang, blocks: this.#blocks.map(({ span }) => span) }
  }

  /** The passage of the first block that reaches below a line of the window; `null` when there is none. */
  firstBelow(top: number): Passage | null {
    return this.#blocks.find(({ element }) => element.getBoundingClientRect().top >= top)?.span ?? null
  }

  /** Makes a passage the selection of the window, and brings its end on screen. */
  select(passage: Passage): void {
    const ranges = this.rangesOf(passage)
    const first = ranges[0]
    const last = ranges.at(-1)
    if (!first || !last) return
    getSelection()?.setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset)
    last.endContainer.parentElement?.scrollIntoView({ block: 'nearest' })
  }

  #trim({ start, end }: Passage): Passage | null {
    const text = this.text.slice(start, end)
    const from = start + text.length - text.trimStart().length
    const to = end - (text.length - text.trimEnd().length)
    return from < to ? { start: from, end: to } : null
  }

  /** The canonical text. */
  get text(): string {
    return this.#source.blocks.map((block) => block.text).join('\n')
  }
}

/** The text nodes of a block in order, as written whatever characters they are shown in, without formulas and footnote or citation marks. */
function readText(element: HTMLElement): { shown: string; nodes: MappedBlock['nodes'] } {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof Element)
      return node.hasAttribute('data-skip') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP
    return NodeFilter.FILTER_ACCEPT
  })
  const nodes: { node: Text; from: number }[] = []
  let shown = ''
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    nodes.push({ node, from: shown.length })
    shown += originalOf(node)
  }
  return { shown, nodes }
}

/** The first index below `length` from which on `holds` is true; `length` when it never is. */
function firstAtLeast(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The range of [from, to) of a block's compiled text. */
function rangeIn({ nodes, toCompiled }: MappedBlock, from: number, to: number): StaticRange | null {
  // First shown unit at or after `from`, and the unit after the last one before `to`.
  const first = firstAtLeast(toCompiled.length, (i) => (toCompiled[i] ?? 0) >= from)
  let last = first
  while (last < toCompiled.length - 1 && (toCompiled[last] ?? to) < to) last++
  const start = nodes.findLast((each) => each.from <= first)
  const end = nodes.findLast((each) => each.from < last)
  if (first >= last || !start || !end) return null
  return new StaticRange({
    startContainer: start.node,
    startOffset: Math.min(first - start.from, start.node.length),
    endContainer: end.node,
    endOffset: Math.min(last - end.from, end.node.length),
  })
}
