/** The reader's marks: made, written on, found again, deleted and brought back, on any shell. */
import type { Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { choose, select, setReader, show } from './reader.ts'
import { expect, test, type Shell } from './shell.ts'

/** Drags files of this text over the window, and lets go if told so. */
function drag(page: Page, text: string, names: readonly string[], event: 'dragover' | 'drop'): Promise<void> {
  return page.evaluate(
    (given) => {
      const dataTransfer = new DataTransfer()
      for (const name of given.names) dataTransfer.items.add(new File([given.text], name))
      document.body.dispatchEvent(new DragEvent(given.event, { dataTransfer, bubbles: true, cancelable: true }))
    },
    { text, names, event },
  )
}

/** Has the app ask for a file, and chooses it: by the desktop's menu, or by the button. */
async function chooseFile({ page, main }: Shell, path: string): Promise<void> {
  if (main) {
    await main.ask('choose', { paths: [path] })
    expect(await main.ask('clickMenu', { label: 'Import notes…' })).toBe(true)
  } else {
    const asked = page.waitForEvent('filechooser')
    await page.getByRole('main').getByRole('button', { name: 'Import' }).click()
    await (await asked).setFiles(path)
  }
}

/** The words painted as marks: the text itself holds no element for them. */
function painted(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    ['yellow', 'green', 'blue', 'pink', 'purple'].flatMap((colour) =>
      [...(CSS.highlights.get(`mark-${colour}`) ?? [])].map((range) => {
        const live = new Range()
        live.setStart(range.startContainer, range.startOffset)
        live.setEnd(range.endContainer, range.endOffset)
        return live.toString()
      }),
    ),
  )
}

test('keeps a highlight over a reload of the page', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'zh', theme: 'light', readingMode: 'zh' })
  await show(page, '#/article/gpt-3')
  const words = await select(page, '论文')
  await expect(page.getByRole('toolbar', { name: '标注选中的文字' })).toBeVisible()
  await page.keyboard.press('h')
  await expect.poll(() => painted(page)).toEqual([words])
  await expect(page.getByRole('region', { name: '笔记' })).toContainText(words)
  await page.reload()
  await expect.poll(() => painted(page)).toEqual([words])

  // In Traditional characters the same words are marked, and what is marked there is found in the text as written.
  await show(page, '#/settings')
  await choose(page, '中文正文用字', '繁体（台湾）')
  await show(page, '#/article/gpt-3')
  const shown = await select(page, '任務就是')
  expect(shown).toMatch(/^對GPT-3來說/)
  await page.keyboard.press('h')
  await expect.poll(() => painted(page)).toContain(shown)
  const inTraditional = await painted(page)
  expect(inTraditional).toHaveLength(2)
  expect(inTraditional).not.toContain(words)
  await show(page, '#/settings')
  await choose(page, '中文正文用字', '原文')
  await show(page, '#/article/gpt-3')
  await expect.poll(() => painted(page)).toContain(words)
  const asWritten = (await painted(page)).filter((each) => each !== words)
  expect(asWritten).toHaveLength(1)
  expect(asWritten[0]).not.toBe(shown)
  expect(asWritten[0]).toHaveLength(shown.length)
  await expect(page.getByRole('region', { name: '笔记' })).toContainText(asWritten[0] ?? '')
  expect(shell.violations).toEqual([])
})

