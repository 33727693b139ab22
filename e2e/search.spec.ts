/** The search page: taking a query apart, keeping it, and what is offered when nothing is found. */
import { setReader, show } from './reader.ts'
import { expect, test } from './shell.ts'

test('@page-only takes a query apart, keeps it, and helps when nothing is found', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/search')
  const box = page.getByRole('textbox', { name: 'Search' })
  const main = page.getByRole('main')

  await box.fill('attention kind:paper')
  await main.getByRole('button', { name: 'Remove kind: paper' }).click()
  await expect(box).toHaveValue('attention')
  await expect(main.getByText('Also searched')).toBeVisible()
  await main.getByRole('button', { name: 'Only what I typed' }).click()
  await expect(main.getByText('Only what you typed was searched.')).toBeVisible()

  await main.getByRole('button', { name: 'Save this search' }).click()
  await expect(main.getByRole('button', { name: 'Remove from saved' })).toBeVisible()
  await box.fill('self-attention')
  await main
    .getByRole('link', { name: /Self-attention/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Self-attention')
  await show(page, '#/search')
  await expect(main.getByRole('link', { name: 'attention', exact: true })).toBeVisible()
  await expect(main.getByRole('link', { name: 'self-attention', exact: true })).toBeVisible()

  await box.fill('title:transformatoren')
  await main.getByText('Closest names:').waitFor()
  await expect(main.getByRole('link', { name: 'Transformer', exact: true })).toBeVisible()

  // While an input method composes nothing is searched; what it commits is.
  await box.fill('')
  await expect(page).toHaveURL(/#\/search$/)
  const input = await page.context().newCDPSession(page)
  await input.send('Input.imeSetComposition', { text: 'jianglimoxing', selectionStart: 13, selectionEnd: 13 })
  await expect(box).toHaveValue('jianglimoxing')
  await page.keyboard.press('Enter') // takes the letters or a candidate, and opens no result
  await expect(page).toHaveURL(/#\/search$/)
  await input.send('Input.insertText', { text: '奖励模型' })
  await expect(page).toHaveURL(/q=%E5%A5%96/)

  // The arrows walk through the results, and the passage beside them follows; from there all places are found.
  await page.setViewportSize({ width: 1280, height: 800 })
  const preview = main.getByRole('complementary', { name: 'Preview' })
  await expect(preview).toContainText('Reward model')
  const before = await preview.textContent()
  await box.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(preview).not.toHaveText(before ?? '')
  const findAll = preview.getByRole('link', { name: /^Find “.+” in the article$/ })
  const words = /“(.+)”/.exec((await findAll.textContent()) ?? '')?.[1] ?? ''
  await findAll.click()
  await expect(page.getByRole('textbox', { name: 'Find in this article' })).toHaveValue(words)
  await expect(page.getByRole('search').getByRole('status')).toHaveText(/^1 of \d+$/)
  expect(shell.violations).toEqual([])
})
