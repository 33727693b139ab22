/** The frame around every view: finding anything by keyboard, changing shortcuts. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { choose, select, setReader, show } from './reader.ts'
import { expect, test } from './shell.ts'

test('finds entries, passages, notes, commands and settings by keyboard alone', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  const palette = page.getByRole('dialog', { name: 'Find anything' })
  const box = page.getByRole('combobox', { name: 'Find anything' })

  await page.keyboard.press('Control+k')
  await box.fill('ppo')
  await expect(palette.getByRole('option', { selected: true })).toContainText('PPO') // an alias
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Proximal')

  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('option').first()).toContainText('Proximal') // read last
  await box.fill('dark theme')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  const letters = page.getByRole('article').locator('[data-block]').getByRole('paragraph').first()
  await expect(letters).toHaveCSS('font-size', '18px')
  await page.keyboard.press('Control+k')
  await box.fill('larger text')
  await page.keyboard.press('Enter')
  await expect(letters).toHaveCSS('font-size', '19px')

  await page.keyboard.press('Control+k')
  await box.fill('reward model')
  await palette.getByRole('option').filter({ hasText: '›' }).first().click()
  await expect(page).toHaveURL(/#\/article\/[^/]+\/.+/)

  await page.keyboard.press('Control+k')
  await box.fill('xqzzyqx')
  await expect(palette).toContainText('Nothing for “xqzzyqx”')
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  expect(shell.violations).toEqual([])
})

test('@browser-only leaves the keys of an input method alone', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'zh', theme: 'light', readingMode: 'zh' })
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: '找条目、笔记或命令' })
  const ime = await page.context().newCDPSession(page)
  const composed = (type: 'keyDown' | 'keyUp', key: string) =>
    ime.send('Input.dispatchKeyEvent', { type, key, windowsVirtualKeyCode: 229 })

  await ime.send('Input.imeSetComposition', { text: 'zhu yi', selectionStart: 6, selectionEnd: 6 })
  await composed('keyDown', 'Enter')
  await composed('keyUp', 'Enter')
  await expect(palette).toBeVisible()
  await ime.send('Input.insertText', { text: '注意力' })
  await expect(palette.getByRole('option', { selected: true })).toContainText('注意力')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('注意力')
})

test('@page-only shows every shortcut, and lets the reader change one', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light' }) // leaves the focus on a radio button
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeFocused() // so that the arrows scroll it
  // Closed by its cross or by a click beside it, the focus is where it was.
  for (const close of [() => sheet.getByRole('button', { name: 'Close' }).click(), () => page.mouse.click(4, 4)]) {
    await close()
    await expect(sheet).toBeHidden()
    await expect(page.getByRole('radio', { name: 'Light' })).toBeFocused()
    await page.keyboard.press('?')
  }
  const graph = sheet.getByTitle('Change the shortcut: Graph')
  await graph.click()
  await page.keyboard.press('b')
  await expect(sheet).toContainText('That key is taken by “Notes”')
  await page.keyboard.press('j')
  await expect(graph).toHaveText('J')
  // A key at the moment of closing counts too: the browser tells of it only afterwards.
  await page.evaluate(() => {
    document.querySelector('dialog')?.close()
    for (const key of ['g', 'j'])
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })
  await expect(sheet).toBeHidden()
  await expect(page).toHaveURL(/#\/graph/)
  await page.reload()
  await page.keyboard.press('0')
  await expect(page.getByRole('tabpanel').first()).toBeVisible() // 0 is the drawing's own here
  await page.keyboard.press('b')
  await expect(page).toHaveURL(/#\/notes/)
})

test('welcomes a new reader in three steps, and only once', async ({ shell, data }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light' })
  await show(page, '#/')
  const welcome = page.getByRole('region', { name: 'Which language do you prefer?' })
  await expect(welcome).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('heading', { name: 'Paper or ink?' })).toBeFocused()
  await choose(page, 'Theme', 'Dark')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('link', { name: 'Take the five-minute tour' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'The whole story in five minutes' })).toBeVisible()
  await expect.poll(() => readFile(join(data, 'settings.json'), 'utf8')).toMatch(/"welcomed":\s*true/)
  await shell.restart()
  await show(shell.page, '#/') // what was open before the crash is kept a moment later than the setting
  await expect(shell.page.getByRole('heading', { name: 'Entry of the day' })).toBeVisible()
  await expect(shell.page.getByRole('button', { name: 'Next' })).toBeHidden()
})

test('@page-only shows on the home page where the reader was, what was noted and what came out around then', async ({
  shell,
}) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/')
  await expect(page.getByRole('region', { name: 'Recent notes' })).toContainText('No notes yet')
  await show(page, '#/article/gpt-3')
  const passage = await select(page, 'parameters')
  await page.keyboard.press('h')
  await expect(page.getByRole('region', { name: 'Notes' })).toContainText(passage.slice(0, 20))
  await show(page, '#/')
  await expect(page.getByRole('region', { name: 'Recent notes' }).getByRole('link').first()).toContainText(passage)
  await expect(
    page.getByRole('region', { name: 'Continue reading' }).getByRole('link', { name: /GPT-3/ }),
  ).toBeVisible()
  const strip = page
    .getByRole('region', { name: /^Around GPT-3/ })
    .getByRole('list')
    .getByRole('link')
  await expect(strip).toHaveCount(9)
  await expect(strip.nth(4)).toContainText('GPT-3')
})

test('@browser-only says what happened when a page cannot start, and gives the details to copy', async ({ shell }) => {
  const { page, context } = shell
  await setReader(page, { language: 'en', theme: 'light' })
  await context.grantPermissions(['clipboard-write'])
  await page.route('**/corpus/catalog.json', (route) => route.fulfill({ status: 500 }))
  await page.reload()
  await expect(page.getByRole('heading', { name: 'This page could not be opened' })).toBeVisible()
  await page.getByRole('button', { name: 'Copy details' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  await page.unroute('**/corpus/catalog.json')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  // The page itself may not read the clipboard: the reader pastes.
  await show(page, '#/search')
  await page.getByRole('textbox', { name: 'Search' }).press('Control+v')
  await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue(/catalog\.json.*\(500\)/)
})

