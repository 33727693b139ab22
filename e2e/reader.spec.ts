/** A reader's first way through the app. */
import { choose, select, setReader, show } from './reader.ts'
import { expect, test } from './shell.ts'

test('finds an article by searching and reads it in both languages', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'zh', theme: 'light', readingMode: 'zh' })
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '首页' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '大模型从哪里来' })).toBeVisible()

  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '搜索' }).click()
  await page.getByRole('textbox', { name: '搜索' }).fill('GPT-3')
  await page.getByRole('main').getByRole('link', { name: /GPT-3/ }).first().click()
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toContainText('GPT-3')
  await expect(page.getByRole('article')).toContainText('参数')

  await choose(page, '阅读语言', 'English')
  await expect(page.getByRole('article')).toContainText('parameters')
  await choose(page, '阅读语言', '对照')
  await expect(page.getByRole('article')).toContainText('parameters')
  await expect(page.getByRole('article')).toContainText('参数')

  // An article may keep a mode of its own: the next choice is its alone.
  await page.getByRole('button', { name: '仅本文' }).click()
  await choose(page, '阅读语言', '中文')
  await show(page, '#/article/gpt-2')
  await expect(page.getByRole('radio', { name: '对照' })).toBeChecked()
  await show(page, '#/article/gpt-3')
  await expect(page.getByRole('radio', { name: '中文' })).toBeChecked()
  expect(shell.violations).toEqual([])
})

test('keeps language and theme over a crash of the app', async ({ shell }) => {
  await setReader(shell.page, { language: 'en', theme: 'dark' })
  // A choice is shown at once and stored a moment later: the page that comes back shows what the host has stored.
  await shell.page.reload()
  await expect(shell.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await shell.restart()
  const { page } = shell
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  const html = await page.evaluate(async () => (await fetch('/')).text())
  expect(html, 'dark from the first paint').toContain('<html data-theme="dark"')
})

test('says so when an address leads nowhere, and offers the way back', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light' })
  await show(page, '#/article/no-such-thing')
  await expect(page.getByText('There is no entry “no-such-thing”')).toBeVisible()
  await show(page, '#/nonsense')
  await page.getByRole('link', { name: 'Go home' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'How large models came to be' })).toBeVisible()
})

test('keeps a marked passage over a crash of the app', async ({ shell }) => {
  await setReader(shell.page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(shell.page, '#/article/gpt-3')
  const passage = await select(shell.page, 'parameters')
  await shell.page.keyboard.press('h')
  await show(shell.page, '#/notes')
  await expect(shell.page.getByRole('main')).toContainText(passage)
  await shell.restart()
  await show(shell.page, '#/notes')
  await expect(shell.page.getByRole('main')).toContainText(passage)
})
