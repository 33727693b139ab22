/** What a new reader wants to do first: each within three actions, and by keyboard alone. */
import type { Page } from '@playwright/test'
import { setReader, show } from './reader.ts'
import { expect, test } from './shell.ts'

/** The most that anything a reader wants may take. */
const ACTIONS = 3

/** A keyboard that counts: a press is an action, and so is typing into the field that has the focus. */
function countedKeys(page: Page) {
  let actions = 0
  return {
    press: async (key: string) => {
      actions++
      await page.keyboard.press(key)
    },
    type: async (text: string) => {
      actions++
      await page.keyboard.type(text)
    },
    /** Begins a task; the one before it must have been within the limit. */
    task: (name: string, run: () => Promise<void>) =>
      test.step(name, async () => {
        actions = 0
        await run()
        expect(actions, name).toBeLessThanOrEqual(ACTIONS)
      }),
  }
}

test('@browser-only does the main things by keyboard alone, each within three actions', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/')
  const { press, type, task } = countedKeys(page)
  const heading = page.getByRole('heading', { level: 1 })
  const article = page.getByRole('article').first()
  const first = page.getByRole('main').locator('[data-block="lead.1"]')
  let sentence = ''

  await task('find what RLHF is', async () => {
    await press('Control+k')
    await type('rlhf')
    await press('Enter')
    await expect(heading).toContainText('Reinforcement learning from human feedback')
    await expect(article).toContainText('people')
  })
  await task('reach PPO from there', async () => {
    await press('Control+k')
    await type('ppo')
    await press('Enter')
    await expect(heading).toContainText('Proximal policy optimization')
  })
  await task('see who made it', async () => {
    await expect(article.locator('header').getByRole('link', { name: 'OpenAI' })).toBeInViewport()
  })
  await task('mark a sentence', async () => {
    await press('v')
    sentence = await page.evaluate(() => getSelection()?.toString().trim() ?? '')
    expect(sentence.length).toBeGreaterThan(10)
    await press('h')
    await expect(page.getByRole('region', { name: 'Notes' })).toContainText(sentence.slice(0, 20))
  })
  await task('find the mark again', async () => {
    await press('b')
    await expect(page.getByRole('main')).toContainText(sentence.slice(0, 40))
  })
  await task('open the family tree of GPT', async () => {
    await press('Control+k')
    await type('gpt-3')
    await press('Alt+Enter')
    await expect(page.getByRole('tab', { name: 'Lineage' })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('tabpanel').getByRole('link', { name: /GPT-2/ }).first()).toBeVisible()
  })
  await press('Alt+ArrowLeft')
  await press('Alt+ArrowLeft')
  await expect(heading).toContainText('Proximal policy optimization')
  await task('read one paragraph in both languages', async () => {
    await press('\\')
    await expect(first).toHaveCount(2)
    await expect(first.nth(0)).toBeInViewport()
    await expect(first.nth(0)).toHaveAttribute('lang', 'en')
    await expect(first.nth(1)).toBeInViewport()
    await expect(first.nth(1)).toHaveAttribute('lang', 'zh')
    await expect(page.getByRole('main').getByRole('region').nth(1)).toBeFocused() // the arrows scroll the new side
  })
  await task('change the theme', async () => {
    await press('Control+k')
    await type('dark')
    await press('Enter')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  })
  await expect(page).toHaveURL(/in=zh/) // the palette gave the keys back to the side that had them
  await task('go to the other side', async () => {
    await press('Control+k')
    await type('other side')
    await press('Enter')
    await expect(page.getByRole('main').getByRole('region').nth(0)).toBeFocused()
    await expect(page).not.toHaveURL(/in=zh/)
  })
  await press('o')
  await expect(page).toHaveURL(/in=zh/)

  // Two pages side by side: the divider moves by keys, one of them has them, and a narrow window shows one.
  const divider = page.getByRole('separator')
  await divider.focus()
  await press('ArrowRight')
  await expect(divider).toHaveAttribute('aria-valuenow', '55')
  await press('o')
  await page.setViewportSize({ width: 900, height: 700 })
  await expect(first).toHaveAttribute('lang', 'en')
  // There is no room beside the text either: outline and notes open over it, with the mark made before.
  const notes = page.getByRole('main').getByRole('region', { name: 'Notes' })
  await expect(notes).toBeHidden()
  await press('i')
  await expect(notes).toContainText(sentence.slice(0, 20))
  await press('Escape')
  await expect(notes).toBeHidden()
  await page.getByRole('button', { name: 'Go to the other side' }).press('Enter')
  await expect(first).toHaveAttribute('lang', 'zh')
  await page.setViewportSize({ width: 1280, height: 720 })
  await expect(divider).toHaveAttribute('aria-valuenow', '55')
  expect(shell.violations).toEqual([])
})
