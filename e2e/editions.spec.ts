/** Another edition of the texts as a file: refused or looked at, read, and given back. */
import type { Page } from '@playwright/test'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { select, setReader, show } from './reader.ts'
import { expect, test, type Shell } from './shell.ts'

const CORPUS = 'resources/corpus'
const CHANGED = 'articles/gpt-3.zh.json'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

interface Article {
  textHash: string
  sections: { blocks: { text: string; html: string }[] }[]
}

/** The corpus as a pack file, version 9.9.9: the article on GPT-3 begins with other words in Chinese. */
function newEdition(): Uint8Array {
  const manifest = JSON.parse(readFileSync(join(CORPUS, 'manifest.json'), 'utf8')) as { files: Record<string, string> }
  const files = Object.fromEntries(
    Object.keys(manifest.files).map((name) => [name, new Uint8Array(readFileSync(join(CORPUS, name)))]),
  )
  const article = JSON.parse(readFileSync(join(CORPUS, CHANGED), 'utf8')) as Article
  const first = article.sections[0]?.blocks[0]
  if (!first) throw new Error('The article has no beginning.')
  first.text = `新版本的开头。${first.text}`
  first.html = first.html.replace('<p>', '<p>新版本的开头。')
  const texts = article.sections.flatMap(({ blocks }) => blocks.map(({ text }) => text))
  article.textHash = sha256(strToU8(texts.join('\n')))
  files[CHANGED] = strToU8(JSON.stringify(article))
  const hashes = { ...manifest.files, [CHANGED]: sha256(files[CHANGED]) }
  const described = { ...manifest, version: '9.9.9', files: hashes }
  return zipSync({ 'manifest.json': strToU8(JSON.stringify(described)), ...files }, { level: 1 })
}

const manifestOf = (pack: Uint8Array) =>
  unzipSync(pack, { filter: ({ name }) => name === 'manifest.json' })['manifest.json'] ?? new Uint8Array()

/** Drops a file on the window. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ([name, base64]) => {
      const blob = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([blob], name))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  )
}

/** Opens a file as a shell does it: from the file manager, or by the button. */
async function open({ page, main, kind }: Shell, path: string): Promise<void> {
  if (main) {
    await main.ask('openFile', { path })
  } else if (kind === 'electron') {
    await drop(page, 'new.mailuo', readFileSync(path)) // its own dialog no test can answer
  } else {
    const asked = page.waitForEvent('filechooser')
    await page.getByRole('main').getByRole('button', { name: '打开文章包……' }).click()
    await (await asked).setFiles(path)
  }
}

test('opens a pack file: refuses a damaged one, shows what a whole one does to the marks, and goes back', async ({
  shell,
  data,
}) => {
  test.slow()
  const { page } = shell
  const main = page.getByRole('main')
  await setReader(page, { language: 'zh', theme: 'light', readingMode: 'zh' })
  await show(page, '#/article/gpt-3')
  await select(page, '参数', 2)
  await page.keyboard.press('h')
  await show(page, '#/notes')
  await expect(main.getByRole('article')).toHaveCount(1)
  await expect.poll(() => readdirSync(join(data, 'corpora'))).toContain('state.json') // the way back is kept

  const pack = newEdition()
  await show(page, '#/editions')
  await drop(page, 'half.mailuo', pack.subarray(0, pack.length / 2))
  const refused = page.getByRole('dialog', { name: '打开“half.mailuo”' })
  await expect(refused.getByRole('alert')).toContainText('不完整或已损坏')
  await page.keyboard.press('Escape')
  await expect(refused).toBeHidden()
  await expect(main).toContainText('只有这一个版本')

  await writeFile(join(data, 'new.mailuo'), pack)
  await open(shell, join(data, 'new.mailuo'))
  await expect(main).toContainText('文件里的版本')
  await expect(main).toContainText('9.9.9')
  await expect(main).toContainText('1 条原位')
  await expect(main).toContainText('0 条丢失')
  const read = main.getByRole('definition').first()
  const was = (await read.textContent()) ?? ''
  await main.getByRole('button', { name: '换到新版本' }).click()
  await expect(read).toContainText('9.9.9') // every page has loaded again
  await show(page, '#/article/gpt-3')
  await expect(main).toContainText('新版本的开头。')
  await show(page, '#/editions')
  await main.getByRole('button', { name: '换回上一个版本' }).click()
  await expect(read).toHaveText(was)
  await show(page, '#/article/gpt-3')
  await expect(main).not.toContainText('新版本的开头。')
  await show(page, '#/notes')
  await expect(main.getByRole('article')).toHaveCount(1)
  expect(shell.violations).toEqual([])

  // An edition that breaks the start of the page is left again.
  await show(page, '#/editions')
  await main.getByRole('button', { name: '换回上一个版本' }).click()
  await expect(read).toContainText('9.9.9')
  writeFileSync(join(data, 'corpora', sha256(manifestOf(pack)), 'threads.json'), '{}')
  await page.reload()
  await expect(main).toContainText('这一页没能打开')
  const wayOut = '改读应用自带的文章'
  if (shell.main) {
    // As where the page does not even come so far.
    await shell.main.ask('press', { label: wayOut })
    for (let crash = 0; crash < 4; crash++) await shell.main.ask('rendererGone', null)
  } else {
    await main.getByRole('button', { name: wayOut }).click()
  }
  await expect(read).toHaveText(was)
  await show(page, '#/notes')
  await expect(main.getByRole('article')).toHaveCount(1)
})