test('writes, edits, finds, deletes and brings back a note', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/article/gpt-3')
  const words = await select(page, 'paper')
  await page.keyboard.press('n')
  const editor = page.getByRole('dialog', { name: 'Edit note' })
  const tags = editor.getByRole('textbox', { name: /^Tags/ })
  await tags.fill('reread, scale')
  await editor.getByRole('textbox', { name: /^Note/ }).fill('Zebra crossing, see [[gpt-2]] <b> #stripes')
  await expect(tags).toHaveValue('reread, scale, stripes') // a tag in the words is one
  await expect(editor.getByRole('status')).toHaveText('Saved on disk')
  await page.keyboard.press('Escape')
  const margin = page.getByRole('region', { name: 'Notes' })
  await expect(margin).toContainText('Zebra crossing')
  await expect(margin).toContainText('<b>')

  await show(page, '#/article/gpt-2')
  await expect(page.getByRole('main')).toContainText('Mentioned in your notes')

  await show(page, '#/search?q=zebra')
  await expect(page.getByRole('main')).toContainText('Zebra crossing')
  await page
    .getByRole('main')
    .getByRole('link', { name: /My notes/ })
    .click()
  await expect(margin.locator('article.active')).toContainText('Zebra crossing')

  await show(page, '#/notes')
  const main = page.getByRole('main')
  await expect(main).toContainText(words)
  await main.getByRole('button', { name: 'Edit' }).click()
  await editor.getByRole('button', { name: /^Blue/ }).click()
  await editor.getByRole('textbox', { name: /^Note/ }).fill('Quagga, not zebra #half-striped')
  await page.keyboard.press('Escape') // closed at once: what was typed is kept all the same
  await expect(main).toContainText('Quagga')
  await main.getByRole('combobox', { name: 'Tag' }).selectOption('#half-striped')
  await expect(main.getByRole('article')).toHaveCount(1)
  await expect(main.getByRole('button', { name: /^#/ })).toHaveText(['#reread', '#scale', '#half-striped'])

  await main.getByRole('searchbox').fill('nothing like it')
  await expect(main).toContainText('No note matches')
  await main.getByRole('button', { name: 'Clear filters' }).click()
  await main.getByRole('button', { name: 'Delete' }).click()
  await expect(main).toContainText('No notes yet')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(main).toContainText('Quagga')

  expect(shell.violations).toEqual([]) // before the crash, which the page will complain about
  await shell.restart()
  await show(shell.page, '#/notes')
  await expect(shell.page.getByRole('main')).toContainText('Quagga, not zebra')
  await expect(shell.page.getByRole('main')).toContainText('#reread')
  await shell.page.getByRole('main').getByTitle('Show in the text').click()
  await expect.poll(() => painted(shell.page)).toEqual([words])

  // A note links to another by the id that its editor copies.
  const cards = shell.page.getByRole('region', { name: 'Notes' })
  const id = (await cards.getByRole('article').getAttribute('id'))?.replace('mark-', '') ?? ''
  await show(shell.page, '#/article/bert')
  await cards.getByRole('button', { name: 'Note on the article' }).click()
  await shell.page.getByRole('textbox', { name: /^Note/ }).fill(`As with [[${id}]]`)
  await shell.page.keyboard.press('Escape')
  await cards.getByRole('link', { name: 'Quagga, not zebra' }).click()
  await expect(cards.locator('article.active')).toContainText('Quagga')
  await expect(shell.page.getByRole('main')).toContainText('As with Quagga')
})

test('marks by keyboard alone, and bookmarks a section', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'side-by-side' })
  await show(page, '#/article/gpt-3')
  await expect(page.getByRole('article').first()).toContainText('parameters')
  await page.setViewportSize({ width: 800, height: 700 })
  await page.keyboard.press('v')
  await expect(page.getByText(/^Selecting by keyboard/)).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  const selected = () => page.evaluate(() => getSelection()?.toString() ?? '')
  const sentence = await selected()
  await page.keyboard.press('w')
  const word = await selected()
  expect(sentence.startsWith(word)).toBe(true)
  expect(word.length).toBeLessThan(sentence.length)
  await page.keyboard.press('w')
  expect(
    sentence
      .slice(word.length)
      .trimStart()
      .startsWith(await selected()),
  ).toBe(true)
  await page.keyboard.press('Shift+W')
  expect(await selected()).toBe(word)
  const langSelected = () =>
    page.evaluate(() => getSelection()?.anchorNode?.parentElement?.closest<HTMLElement>('[data-block]')?.lang)
  const before = await langSelected()
  await page.keyboard.press('v')
  expect(['zh', 'en'].filter((lang) => lang !== before)).toEqual([await langSelected()])
  await page.keyboard.press('v')
  expect(await langSelected()).toBe(before)
  await page.keyboard.press('5')
  await expect.poll(() => painted(page).then((all) => all.length)).toBeGreaterThan(0)
  await page.keyboard.press('m')
  await expect(page.getByText('Bookmarked: Beginning')).toBeVisible()
  await show(page, '#/notes')
  await expect(page.getByRole('main')).toContainText('2 notes')
  expect(shell.violations).toEqual([])
})

