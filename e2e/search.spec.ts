/** The search page: taking a query apart, keeping it, and what is offered when nothing is found. */
import { setReader, show } from './reader.ts'
import { expect, test } from './shell.ts'

test('takes a query apart, keeps it, and helps when nothing is found', async ({ shell }) => {
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
  expect(shell.violations).toEqual([])
})
