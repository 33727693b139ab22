import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PACK_FORMAT } from '../core/corpus/model.ts'
import { externalTarget } from './external-links.ts'
import { openPack } from './pack.ts'

let folder = ''

function write(name: string, value: unknown): void {
  writeFileSync(join(folder, name), JSON.stringify(value))
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-pack-'))
  mkdirSync(join(folder, 'articles'))
  write('manifest.json', { format: PACK_FORMAT, files: { 'catalog.json': 'x', 'articles/gpt-3.en.json': 'x' } })
  write('catalog.json', { entities: [{ id: 'gpt-3' }], redirects: { 'gpt-three': 'gpt-3' } })
  write('articles/gpt-3.en.json', {
    references: [{ url: 'https://example.org/gpt-3' }, { url: null }, { url: 'http://example.org/plain' }],
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('openPack', () => {
  it('leads old ids to the one of today and back', () => {
    const pack = openPack(folder)
    expect(pack.currentId('gpt-3')).toBe('gpt-3')
    expect(pack.currentId('gpt-three')).toBe('gpt-3')
    expect(pack.currentId('toString')).toBeNull()
    expect(pack.formerIds('gpt-3')).toEqual(['gpt-three'])
  })

  it.each([
    ['there is no manifest', () => rmSync(join(folder, 'manifest.json')), 'not-ready'],
    ['a listed file is missing', () => rmSync(join(folder, 'articles/gpt-3.en.json')), 'not-ready'],
    ['the catalog is cut', () => writeFileSync(join(folder, 'catalog.json'), '{"entities":['), 'not-ready'],
    ['its format is another', () => write('manifest.json', { format: PACK_FORMAT + 1, files: {} }), 'version'],
  ])('says what to do when %s', (_why, damage, code) => {
    damage()
    expect(() => openPack(folder)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining('npm run corpus') as string }) as Error,
    )
  })
})

describe('externalTarget', () => {
  const target = (url: string) => {
    const pack = openPack(folder)
    return externalTarget(url, (address) => pack.isReference(address))
  }

  it.each([
    'https://arxiv.org/abs/2005.14165',
    'https://www.anthropic.com/news',
    'https://zh.wikipedia.org/wiki/GPT-3',
    'https://example.org/gpt-3',
  ])('lets %s be opened', (url) => expect(target(url)).toBe(url))

  it.each([
    'http://arxiv.org/abs/1',
    'http://example.org/plain',
    'https://example.org/other',
    'https://arxiv.org.evil.example/',
    'https://arxiv.org@evil.example/',
    'https://reader:secret@arxiv.org/',
    'https://:secret@arxiv.org/',
    'https://reader@arxiv.org/',
    'https://arxiv.org:8443/',
    'https://evil.arxiv.org/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'mailuo://article/gpt-3',
    'arxiv.org',
    '',
  ])('does not let %j be opened', (url) => expect(target(url)).toBeNull())
})
