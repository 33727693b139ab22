/**
 * Shows the page's Chinese text in Traditional characters: a layer over the text nodes, each as long as before. The
 * text itself, what marks hang on and what is searched stays as it was written; `originalOf` gives it back.
 */
import type { HanScript } from '../../contract/settings.ts'
import { showTraditional } from '../../core/text/index.ts'

interface Shown {
  readonly original: string
  readonly shown: string
}

/** Texts that are not prose: they are copied and run as they are. */
const AS_WRITTEN = 'code, pre, kbd, .katex, [data-tex], textarea, [contenteditable], script, style'

const layer = new WeakMap<Text, Shown>()
let script: HanScript = 'original'
let convert: ((text: string) => string) | null = null
let watcher: MutationObserver | null = null

/** The text of a node as it was written. */
export function originalOf(node: Text): string {
  const kept = layer.get(node)
  return kept?.shown === node.data ? kept.original : node.data
}

/**
 * Shows all Chinese text of the page, and what is added to it, in a script; resolves when it is so. The dictionaries
 * are large and most readers need none: they are fetched by the first who does.
 */
export async function showHanScript(wanted: HanScript): Promise<void> {
  if (wanted === script) return
  script = wanted
  if (wanted === 'original') {
    show(null)
    return
  }
  const { Converter } = await import('opencc-js/cn2t')
  const converter = Converter({ from: 'cn', to: wanted })
  // Meanwhile the reader may have chosen another.
  if (script === wanted) show(converter)
}

function show(converter: typeof convert): void {
  watcher?.disconnect()
  convert = converter
  convertBelow(document.body)
  if (!converter) return
  watcher ??= new MutationObserver(follow)
  watcher.observe(document.body, {
    childList: true,
    characterData: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['lang'],
  })
}

/** Runs before the page is painted, so that nothing is ever seen in the other script. */
function follow(changes: readonly MutationRecord[]): void {
  for (const { type, target, addedNodes } of changes) {
    if (type === 'childList') addedNodes.forEach(convertBelow)
    else convertBelow(target)
  }
}

function convertBelow(root: Node): void {
  if (root instanceof Text) {
    convertNode(root)
    return
  }
  if (!(root instanceof Element)) return
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) convertNode(node)
}

function convertNode(node: Text): void {
  const original = originalOf(node)
  const shown = convert && isChineseProse(node) ? showTraditional(original, convert) : original
  if (shown === original) layer.delete(node)
  else layer.set(node, { original, shown })
  if (node.data !== shown) node.data = shown
}

/** Whether the text says of itself that it is Chinese as the corpus writes it; the page as a whole doesn't count. */
function isChineseProse({ data, parentElement }: Text): boolean {
  if (!parentElement || !/\p{Script=Han}|[“”‘’]/u.test(data)) return false
  const speaker = parentElement.closest<HTMLElement>('[lang]')
  return speaker?.lang === 'zh' && speaker !== document.documentElement && !parentElement.closest(AS_WRITTEN)
}
