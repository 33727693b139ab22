import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Annotation } from '../../core/annotation/model.ts'
import type { Catalog, CatalogEntry, CompiledArticle } from '../../core/corpus/model.ts'
import { buildSearchIndex, noteText, type SearchRequest } from '../../core/search/index.ts'
import { createSearchService, type SearchService } from './index.ts'

const entry: CatalogEntry = {
  id: 'reward-model',
  kind: 'method',
  name: { zh: '奖励模型', en: 'Reward model' },
  aliases: [],
  summary: { zh: '学会打分的模型。', en: 'A model that learned to score.' },
  date: '2017-06',
  level: 'standard',
  confidence: 'verified',
  makers: [],
  langs: ['zh'],
  minutes: { zh: 1, en: 0 },
  degree: 1,
}
const catalog: Catalog = { entities: [entry], redirects: {} }
const block = { id: 'lead.1', type: 'paragraph', html: '', text: '它从人类的比较中学会判断。' } as const
const article = {
  id: 'reward-model',
  kind: 'method',
  lang: 'zh',
  sections: [{ id: 'lead', title: '', depth: 1, blocks: [block] }],
} as unknown as CompiledArticle

const note: Annotation = {
  id: '0e8c4a52-6a2f-4a7e-9a0e-0d7a9d6a1111',
  article: 'reward-model',
  lang: 'zh',
  colour: 'yellow',
  body: '和裁判比一比',
  tags: [],
  target: { type: 'article' },
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
}

const source = { catalog, articles: [article], glossary: [] }
const index = buildSearchIndex(source)
const ask = (text: string): SearchRequest => ({ text, lang: 'zh', scope: 'all', limit: 10 })

