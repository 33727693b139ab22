/** How the command line shows an answer. */
import type { Excerpt, SearchAnswer, SearchHit } from '../../src/core/search/index.ts'

/** One hit of the `--json` output; `section` is the best one, `null` for names and notes. */
function jsonHit(hit: SearchHit): object {
  if (hit.type !== 'article') {
    const { id, type, article, lang, score, excerpt } = hit
    return { id, lang, section: null, kind: type, title: article, score, excerpt, why: ['note'] }
  }
  const { id, lang, kind, title, score, why, sections } = hit
  const [best] = sections
  return {
    id,
    lang,
    section: best?.section ?? null,
    kind,
    title: title.text,
    score,
    excerpt: best?.excerpt ?? null,
    why,
  }
}

/** One line per query, for scripts. */
export function jsonLine(query: string, { understood, tookMs, hits }: SearchAnswer): string {
  return JSON.stringify({ query, understood, took_ms: Number(tookMs.toFixed(2)), hits: hits.map(jsonHit) })
}

/** An answer for people; `mark` shows what was found. */
export function plainText(query: string, answer: SearchAnswer, mark: (text: string) => string): string {
  const { understood, hits, total } = answer
  const lines = [`${query}: ${total} found in ${answer.tookMs.toFixed(1)} ms${stageText(understood.stage)}`]
  if (understood.also.length > 0) lines.push(`  also: ${understood.also.map(({ term }) => term).join(' · ')}`)
  hits.forEach((hit, i) => {
    if (hit.type !== 'article')
      lines.push(
        `${String(i + 1).padStart(3)}  ${hit.type}${hit.article === null ? '' : ` in ${hit.article}`}: ${marked(hit.excerpt, mark)}`,
      )
    else {
      const about = `${hit.kind}, ${hit.id}, ${hit.lang}; ${hit.why.join(', ')}; ${hit.score.toFixed(1)}`
      lines.push(`${String(i + 1).padStart(3)}  ${marked(hit.title, mark)}  (${about})`)
      for (const { heading, block, excerpt } of hit.sections)
        lines.push(`       ${heading === '' ? '' : `${heading} · `}${block}: ${marked(excerpt, mark)}`)
    }
  })
  return lines.join('\n')
}

function stageText(stage: SearchAnswer['understood']['stage']): string {
  switch (stage) {
    case 'typo':
      return ', spelt otherwise'
    case 'any':
      return ', not all of it'
    case 'all':
    case 'none':
      return ''
  }
}

function marked({ text, marks }: Excerpt, mark: (text: string) => string): string {
  let out = ''
  let at = 0
  for (const { start, end } of marks) {
    out += text.slice(at, start) + mark(text.slice(start, end))
    at = end
  }
  return out + text.slice(at)
}
