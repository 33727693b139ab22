/** Whether the two texts of an article stand block by block beside each other. */
import type { Report } from './markdown.ts'
import type { RenderedArticle } from './render-article.ts'

type Structure = Pick<RenderedArticle, 'sections' | 'lines'>

/** Reports where the English text leaves the Chinese one, by the lines of the English file. */
export function checkAlignment(zh: Structure, en: Structure, report: Report): void {
  const count = Math.max(zh.sections.length, en.sections.length)
  for (let s = 0; s < count; s++) {
    const a = zh.sections[s]
    const b = en.sections[s]
    const at = en.lines[s]
    if (!a || !b) {
      report(at?.line ?? 1, `the section ${(a ?? b)?.id ?? ''} stands only in ${a ? 'zh.md' : 'en.md'}`)
      continue
    }
    if (a.id !== b.id || a.depth !== b.depth) {
      report(at?.line ?? 1, `section ${s + 1} is ${name(a)} in zh.md and ${name(b)} in en.md`)
      return // every later section would be reported too
    }
    const types = [a.blocks.map((block) => block.type), b.blocks.map((block) => block.type)] as const
    const differs = [...types[0], ...types[1]].findIndex((_, i) => types[0][i] !== types[1][i])
    if (differs >= 0) {
      const [first, second] = [types[0][differs], types[1][differs]].map((type) => (type ? `a ${type}` : 'missing'))
      const counts = a.blocks.length === b.blocks.length ? '' : ` (${a.blocks.length} blocks and ${b.blocks.length})`
      const line = at?.blocks[differs] ?? at?.line ?? 1
      report(line, `block ${a.id}.${differs + 1} is ${first ?? ''} in zh.md and ${second ?? ''} in en.md${counts}`)
    }
  }
  if (zh.sections.length === en.sections.length && zh.sections.length === 0) report(1, 'both texts are empty')
}

function name(section: { readonly id: string; readonly depth: number }): string {
  return `${'#'.repeat(section.depth)} ${section.id}`
}