test('exports notes as Markdown, as a vault and as W3C annotations @browser-only', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'zh' })
  await show(page, '#/article/gpt-3')
  const words = await select(page, '论文')
  await page.keyboard.press('h')
  await expect.poll(() => painted(page)).toEqual([words])
  await show(page, '#/notes')

  const [markdown] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Markdown' }).click(),
  ])
  expect(await readFile(await markdown.path(), 'utf8')).toContain('[[gpt-3]]')

  const [vault] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Obsidian' }).click(),
  ])
  expect(vault.suggestedFilename()).toBe('mailuo-notes.zip')
  const files = unzipSync(new Uint8Array(await readFile(await vault.path())))
  expect(Object.keys(files)).toEqual(['mailuo-notes/GPT-3.md'])
  expect(strFromU8(files['mailuo-notes/GPT-3.md'] ?? new Uint8Array())).toContain(words)

  const [jsonLd] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'W3C JSON-LD' }).click(),
  ])
  expect(JSON.parse(await readFile(await jsonLd.path(), 'utf8'))).toMatchObject({
    type: 'AnnotationCollection',
    total: 1,
    first: {
      items: [
        { target: { selector: [{ type: 'TextQuoteSelector', exact: words }, { type: 'TextPositionSelector' }] } },
      ],
    },
  })
  expect(shell.violations).toEqual([])
})

