/** A reader makes a thread of one's own. */
import { readFile } from 'node:fs/promises'
import { setReader, show } from './reader.ts'
import { expect, test, type Shell } from './shell.ts'

/** Changes the same thread in a second window, and takes a stop out of it; the desktop has one. Done once the first window shows it. */
async function changeElsewhere({ kind, context, page }: Shell): Promise<void> {
  if (kind !== 'browser') return
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByRole('button', { name: 'Edit', exact: true }).click()
  await other.getByRole('textbox', { name: 'Note at this stop: BERT' }).fill('From elsewhere.')
  await other.getByRole('textbox', { name: 'Title' }).fill('From elsewhere on')
  await other.getByRole('textbox', { name: 'Title' }).press('Enter')
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('From elsewhere on')
  await other.getByRole('button', { name: 'Remove from the thread: BERT' }).click()
  await expect(page.getByText('1 stop ·')).toBeVisible()
  await other.close()
}

/** Deletes the thread in a second window while words are typed into it here. */
async function deleteElsewhere({ kind, context, page }: Shell): Promise<void> {
  if (kind !== 'browser') return
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByRole('button', { name: 'Delete thread' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'was deleted in another window' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Note at this stop: GPT-3' })).toHaveValue('By size alone.')
  await other.close()
}

test('@page-only makes a thread of one’s own, walks it, and takes it away', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/article/gpt-3')
  await page.getByRole('article').getByLabel('Add to a thread…').selectOption('A new thread')
  await page.getByRole('article').getByRole('link', { name: 'My thread' }).click()
  await expect(page).toHaveURL(/#\/thread\/own-/)
  const [address = ''] = /#\/thread\/[^/]+/.exec(page.url()) ?? []
  await page.getByRole('button', { name: 'Edit', exact: true }).click()

  const title = page.getByRole('textbox', { name: 'Title' })
  await title.fill('From BERT on')
  await title.press('Enter')
  const picker = page.getByRole('combobox', { name: 'Add a stop' })
  await picker.fill('BERT')
  await picker.press('Enter')
  // Whoever moves a stop by keys can go on: the focus stays with it, and at the end goes to the way back.
  await page.getByRole('button', { name: 'Move up: BERT' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Move down: BERT' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Move up: BERT' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Move up: BERT' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Move down: BERT' })).toBeFocused()
  const note = page.getByRole('textbox', { name: 'Note at this stop: BERT' })
  await note.fill('It reads both')
  await changeElsewhere(shell)
  await expect(note).toHaveValue('It reads both')
  await note.pressSequentially(' ways.')
  const kept = await title.inputValue()
  await title.fill('')
  await title.blur()
  await expect(title, 'a thread has a title').toHaveValue(kept)
  await title.fill('From BERT on')
  await title.blur()
  await page.getByRole('textbox', { name: 'Note at this stop: GPT-3' }).fill('By size alone.')
  await deleteElsewhere(shell)
  await page.getByRole('button', { name: 'Done' }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as Markdown' }).click(),
  ])
  expect(saved.suggestedFilename()).toBe('From BERT on.md')
  expect(await readFile(await saved.path(), 'utf8')).toBe(
    '# From BERT on\n\n1. [BERT](mailuo://article/bert)\n\n   It reads both ways.\n\n2. [GPT-3](mailuo://article/gpt-3)\n\n   By size alone.\n',
  )

  await page.reload()
  await expect(page.getByText('It reads both ways.')).toBeVisible()
  await page.getByRole('link', { name: 'In the lineage' }).click()
  const drawing = page.getByRole('tabpanel')
  await expect(drawing.getByRole('link')).toHaveCount(2)
  await expect(drawing.getByRole('link', { name: /^BERT, / })).toBeInViewport()
  await page.goBack()
  // Whether GPT-3 counts as begun hangs on how long its page was open: both names of the link lead to the first stop.
  await page.getByRole('link', { name: /^(Begin with the first stop|Continue: BERT)$/ }).click()
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('BERT')

  await show(page, '#/')
  const home = page.getByRole('region', { name: 'Threads' })
  await home.getByRole('link', { name: 'From BERT on' }).click()
  await page.getByRole('button', { name: 'Delete thread' }).click()
  await expect(home.getByRole('link', { name: 'From BERT on' })).not.toBeAttached()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(home.getByRole('link', { name: 'From BERT on' })).toBeVisible()

  // From thread to thread while words are typed: they stay in the one they were typed into.
  await home.getByRole('button', { name: 'New thread' }).click()
  await expect(title).toHaveValue('My thread')
  await show(page, address)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await title.fill('From BERT to GPT-3')
  await page.goBack()
  await expect(page.getByText('0 stops ·')).toBeVisible()
  await expect(title).toHaveValue('My thread')
  await page.goForward()
  await expect(page.getByRole('heading', { name: 'From BERT to GPT-3' })).toBeVisible()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await show(page, `${address}/gpt-3`)
  await expect(page.getByRole('link', { name: 'Stop 2 GPT-3' })).toBeInViewport()
  expect(shell.violations).toEqual([])
})

test('@page-only leads from the dates of a thread to the timeline and back to its place', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/thread/google-road')
  const date = page.getByRole('article').getByRole('time').last()
  const words = (await date.textContent()) ?? ''
  await date.click()
  await expect(page.getByRole('group', { name: / on the timeline$/ })).toBeVisible()
  await expect(page).toHaveURL(/view=timeline&focus=[a-z0-9-]+&.*at=\d{4}/)
  await page.getByRole('button', { name: 'Back to Google’s road' }).click()
  await expect(date).toBeInViewport()
  await expect(date).toHaveText(words)

  await page.keyboard.press('d')
  const list = page.getByRole('dialog', { name: 'Dates in this thread' })
  await expect(list.getByRole('link').first()).toBeFocused()
  await expect(list.getByRole('listitem')).toHaveCount(await page.getByRole('article').getByRole('time').count())
  await page.keyboard.press('End')
  const sentence = list.getByRole('listitem').last().getByRole('link').last()
  const said = (await sentence.textContent()) ?? ''
  await sentence.press('Enter')
  await expect(page.getByText(said.replaceAll('…', '').slice(0, 60))).toBeInViewport()
  await expect(page).toHaveURL(/#\/thread\/google-road\/[a-z0-9-]+$/)

  // At the end of an article its thread goes on: what leads to the next stop, and the way there.
  await show(page, '#/article/palm')
  await expect(page.getByText('Stop 8 of 11')).toBeVisible()
  await expect(page.getByText(/^Ten weeks after ChatGPT, an announcement/)).toBeVisible()
  await page.getByRole('link', { name: 'Bard', exact: true }).last().click()
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Bard')
  await page.getByRole('link', { name: 'Google’s road' }).click()
  await expect(page.getByRole('link', { name: 'Stop 9 Bard' })).toBeInViewport()
  expect(shell.violations).toEqual([])
})