test('keeps tabs as a browser does: opened, closed, moved, each with its own history, and there after a restart', async ({
  shell,
}) => {
  await setReader(shell.page, { language: 'en', theme: 'light', readingMode: 'en' })
  const strip = () => shell.page.getByRole('navigation', { name: 'Tabs' })
  const names = () => strip().getByRole('listitem')
  const heading = () => shell.page.getByRole('heading', { level: 1 })
  await show(shell.page, '#/article/gpt-3')
  await expect(strip()).toBeHidden() // one page needs no tabs

  const link = (id: string) => shell.page.getByRole('article').locator(`p a[data-id="${id}"]`).first()
  await link('scaling-laws').click({ modifiers: ['Control'] })
  await expect(names()).toHaveText(['GPT-3', 'Scaling laws'])
  await expect(heading()).toContainText('GPT-3') // opened behind
  await link('transformer').click({ button: 'right' })
  await shell.page.getByRole('menuitem', { name: 'Open in new tab' }).click()
  await expect(names()).toHaveText(['GPT-3', 'Transformer', 'Scaling laws'])

  await shell.page.keyboard.press('Control+k')
  await shell.page.getByRole('combobox', { name: 'Find anything' }).fill('ppo')
  await shell.page.keyboard.press('Control+Enter')
  await expect(heading()).toContainText('Proximal')
  await expect(names()).toHaveCount(4)

  // Where it was scrolled and what lies behind it belongs to the tab.
  await shell.page.keyboard.press('[')
  await expect(heading()).toContainText('GPT-3')
  const scroller = () => shell.page.locator('.pane')
  const top = () => scroller().evaluate((pane) => pane.scrollTop)
  const before = await top()
  await scroller().evaluate((pane) => {
    const note = ({ key }: KeyboardEvent) => {
      if (key === ']') document.documentElement.dataset['left'] = String(pane.scrollTop)
    }
    window.addEventListener('keydown', note, { capture: true })
  })
  await shell.page.keyboard.press('End')
  await expect.poll(top).toBeGreaterThan(before)
  await shell.page.keyboard.press(']') // it still glides
  await expect(heading()).toContainText('Proximal')
  await shell.page.keyboard.press('g')
  await expect(shell.page).toHaveURL(/#\/graph/)
  await shell.page.keyboard.press('Alt+ArrowLeft')
  await expect(heading()).toContainText('Proximal')
  await shell.page.keyboard.press('Shift+{')
  await expect(names()).toHaveText([/Prox/, 'GPT-3', 'Transformer', 'Scaling laws'])
  await shell.page.keyboard.press('x')
  await expect(heading()).toContainText('GPT-3')
  const left = Number(await shell.page.locator('html').getAttribute('data-left'))
  expect(left).toBeGreaterThan(before)
  await expect.poll(async () => Math.abs((await top()) - left)).toBeLessThanOrEqual(1)
  await shell.page.keyboard.press('Shift+X')
  await expect(heading()).toContainText('Proximal')

  await strip().getByRole('button', { name: 'Transformer', exact: true }).click({ button: 'middle' })
  await expect(names()).toHaveText(['GPT-3', /Prox/, 'Scaling laws'])
  await shell.page.reload()
  await expect(names()).toHaveText(['GPT-3', /Prox/, 'Scaling laws'])
  expect(shell.violations).toEqual([])
  await shell.restart()
  await expect(names()).toHaveText(['GPT-3', /Prox/, 'Scaling laws'])
  await expect(heading()).toContainText('Proximal')
  await shell.page.keyboard.press('Alt+ArrowRight')
  await expect(shell.page).toHaveURL(/#\/graph/)
})