test('imports notes after a look, changes many, takes each back, and lists hundreds', async ({ shell, data }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/notes')
  const main = page.getByRole('main')
  await expect(main).toContainText('No notes yet')
  const target = 'mailuo://article/gpt-3?lang=en'
  const records = [
    { target, body: 'First of two <img src=x onerror=alert(1)>' },
    { target, body: 'Second of two' },
    { target: 'https://example.org/cats', body: 'cats' },
  ]
  const path = join(data, 'from-elsewhere.jsonld')
  await writeFile(path, JSON.stringify(records))
  // A real Electron opens its own dialog, which no test can answer.
  if (shell.kind === 'electron') await drag(page, JSON.stringify(records), ['from-elsewhere.jsonld'], 'drop')
  else await chooseFile(shell, path)
  const dialog = page.getByRole('dialog', { name: /from-elsewhere/ })
  await expect(dialog).toContainText('2 new notes')
  await expect(dialog).toContainText('Record 3: about nothing that is here')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  const dropped = [JSON.stringify(records), ['cards.apkg', 'from-elsewhere.jsonld', 'again.jsonld']] as const
  await drag(page, ...dropped, 'dragover')
  await expect(page.getByText('Drop to import notes')).toBeVisible()
  await drag(page, ...dropped, 'drop')
  await expect(page.getByText('“cards.apkg” is no file of notes')).toBeVisible()
  await dialog.getByRole('button', { name: 'Import' }).click()
  const next = page.getByRole('dialog', { name: /again/ })
  await next.getByRole('button', { name: 'Close' }).click()
  await expect(next).toBeHidden()
  await expect(main).toContainText('First of two <img src=x onerror=alert(1)>')

  await main.getByRole('checkbox').first().check()
  const bar = main.getByRole('toolbar', { name: /selected/ })
  await bar.getByRole('button', { name: 'Select all 2' }).click()
  await bar.getByRole('textbox', { name: 'Add a tag' }).fill('later')
  await page.keyboard.press('Enter')
  await expect(main.getByRole('button', { name: '#later' })).toHaveCount(2)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(main.getByRole('button', { name: '#later' })).toHaveCount(0)
  await bar.getByRole('button', { name: 'Delete' }).click()
  await expect(main).toContainText('No notes yet')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(main).toContainText('Second of two')

  // Of a long notebook only what is near the screen is in the page; the row with the focus stays.
  const many = Array.from({ length: 200 }, (_, n) => ({ target, body: `Number ${n}` }))
  const selector = [
    { type: 'TextQuoteSelector', exact: 'Bananas grew quietly behind the yellow lighthouse of Zanzibar.' },
  ]
  const lost = { target: { source: target, selector }, body: 'Where was this?' }
  const common = [{ type: 'TextQuoteSelector', exact: 'parameters', prefix: 'Nine hundred ', suffix: ' of bananas' }]
  const asked = { target: { source: target, selector: common }, body: 'Is it here?' }
  const homeless = { target: { source: target, selector: { type: 'FragmentSelector', value: 'gone' } } }
  await drag(page, JSON.stringify([...many, lost, asked, homeless]), ['many.jsonld'], 'drop')
  await page.getByRole('dialog', { name: /many/ }).getByRole('button', { name: 'Import' }).click()
  await expect(main.getByText('205 notes')).toBeVisible()
  const rows = main.getByRole('article')
  await rows.nth(2).getByRole('checkbox').focus()
  await page.keyboard.press('End')
  await expect(rows.last()).toHaveAttribute('aria-posinset', '205')
  expect(await rows.count()).toBeLessThan(150)
  await page.keyboard.press('Tab')
  await expect(rows.nth(2).getByRole('link')).toBeFocused()
  await expect(rows.nth(2)).toBeInViewport()

  await main.getByRole('button', { name: 'To be placed again' }).click()
  await expect(rows).toHaveCount(3)

  // A place that isn't certain is asked for beside its words, in a narrow window too.
  await page.setViewportSize({ width: 800, height: 600 })
  const unsure = rows.filter({ hasText: 'Is it here?' })
  await expect(unsure).toContainText('Place not certain')
  await unsure.getByRole('link', { name: 'Confirm its place' }).click()
  const editor = page.getByRole('dialog', { name: 'Edit note' })
  await expect(editor).toContainText('Place not certain')
  await expect(editor.getByRole('button', { name: 'This is the place' })).toBeFocused()
  await expect.poll(() => painted(page)).toContain('parameters')
  await page.keyboard.press('Enter')
  await expect(editor).not.toContainText('Place not certain')
  await page.keyboard.press('Escape')

  // One that is nowhere gets another; until then it is listed with its words, as a bookmark of a lost section is.
  const margin = page.getByRole('region', { name: 'Notes' })
  await main.getByRole('button', { name: '2 marks to place' }).click()
  await expect(margin).toContainText('Bananas grew quietly')
  await expect(margin.getByText('No longer in the text')).toHaveCount(2)
  await expect(margin.getByRole('button', { name: 'Choose the place' }).first()).toBeFocused()
  await page.keyboard.press('Enter')
  const words = await select(page, 'paper')
  await page.getByRole('button', { name: 'Attach here' }).click()
  await expect.poll(() => painted(page)).toContain(words)
  await show(page, '#/notes')
  await main.getByRole('button', { name: 'To be placed again' }).click()
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('No longer in the text')
  await rows.getByRole('link', { name: 'Choose its place' }).click()
  const choose = margin.getByRole('button', { name: 'Choose the place' })
  await expect(choose).toBeFocused()
  await expect(choose).toBeInViewport()
  expect(shell.violations).toEqual([])
})

test('@page-only offers to mark what was selected before the text was ready', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/article/gpt-3')
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      const paragraph = document.querySelector('article [data-block] p')
      if (!paragraph) return
      observer.disconnect()
      getSelection()?.selectAllChildren(paragraph)
    }).observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  await expect(page.getByRole('toolbar', { name: 'Mark the selection' })).toBeVisible()
  expect(shell.violations).toEqual([])
})
