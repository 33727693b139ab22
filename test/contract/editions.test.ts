/** The app comes with another edition of the corpus: nothing changes under the reader until they have seen what it does. */
import { createHash, randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UPLOAD_PART } from '../../src/contract/frames.ts'
import type { ArticleFate, CorpusUpdate, Edition } from '../../src/contract/methods.ts'
import {
  canonicalText,
  describeSelection,
  type Annotation,
  type ParagraphChange,
  type StateCounts,
} from '../../src/core/annotation/index.ts'
import type { CompiledArticle, PackManifest } from '../../src/core/corpus/model.ts'
import { createHost, type Host } from '../../src/host/index.ts'
import { packFolder } from '../../src/host/pack-file.ts'
import { portPair } from './links.ts'
import { talk, type Talk } from './talk.ts'

let folder = ''
let page: Talk
let host: Host
let end: () => Promise<void>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-editions-'))
  takeSmallPack()
  await open()
})
afterEach(async () => {
  await end()
  rmSync(folder, { recursive: true, force: true })
})

/** The real corpus with the texts of a few entries only, so that its copies are quick. */
function takeSmallPack(): void {
  const manifest = JSON.parse(readFileSync('resources/corpus/manifest.json', 'utf8')) as PackManifest
  const isWanted = (name: string) => !name.startsWith('articles/') || /^articles\/(gpt-3|bert|adam)\./.test(name)
  const files = Object.fromEntries(Object.entries(manifest.files).filter(([name]) => isWanted(name)))
  for (const name of Object.keys(files)) cpSync(join('resources/corpus', name), path(name), { recursive: true })
  writeFileSync(path('manifest.json'), JSON.stringify({ ...manifest, files }))
}

