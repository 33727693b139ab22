/** What a reader does on the page of an article. */
import { select, setReader, show } from './reader.ts'
import { expect, test } from './shell.ts'

test('@page-only finds words in the open article, and goes through the places', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'side-by-side' })
  await show(page, '#/article/reward-model')
  await page.keyboard.press('Control+f')
  const field = page.getByRole('textbox', { name: 'Find in this article' })
  await expect(field).toBeFocused()
  await field.fill('獎勵模型')
  const status = page.getByRole('search').getByRole('status')
  await expect(status).toHaveText(/^1 of \d+$/)
  const painted = () => page.evaluate(() => [...(CSS.highlights.get('find-current') ?? [])].map(String).join())
  expect(await painted()).not.toBe('')
  const first = await status.textContent()
  await field.press('Enter')
  await expect(status).toHaveText(/^2 of /)
  await field.press('Shift+Enter')
  await expect(status).toHaveText(first ?? '')
  await field.fill('zzzz')
  await expect(status).toHaveText('Not found')
  await field.press('Escape')
  await expect(field).toBeHidden()
  expect(await painted()).toBe('')

  // A link to a section leads there from a page that is scrolled as well.
  await page.getByRole('heading', { name: 'References' }).scrollIntoViewIfNeeded()
  for (const [place, title] of [
    ['rlhf/limits', /^What it gets wrong/],
    ['palm/after', /^A smaller successor/],
    ['gsm8k/limits', /^Learned, or learned by heart/],
  ] as const) {
    await show(page, `#/article/${place}`)
    await expect(page.getByRole('heading', { name: title })).toBeInViewport({ ratio: 1 })
  }
  expect(shell.violations).toEqual([])
})

test('is set for paper without the interface, whatever the theme', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'dark', readingMode: 'en' })
  await show(page, '#/article/gpt-3')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('radiogroup')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Notes' })).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'GPT-3' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'References' })).toBeVisible()
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  // Nothing is cut off at the foot of the window: the page is as long as the text.
  const hidden = await page.getByRole('main').evaluate((main) => main.scrollHeight - main.clientHeight)
  expect(hidden).toBe(0)
  expect(shell.violations).toEqual([])
})

test('@page-only peeks at the other language, shows a figure large, and the threads an article is a stop of', async ({
  shell,
}) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/article/rlhf')
  const article = page.getByRole('article')
  const twin = article.getByRole('group', { name: '中文' })
  await article.getByRole('paragraph').filter({ hasText: 'reward' }).nth(1).hover()
  await article.getByRole('button', { name: 'This paragraph in 中文' }).click()
  await expect(twin).toHaveText(/奖励/)
  await page.keyboard.press('Shift+P')
  await expect(twin).toBeHidden()
  await page.keyboard.down('p')
  await expect(twin).toHaveText(/奖励/)
  await page.keyboard.up('p')
  await expect(twin).toBeHidden()

  // The link to a passage, as the toolbar of a selection copies it.
  await select(page, 'reward', 30)
  await page.getByRole('button', { name: 'Copy link to this passage' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  await page.keyboard.press('Control+f')
  await page.keyboard.press('Control+v')
  const link = await page.getByRole('textbox', { name: 'Find in this article' }).inputValue()
  await page.keyboard.press('Escape')
  await show(page, '#/article/gpt-3')
  await show(page, `#/article/rlhf/${/[^/#]+$/.exec(link)?.[0] ?? ''}`)
  const linked = () =>
    page.evaluate(() =>
      [...(CSS.highlights.get('linked') ?? [])].map(({ startContainer, startOffset, endOffset }) =>
        startContainer.textContent?.slice(startOffset, endOffset),
      ),
    )
  expect(await linked()).toEqual([expect.stringMatching(/^.{20,30}$/)])

  await article.locator('.block.figure').first().hover()
  await article.getByRole('button', { name: 'Enlarge' }).first().click()
  const large = page.getByRole('dialog', { name: 'Enlarge' })
  await expect(large).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(large).toBeHidden()

  const threads = article.locator('section', { has: page.getByRole('heading', { name: 'In threads' }) })
  await expect(threads.getByText(/Stop \d+ of \d+/).first()).toBeVisible()
  const step = threads.getByRole('listitem').first().locator('a[href^="#/article/"]').first()
  const name = (await step.textContent())?.trim() ?? ''
  await step.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
  expect(shell.violations).toEqual([])
})