describe('createSearchService', () => {
  let packFolder: string
  let service: SearchService | undefined
  let logged: string[]
  let told: string[]

  beforeEach(() => {
    packFolder = mkdtempSync(join(tmpdir(), 'mailuo-search-'))
    mkdirSync(join(packFolder, 'articles'))
    const files = {
      'catalog.json': catalog,
      'glossary.json': [],
      'graph.json': { nodes: [], edges: [] },
      'articles/reward-model.zh.json': article,
    }
    for (const [name, value] of Object.entries(files)) writeFileSync(join(packFolder, name), JSON.stringify(value))
    writeFileSync(join(packFolder, 'search.jsonl'), index)
  })
  afterEach(async () => {
    await service?.close()
    rmSync(packFolder, { recursive: true })
  })
  function start(): SearchService {
    logged = []
    told = []
    return (service = createSearchService({
      packFolder,
      log: (text) => logged.push(text),
      onIndex: (state) => told.push(state),
    }))
  }

  it('answers names at once and texts when they are loaded', async () => {
    const search = start()
    expect(await search.query(ask('奖励模型'))).toMatchObject({ hits: [{ id: 'reward-model' }] })
    await search.ready()
    expect(await search.query(ask('比较中学会'))).toMatchObject({
      complete: true,
      hits: [{ id: 'reward-model', sections: [{ section: 'lead', block: 'lead.1' }] }],
    })
    expect([...logged, ...told]).toEqual([])
  })

  it.each([
    [
      'of another catalog',
      () =>
        writeFileSync(
          join(packFolder, 'search.jsonl'),
          buildSearchIndex({ ...source, catalog: { ...catalog, entities: [] } }),
        ),
    ],
    ['missing', () => rmSync(join(packFolder, 'search.jsonl'))],
    ['cut off', () => writeFileSync(join(packFolder, 'search.jsonl'), index.slice(0, index.length / 2))],
    ['of another shape', () => writeFileSync(join(packFolder, 'search.jsonl'), '[]')],
    [
      'of another tokeniser',
      () => {
        writeFileSync(join(packFolder, 'search.jsonl'), index.replace(/"tokeniser":"[^"]+"/, '"tokeniser":"old"'))
      },
    ],
  ])('builds an index again that is %s, while names answer', async (_, damage) => {
    damage()
    const search = start()
    expect(await search.query(ask('奖励模型'))).toMatchObject({ complete: false, hits: [{ id: 'reward-model' }] })
    await search.ready()
    expect(await search.query(ask('比较中学会'))).toMatchObject({ complete: true, hits: [{ id: 'reward-model' }] })
    expect(logged).toEqual([expect.stringContaining('built again')])
    expect(told).toEqual(['rebuilding', 'ready'])
  })

  it('builds an index again whose texts turn out to be damaged, while names answer', async () => {
    writeFileSync(join(packFolder, 'search.jsonl'), index.replace('["lead.1"', '["lead.1'))
    const search = start()
    expect(await search.query(ask('比较中学会'))).toMatchObject({ complete: false })
    await search.ready()
    expect(await search.query(ask('比较中学会'))).toMatchObject({ complete: true, hits: [{ id: 'reward-model' }] })
    expect(logged).toEqual([expect.stringContaining('damaged in the texts')])
    expect(told).toEqual(['rebuilding', 'ready'])
  })

  it('does without an article that is damaged as well', async () => {
    rmSync(join(packFolder, 'search.jsonl'))
    writeFileSync(join(packFolder, 'articles', 'reward-model.zh.json'), '{')
    const search = start()
    await search.ready()
    expect(await search.query(ask('奖励模型'))).toMatchObject({ complete: true, hits: [{ id: 'reward-model' }] })
    expect(logged.join('\n')).toContain('articles/reward-model.zh.json')
  })

  it('says that it can’t answer without a catalog, and leaves the pack alone', async () => {
    rmSync(join(packFolder, 'catalog.json'))
    const search = start()
    await expect(search.query(ask('奖励模型'))).rejects.toMatchObject({ name: 'AppError', code: 'not-ready' })
    await expect(search.ready()).rejects.toMatchObject({ code: 'not-ready' })
    expect(readFileSync(join(packFolder, 'search.jsonl'), 'utf8')).toBe(index)
  })

  it('drops a question that is given up, and answers the next', async () => {
    const search = start()
    await search.ready()
    const controller = new AbortController()
    const given = search.query(ask('奖励'), controller.signal)
    const next = search.query(ask('奖励模型'))
    controller.abort()
    await expect(given).rejects.toMatchObject({ code: 'cancelled' })
    expect(await next).toMatchObject({ hits: [{ id: 'reward-model' }] })
    await expect(search.query(ask('奖励'), AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('finds notes from before and after its start, and not those that are gone', async () => {
    const search = start()
    const ids = async (text: string) => (await search.query(ask(text))).hits.map((hit) => hit.id)
    const other = { ...note, id: '0e8c4a52-6a2f-4a7e-9a0e-0d7a9d6a2222', body: '斑马' }
    await search.setOwn([noteText(note)])
    await search.putOwn(noteText(other))
    expect(await ids('裁判')).toEqual([note.id])
    expect(await ids('斑马')).toEqual([other.id])
    await search.putOwn(noteText({ ...note, body: '换了话' }))
    await search.removeOwn(other.id)
    expect(await ids('裁判')).toEqual([])
    expect(await ids('斑马')).toEqual([])
    await search.setOwn([noteText(other)])
    expect(await ids('换了话')).toEqual([])
    expect(await ids('斑马')).toEqual([other.id])
  })

  it('holds the process until it has ended, also when an answer that nobody waits for comes meanwhile', () => {
    const program = join(packFolder, 'program.mjs')
    const lines = `
      const { createSearchService } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url))})
      const search = createSearchService({ packFolder: ${JSON.stringify(packFolder)}, log: console.error })
      await search.ready()
      search.ready().catch(() => undefined)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300) // the answer has come, and was not read yet
      await search.close()
      console.log('closed')`
    writeFileSync(program, lines)
    const { stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' })
    expect({ stdout, stderr }).toEqual({ stdout: 'closed\n', stderr: '' })
  })

  it('answers nothing more once closed', async () => {
    const search = start()
    await search.ready()
    await search.close()
    await expect(search.query(ask('奖励'))).rejects.toMatchObject({ code: 'not-ready' })
  })
})