async function open(): Promise<void> {
  host = await createHost({
    packFolder: join(folder, 'pack'),
    dataFolder: join(folder, 'data'),
    rendererFolder: join('src', 'renderer'),
    build: 'test',
    shell: { kind: 'browser', openExternal: () => Promise.resolve(false) },
    languages: ['en'],
  })
  const ends = portPair()
  host.attach(ends.host)
  end = async () => {
    ends.cut()
    await host.close()
  }
  page = await talk(ends.page)
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const path = (name: string) => join(folder, 'pack', name)
const read = (name: string) => JSON.parse(readFileSync(path(name), 'utf8')) as CompiledArticle
const blocksOf = ({ sections }: CompiledArticle) => sections.flatMap(({ blocks }) => blocks)

/** Puts a new edition in the place of the old, as an update of the app does; `texts` gives the new texts of blocks. */
function publish(changes: Readonly<Record<string, (texts: string[]) => (string | null)[]>>, gone: string[] = []): void {
  const manifest = JSON.parse(readFileSync(path('manifest.json'), 'utf8')) as PackManifest
  const files: Record<string, string> = { ...manifest.files }
  for (const [name, change] of Object.entries(changes)) {
    const article = read(name)
    const texts = change(blocksOf(article).map(({ text }) => text))
    let at = 0
    const sections = article.sections.map((section) => ({
      ...section,
      blocks: section.blocks.flatMap((block) => {
        const text = texts[at++]
        return text === null || text === undefined ? [] : [{ ...block, text }]
      }),
    }))
    const text = JSON.stringify({ ...article, sections, textHash: sha256(canonicalText(sections)) })
    writeFileSync(path(name), text)
    files[name] = sha256(text)
  }
  for (const name of gone) rmSync(path(name))
  const left = Object.fromEntries(Object.entries(files).filter(([name]) => !gone.includes(name)))
  writeFileSync(path('manifest.json'), JSON.stringify({ ...manifest, version: '0.2.0', files: left }))
}

/** Marks part of a block of an article. */
async function mark(name: string, block: number, from = 0, length = 20): Promise<Annotation> {
  const article = read(`articles/${name}.json`)
  const [id = '', lang = ''] = name.split('.')
  const before = blocksOf(article).slice(0, block)
  const start = before.reduce((sum, { text }) => sum + text.length + 1, 0) + from
  const selector = describeSelection({ blocks: blocksOf(article), textHash: article.textHash }, start, start + length)
  const target = { type: 'text', selector }
  return (await page.get('notes.create', {
    article: id,
    lang,
    colour: 'blue',
    body: '',
    tags: [],
    target,
  })) as Annotation
}

async function served(name: string): Promise<CompiledArticle> {
  const answer = await host.content(new Request(`http://mailuo.localhost/corpus/articles/${name}.json`))
  return (await answer.json()) as CompiledArticle
}

/** The copy is made beside everything else; a reader who ends the app before that has no way back, and loses no mark. */
const kept = () => expect.poll(() => readdirSync(join(folder, 'data/corpora'))).toContain('state.json')

const all = async () => (await page.get('notes.list', {})) as readonly Annotation[]
const update = async () => (await page.get('corpus.update', null)) as CorpusUpdate

/** A new edition as a file, beside the app's own that stays as it is. */
function fileWith(changes: Parameters<typeof publish>[0]): Buffer {
  cpSync(join(folder, 'pack'), join(folder, 'own'), { recursive: true })
  publish(changes)
  const file = Buffer.from(packFolder(join(folder, 'pack')))
  rmSync(join(folder, 'pack'), { recursive: true })
  renameSync(join(folder, 'own'), join(folder, 'pack'))
  return file
}

async function send(file: Uint8Array): Promise<string> {
  const upload = randomUUID()
  const text = Buffer.from(file).toString('base64')
  for (let at = 0; at < text.length; at += UPLOAD_PART)
    await page.get('corpus.upload', { upload, part: text.slice(at, at + UPLOAD_PART) })
  return upload
}

async function bring(file: Uint8Array): Promise<{ items: readonly unknown[]; edition: Edition }> {
  const { items, result } = await page.stream('corpus.add', { upload: await send(file) })
  return { items, edition: result as Edition }
}

async function preview(to: string): Promise<{ counts: StateCounts; fates: readonly ArticleFate[] }> {
  const { items, result } = await page.stream('corpus.preview', { to })
  return { counts: result as StateCounts, fates: items as ArticleFate[] }
}

describe('a new edition', () => {
  it(
    'is read only when the reader says so, carries the marks over, and can be given back',
    { timeout: 60_000 },
    async () => {
      const marks = [
        await mark('gpt-3.en', 1), // a paragraph before it changes: in place all the same
        await mark('gpt-3.en', 2), // its paragraph moves to the end
        await mark('gpt-3.en', 5, 0, 40), // its words are edited
        await mark('gpt-3.en', 4, 0, 30), // its paragraph goes
        await mark('bert.zh', 0), // nothing changes
        await mark('adam.en', 0), // the article goes
      ]
      await kept()
      const before = await all()
      const first = await served('gpt-3.en')
      const edited = blocksOf(first)[5]?.text ?? ''
      await end()

      publish(
        {
          'articles/gpt-3.en.json': (texts) => [
            `A new beginning. ${texts[0] ?? ''}`,
            texts[1] ?? '',
            null,
            texts[3] ?? '',
            null,
            `${edited.slice(0, 12)}quite ${edited.slice(12)}`,
            ...texts.slice(6, -1),
            `${texts.at(-1) ?? ''}\n${texts[2] ?? ''}`,
          ],
        },
        ['articles/adam.en.json'],
      )
      await open()

      // Still the edition that was marked, whatever lies in the app's folder.
      expect((await served('gpt-3.en')).textHash).toBe(first.textHash)
      expect(await all()).toEqual(before)
      const found = await update()
      expect(found).toMatchObject({
        offered: { version: '0.2.0' },
        isDeclined: false,
        former: null,
        changed: ['gpt-3'],
        gone: ['adam'],
        added: [],
      })
      const to = found.offered?.digest ?? ''

      const { counts, fates } = await preview(to)
      expect(counts).toEqual({ exact: 2, moved: 1, edited: 1, unsure: 0, orphan: 2 })
      expect(fates.map(({ article, lang, change }) => [article, lang, change])).toEqual([
        ['gpt-3', 'en', 'changed'],
        ['bert', 'zh', 'same'],
        ['adam', 'en', 'gone'],
      ])
      expect(fates[0]?.marks.map(({ state }) => state)).toEqual(['moved', 'edited', 'orphan'])
      expect(await all()).toEqual(before) // a look changes nothing

      const changes = (await page.get('corpus.changes', { to, article: 'gpt-3', lang: 'en' })) as ParagraphChange[]
      expect(changes.map(({ kind }) => kind).slice(0, 3)).toEqual(['edited', 'removed', 'removed'])
      expect(changes[0]?.pieces[0]).toEqual({ kind: 'added', text: 'A new beginning. ' })

      expect(await page.get('corpus.switch', { to })).toEqual(counts)
      const second = await served('gpt-3.en')
      expect(second.textHash).not.toBe(first.textHash)
      expect(await update()).toMatchObject({
        active: { version: '0.2.0' },
        offered: null,
        former: { version: '0.1.0' },
      })
      const after = await all()
      expect(after.map(({ target }) => target)).toEqual(before.map(({ target }) => target)) // the first place is for ever
      expect(after.map(({ current }) => current?.textHash === second.textHash)).toEqual([
        true,
        true,
        false,
        false,
        false,
        false,
      ])
      const carried = after.find(({ id }) => id === marks[1]?.id)?.current
      expect(canonicalText(second.sections).slice(carried?.start, carried?.end)).toBe(
        blocksOf(first)[2]?.text.slice(0, 20),
      )

      // What the reader does in the new edition stays theirs when they go back.
      const later = await mark('gpt-3.en', 0)
      await end()
      await open()
      const back = (await update()).former?.digest ?? ''
      await page.get('corpus.switch', { to: back })
      expect((await served('gpt-3.en')).textHash).toBe(first.textHash)
      expect((await all()).filter(({ id }) => id !== later.id)).toEqual(before)
      expect((await all()).map(({ id }) => id)).toContain(later.id)
      expect(await update()).toMatchObject({ active: { version: '0.1.0' }, isDeclined: true })
    },
  )

  it('is read at once where nothing was marked', async () => {
    await end()
    publish({ 'articles/gpt-3.en.json': (texts) => ['Another beginning.', ...texts.slice(1)] })
    await open()
    expect(await update()).toMatchObject({ active: { version: '0.2.0' }, offered: null, former: null })
    expect(blocksOf(await served('gpt-3.en'))[0]?.text).toBe('Another beginning.')
  })

  it('is read at once where the copy of the marked one is damaged, and the marks follow by their texts', async () => {
    await mark('gpt-3.en', 1)
    await kept()
    await end()
    const { active } = JSON.parse(readFileSync(join(folder, 'data/corpora/state.json'), 'utf8')) as { active: string }
    rmSync(join(folder, 'data/corpora', active, 'catalog.json'))
    publish({ 'articles/gpt-3.en.json': (texts) => ['Another beginning.', ...texts.slice(1)] })
    await open()
    expect(await update()).toMatchObject({ active: { version: '0.2.0' }, offered: null })
    expect(await page.get('notes.texts', { article: 'gpt-3' })).toHaveLength(1)
  })

  it('may be declined, and is then only offered, not announced', async () => {
    await mark('gpt-3.en', 1)
    await kept()
    await end()
    publish({ 'articles/gpt-3.en.json': (texts) => ['Another beginning.', ...texts.slice(1)] })
    await open()
    await page.get('corpus.decline', null)
    await end()
    await open()
    expect(await update()).toMatchObject({ isDeclined: true, offered: { version: '0.2.0' } })
  })

  it('may come as a file: looked at, read, and given back or dropped', async () => {
    const note = await mark('gpt-3.en', 1)
    await kept()
    const { active } = await update()
    const before = await all()
    const file = fileWith({
      'articles/gpt-3.en.json': (texts) => [`A new beginning. ${texts[0] ?? ''}`, ...texts.slice(1)],
    })

    const { items, edition } = await bring(file)
    expect(items.at(-1)).toBe(1)
    expect(edition).toMatchObject({ version: '0.2.0' })
    expect(await page.frame((each) => each.t === 'ev' && each.n === 'corpus.brought')).toMatchObject({ p: edition })
    expect(await update()).toMatchObject({ active, brought: edition, offered: null, changed: ['gpt-3'] })
    expect((await preview(edition.digest)).counts).toMatchObject({ exact: 1 })
    expect(await all()).toEqual(before)

    // It is still there after a new start, dropped when the reader says so, and can be brought again.
    await end()
    await open()
    expect(await update()).toMatchObject({ active, brought: edition })
    await page.get('corpus.decline', null)
    expect(await update()).toMatchObject({ active, brought: null, isDeclined: false })
    expect(readdirSync(join(folder, 'data/corpora'))).not.toContain(edition.digest)
    await bring(file)

    await page.get('corpus.switch', { to: edition.digest })
    expect(blocksOf(await served('gpt-3.en'))[0]?.text).toMatch(/^A new beginning/)
    expect(await update()).toMatchObject({ active: edition, brought: null, former: active })
    await end()
    await open()
    expect(await update()).toMatchObject({ active: edition, former: active })
    await page.get('corpus.switch', { to: active.digest })
    expect(blocksOf(await served('gpt-3.en'))[0]?.text).not.toMatch(/^A new beginning/)
    expect((await all()).map(({ id }) => id)).toEqual([note.id])
    expect(await all()).toEqual(before)
  })

  it('that turns out to be damaged is left for the app’s own, marks and all', async () => {
    const note = await mark('gpt-3.en', 1)
    await kept()
    const before = await all()
    const { active } = await update()
    expect(host.ownTexts()).toBeNull()
    const file = fileWith({
      'articles/gpt-3.en.json': (texts) => [`A new beginning. ${texts[0] ?? ''}`, ...texts.slice(1)],
    })
    const { edition } = await bring(file)
    await page.get('corpus.switch', { to: edition.digest })
    for (const name of ['manifest.json', 'catalog.json', 'threads.json', 'articles/gpt-3.en.json'])
      writeFileSync(join(folder, 'data/corpora', edition.digest, name), '{')

    await host.ownTexts()?.()
    expect(host.ownTexts()).toBeNull()
    expect(blocksOf(await served('gpt-3.en'))[0]?.text).not.toMatch(/^A new beginning/)
    expect((await all()).map(({ id }) => id)).toEqual([note.id])
    expect(await all()).toEqual(before)
    expect(await update()).toMatchObject({ active, offered: null, former: null })
    await end()
    await open()
    expect(await update()).toMatchObject({ active, former: null })
  })

  it('that was damaged since is not read at the next start, and the reader is told', async () => {
    await bring(fileWith({ 'articles/gpt-3.en.json': (texts) => ['Another beginning.', ...texts.slice(1)] }))
    const { brought, active } = await update()
    await page.get('corpus.switch', { to: brought?.digest })
    rmSync(join(folder, 'data/corpora', brought?.digest ?? '', 'catalog.json'))
    await end()
    await open()
    expect(await update()).toMatchObject({ active, offered: null })
    const { warnings } = (await page.get('app.info', null)) as { warnings: readonly { code: string }[] }
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'edition-damaged' }))
  })

  it('that is refused or given up leaves nothing behind', async () => {
    const file = fileWith({
      'articles/gpt-3.en.json': (texts) => [`A new beginning. ${texts[0] ?? ''}`, ...texts.slice(1)],
    })
    const left = () => readdirSync(join(folder, 'data/corpora'))
    const before = left()
    await expect(bring(file.subarray(0, file.length / 2))).rejects.toThrow('bad-request')
    expect(left()).toEqual(before)

    const upload = await send(file)
    page.send(JSON.stringify({ t: 'req', id: 5000, m: 'corpus.add', p: { upload } }))
    await page.frame((each) => each.t === 'items' && each.id === 5000)
    page.send(JSON.stringify({ t: 'cancel', id: 5000 }))
    const ended = await page.frame((each) => each.t === 'err' && each.id === 5000)
    expect(ended).toMatchObject({ e: { code: 'cancelled' } })
    expect(left()).toEqual(before)
    expect(await page.call('corpus.add', { upload })).toMatchObject({ error: { data: { reason: 'file-gone' } } })
    expect(await update()).toMatchObject({ brought: null })
  })

  it('that is the one being read changes nothing', async () => {
    const { active } = await update()
    expect((await bring(Buffer.from(packFolder(join(folder, 'pack'))))).edition).toEqual(active)
    expect(await update()).toMatchObject({ active, brought: null })
  })

  it('refuses an edition that is not there', async () => {
    expect(await page.call('corpus.switch', { to: 'a'.repeat(64) })).toMatchObject({ error: { code: 'not-found' } })
    expect(existsSync(join(folder, 'data/corpora/undo.json'))).toBe(false)
  })
})
