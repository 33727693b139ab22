/** `npm run -s query`, as a script uses it. Needs `npm run corpus`. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

function query(args: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['tools/query/main.ts', ...args], {
    input,
    encoding: 'utf8',
  })
  return { stderr, status, lines: stdout.split('\n').filter((line) => line !== '') }
}

describe('the query command', () => {
  let data = ''
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), 'mailuo-query-'))
    const note = {
      id: '0e8c4a52-6a2f-4a7e-9a0e-0d7a9d6a1111',
      article: 'gpt-3',
      lang: 'en',
      colour: 'blue',
      body: 'the quagga of models',
      tags: [],
      target: { type: 'article' },
      created: '2026-01-01T00:00:00.000Z',
      modified: '2026-01-01T00:00:00.000Z',
    }
    mkdirSync(join(data, 'notes'))
    writeFileSync(join(data, 'notes', 'gpt-3.json'), JSON.stringify({ version: 1, notes: [note] }))
  })
  afterAll(() => rmSync(data, { recursive: true }))

  it('gives one line of JSON for every line of input, notes among the hits', () => {
    const { lines, status } = query(['--json', '--limit', '2', '--data', data], '思维链\nquagga\nqqqqqqqqq\n')
    expect(status).toBe(0)
    const answers = lines.map((line) => JSON.parse(line) as { query: string; hits: object[] })
    expect(answers.map((answer) => answer.query)).toEqual(['思维链', 'quagga', 'qqqqqqqqq'])
    const [chain, quagga, nothing] = answers
    expect(Object.keys(chain ?? {})).toEqual(['query', 'understood', 'took_ms', 'hits'])
    expect(Object.keys(chain?.hits[0] ?? {})).toEqual([
      'id',
      'lang',
      'section',
      'kind',
      'title',
      'score',
      'excerpt',
      'why',
    ])
    expect(chain?.hits).toHaveLength(2)
    expect(chain?.hits[0]).toMatchObject({ id: 'chain-of-thought', lang: 'zh', kind: 'method', title: '思维链' })
    expect(quagga?.hits[0]).toMatchObject({ kind: 'note', section: null, why: ['note'] })
    expect(nothing?.hits).toEqual([])
  })

  it('shows results to people, in the language that is asked for', () => {
    const { lines, status } = query(['--lang', 'en', '--limit', '1', '注意力机制'])
    expect(status).toBe(0)
    expect(lines.join('\n')).toContain('[Attention mechanism]')
  })

  it.each([
    [['--lang', 'xx', 'a'], '--lang LANG'],
    [['--limit', '0', 'a'], '--limit N'],
    [['--nonsense', 'a'], 'Unknown option'],
    [['--data', '/nowhere/at/all', 'a'], 'no data folder'],
    [['--pack', '/nowhere/at/all', 'a'], 'no compiled corpus'],
  ])('refuses %j with a message', (args, message) => {
    const { stderr, status } = query(args)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
  })
})
