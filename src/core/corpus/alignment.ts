/** Whether the two texts of an article stand block by block beside each other. */
import type { SourceArticle } from './markdown.ts'

export interface Misalignment {
  readonly line: number
  readonly message: string
}

/** @returns Where the English text (`en`) leaves the Chinese one, by the lines of the English file. */
export function compareStructure(zh: SourceArticle, en: SourceArticle): Misalignment[] {
  const found: Misalignment[] = []
  const count = Math.max(zh.sections.length, en.sections.length)
  for (let s = 0; s < count; s++) {
    const a = zh.sections[s]
    const b = en.sections[s]
    if (!a || !b) {
      const only = a ?? b
      found.push({ line: b?.line ?? 1, message: `section ${only?.id ?? ''} stands only in ${a ? 'zh.md' : 'en.md'}` })
      continue
    }
    if (a.id !== b.id || a.depth !== b.depth) {
      found.push({ line: b.line, message: `section ${String(s + 1)} is ${a.id} in zh.md and ${b.id} in en.md` })
      return found // every later section would be reported too
    }
    if (a.blocks.length !== b.blocks.length) {
      found.push({
        line: b.line,
        message: `section ${a.id} has ${String(a.blocks.length)} blocks in zh.md (${types(a)}) and ${String(b.blocks.length)} in en.md (${types(b)})`,
      })
      continue
    }
    a.blocks.forEach((block, i) => {
      const twin = b.blocks[i]
      if (twin && twin.type !== block.type) {
        found.push({
          line: twin.line,
          message: `block ${a.id}.${String(i + 1)} is a ${block.type} in zh.md and a ${twin.type} in en.md`,
        })
      }
    })
  }
  return found
}

function types(section: SourceArticle['sections'][number]): string {
  return section.blocks.map((block) => block.type).join(', ')
}
