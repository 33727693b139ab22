/** The frame around every view: finding anything by keyboard, changing shortcuts. */
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

test('shows every shortcut, and lets the reader change one', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light' }) // leaves the focus on a radio button
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const graph = sheet.getByTitle('Change the shortcut: Graph')
  await graph.click()
  await page.keyboard.press('b')
  await expect(sheet).toContainText('That key is taken by “Notes”')
  await page.keyboard.press('j')
  await expect(graph).toHaveText('J')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/#\/graph/)
  await page.reload()
  await page.keyboard.press('0')
  await expect(page.getByRole('tabpanel').first()).toBeVisible() // 0 is the drawing's own here
  await page.keyboard.press('b')
  await expect(page).toHaveURL(/#\/notes/)
})

test('welcomes a new reader in three steps, and only once', async ({ shell }) => {
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
  await shell.restart()
  await show(shell.page, '#/')
  await expect(shell.page.getByRole('heading', { name: 'Entry of the day' })).toBeVisible()
  await expect(shell.page.getByRole('button', { name: 'Next' })).toBeHidden()
})

test('shows on the home page where the reader was, what was noted and what came out around then', async ({ shell }) => {
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
  await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue(/catalog\.json: 500/)
})
