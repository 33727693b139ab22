import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createContent, type ContentHandler } from './content.ts'

const ORIGIN = 'app://mailuo'
const ARTICLE = '{"id":"gpt-3"}'
const onError = vi.fn()
let folder = ''
let content: ContentHandler

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-content-'))
  mkdirSync(join(folder, 'page/assets'), { recursive: true })
  mkdirSync(join(folder, 'pack/articles'), { recursive: true })
  writeFileSync(join(folder, 'secret.json'), '{"secret":true}')
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'page/assets/index-DBbTFFna.js'), 'run()')
  writeFileSync(join(folder, 'page/assets/notes.md'), 'not for the page')
  writeFileSync(join(folder, 'pack/articles/gpt-3.zh.json'), ARTICLE)
  symlinkSync(join(folder, 'secret.json'), join(folder, 'pack/link.json'))
  onError.mockClear()
  content = await createContent(
    [
      { prefix: '/', folder: join(folder, 'page') },
      {
        prefix: '/corpus/',
        folder: join(folder, 'pack'),
        hashes: { 'articles/gpt-3.zh.json': createHash('sha256').update(ARTICLE).digest('hex') },
      },
    ],
    onError,
  )
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const get = (path: string, init?: RequestInit) => content(new Request(ORIGIN + path, init))

describe('createContent', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', '<!doctype html>'],
    ['/index.html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['/assets/index-DBbTFFna.js', 'text/javascript; charset=utf-8', 'run()'],
    ['/corpus/articles/gpt-3.zh.json', 'application/json; charset=utf-8', ARTICLE],
    ['/corpus/articles/gpt-3.zh.json?x=1', 'application/json; charset=utf-8', ARTICLE],
  ])('gives %s as %s', async (path, type, text) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-length')).toBe(String(text.length))
    expect(await response.text()).toBe(text)
  })

  it('lets only files with a hash in their name be kept unasked', async () => {
    expect((await get('/assets/index-DBbTFFna.js')).headers.get('cache-control')).toContain('immutable')
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache')
    expect((await get('/corpus/articles/gpt-3.zh.json')).headers.get('cache-control')).toBe('no-cache')
  })

  it('sends a file again only when it has changed', async () => {
    const tag = (await get('/')).headers.get('etag') ?? ''
    const again = await get('/', { headers: { 'if-none-match': tag } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    writeFileSync(join(folder, 'page/index.html'), '<!doctype html>2')
    expect((await get('/', { headers: { 'if-none-match': tag } })).status).toBe(200)
  })

  it('fills a file in, and sends it again when that changes', async () => {
    let theme = 'light'
    const fill = { 'index.html': (html: string) => html.replace('html', `html ${theme}`) }
    const filled = await createContent([{ prefix: '/', folder: join(folder, 'page'), fill }], onError)
    const first = await filled(new Request(`${ORIGIN}/`))
    expect(await first.text()).toBe('<!doctype html light>')
    theme = 'dark'
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect(await (await filled(new Request(`${ORIGIN}/`, { headers }))).text()).toBe('<!doctype html dark>')
  })

  it('answers HEAD without the bytes', async () => {
    const response = await get('/', { method: 'HEAD' })
    expect(response.headers.get('content-length')).toBe('15')
    expect(await response.text()).toBe('')
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await get('/', { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/corpus/../../secret.json',
    '/corpus/..%2f..%2fsecret.json',
    '/corpus/%252e%252e/secret.json',
    '/corpus//articles/gpt-3.zh.json',
    '/corpus/articles/gpt-3.zh.json/',
    '/corpus/articles/gpt-3.zh.json%00.html',
    '/corpus/%c0%ae%c0%ae/secret.json',
    '/%E0%A4%A',
    '/corpus/articles',
    '/corpus/link.json',
    '/assets/notes.md',
    '/__proto__',
    '/constructor',
    '//etc/passwd',
  ])('has nothing at %s', async (path) => {
    const response = await get(path)
    expect([400, 404]).toContain(response.status)
    expect(await response.text()).not.toContain('secret')
    expect(onError).not.toHaveBeenCalled()
  })

  it.each(['/', '/nothing', '/%00'])('says with every answer what the page may do (%s)', async (path) => {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).toContain('trusted-types svelte-trusted-html mailuo-article mailuo-worker')
    expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/unsafe|\*|https?:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  it('gives no file that is not what the manifest says', async () => {
    writeFileSync(join(folder, 'pack/articles/gpt-3.zh.json'), '{"id":"gpt-4"}')
    const response = await get('/corpus/articles/gpt-3.zh.json')
    expect(response.status).toBe(500)
    expect(await response.text()).toContain('your notes are safe')
    expect(onError).toHaveBeenCalledOnce()
  })

  it('says so when a listed file is gone', async () => {
    rmSync(join(folder, 'page/index.html'))
    expect((await get('/')).status).toBe(500)
    expect(onError).toHaveBeenCalledOnce()
  })
})
