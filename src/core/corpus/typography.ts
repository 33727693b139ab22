/** English is typed with straight quotation marks and set with curved ones. */
import type { Root, Text } from 'mdast'
import remarkSmartypants from 'remark-smartypants'
import { unified } from 'unified'

const processor = unified().use(remarkSmartypants, { dashes: false, ellipses: false, backticks: false })

/** Curves the quotation marks and apostrophes of a text, in place; code and formulas stay as they are. */
export function curlQuotes(root: Root): void {
  processor.runSync(root)
}

/** The same for a line that has no Markdown in it, such as a summary. */
export function withCurledQuotes(line: string): string {
  const text: Text = { type: 'text', value: line }
  curlQuotes({ type: 'root', children: [{ type: 'paragraph', children: [text] }] })
  return text.value
}
