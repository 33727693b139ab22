import { describe, expect, it } from 'vitest'
import type { ArticleBlock, CompiledArticle } from '../corpus/model.ts'
import { findStatement } from './statement.ts'

const block = (id: string, text: string, html = text): ArticleBlock => ({ id, type: 'paragraph', text, html })

function article(blocks: readonly ArticleBlock[], citedIn: readonly string[]): CompiledArticle {
  return {
    ...{ id: 'codex', kind: 'model', lang: 'en', title: 'Codex', otherTitle: null, aliases: [], summary: '' },
    ...{ level: 'short', confidence: 'known', checked: '2025', minutes: 1, dates: [], facts: [], relations: [] },
    ...{ footnotes: [], links: [], backlinks: [], textHash: '' },
    sections: [{ id: 'lead', title: '', depth: 1, blocks }],
    references: [{ key: 'chen2021', n: 1, html: '', url: null, citedIn }],
  }
}

const GPT3 = { id: 'gpt-3', names: ['GPT-3', 'GPT-3 175B'] }

describe('findStatement', () => {
  it('prefers the sentence whose block cites the source', () => {
    const found = findStatement(
      article(
        [
          block('lead.1', 'Codex is not GPT-3.'),
          block('lead.2', 'It writes code. It was fine-tuned from GPT-3. It is old.'),
        ],
        ['lead.2'],
      ),
      GPT3,
      'chen2021',
    )
    expect(found).toEqual({ article: 'codex', block: 'lead.2', sentence: 'It was fine-tuned from GPT-3.', cited: true })
  })

  it('takes a link for more than a mere name', () => {
    const linked = block('lead.2', 'See GPT-3.', 'See <a href="#/article/gpt-3">GPT-3</a>.')
    expect(findStatement(article([block('lead.1', 'GPT-3 came first.'), linked], []), GPT3, 'x')?.block).toBe('lead.2')
  })

  it.each(['GPT-3.5 is another.', 'So is xGPT-3.', 'GPT-3-like models', 'nothing of the kind'])(
    'does not take %j for a mention',
    (text) => expect(findStatement(article([block('lead.1', text)], []), GPT3, 'x')).toBeNull(),
  )

  it('reads Chinese, where no spaces part words', () => {
    const found = findStatement(article([block('lead.1', '它由GPT-3微调而来。后来停用。')], []), GPT3, 'x')
    expect(found?.sentence).toBe('它由GPT-3微调而来。')
  })
})
