/** Reviewing by keyboard: cards from the records, graded, undone, kept over a crash; a card of the reader's own. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { select, setReader, show } from './reader.ts'
import { expect, test } from './shell.ts'

test('reviews a deck by keyboard, takes a grade back, and keeps the rest over a crash', async ({ shell }) => {
  await setReader(shell.page, { language: 'en', theme: 'light' })
  await show(shell.page, '#/study')
  const main = () => shell.page.getByRole('main')
  await expect(main()).toContainText('10 new')
  await main()
    .getByRole('link', { name: /^Machines and compute/ })
    .click()
  const question = main().getByRole('heading', { level: 1 })
  await expect(question).toBeVisible()
  const first = await question.innerText()

  await shell.page.keyboard.press('Space')
  await expect(main().getByRole('group', { name: 'How well did you know it?' })).toBeVisible()
  await shell.page.keyboard.press('4')
  await expect(question).not.toHaveText(first)
  await shell.page.keyboard.press('u')
  await expect(question).toHaveText(first)

  // Known well, all of them: each comes back on another day, so the session ends.
  await expect(main()).toContainText(/Card 1 of 10/)
  // Escape takes away the palette, not what lies below it.
  await shell.page.keyboard.press('Control+k')
  await shell.page.keyboard.press('Escape')
  await expect(shell.page.getByRole('dialog')).toBeHidden()
  for (let n = 1; n <= 10; n++) {
    await expect(main()).toContainText(`Card ${String(n)} of 10`)
    await shell.page.keyboard.press('Space')
    await shell.page.keyboard.press('4')
  }
  await expect(main()).toContainText('10 answers, 10 known')
  expect(shell.violations).toEqual([])

  await shell.restart()
  await show(shell.page, '#/study')
  await expect(main()).toContainText('10 reviews today')
  await expect(main()).toContainText('0 new')
  await show(shell.page, '#/')
  await expect(main().getByRole('region', { name: 'Review today' })).toContainText('10 reviews today')
  await show(shell.page, '#/study')

  await main().getByRole('link', { name: 'Progress' }).click()
  await expect(main().getByRole('img', { name: 'Reviews of the last 30 days' })).toBeVisible()
  await expect(
    main()
      .getByRole('definition')
      .filter({ hasText: /^0 of \d+$/ }),
  ).toHaveCount(1)

  await show(shell.page, '#/study?tab=paths&target=transformer')
  const path = main().getByRole('region', { name: 'What to read before' })
  await expect(path.getByRole('listitem').last()).toContainText('Transformer')
  await path.getByRole('button', { name: 'Mark as read: Attention mechanism' }).click()
  await expect(path.getByRole('button', { name: 'Mark as read: Attention mechanism' })).toHaveText('Read')
  await path.getByRole('button', { name: 'Make it my plan' }).click()
  await expect(main().getByRole('region', { name: 'My plan: Transformer' })).toContainText('minutes a day')
})

test('makes a card of marked words, writes one, types its answer, and deletes it with undo', async ({ shell }) => {
  const { page } = shell
  await setReader(page, { language: 'zh', theme: 'light', readingMode: 'zh' })
  const main = page.getByRole('main')
  await show(page, '#/article/gpt-3')
  const words = await select(page, '论文', 8)
  await page.keyboard.press('c')
  await expect(page.getByText(/^卡片已存下/)).toContainText('［……］')
  await show(page, '#/study?tab=cards')
  await expect(main.getByRole('listitem').filter({ hasText: '［……］' })).toContainText(words)

  await show(page, '#/study')
  await main.getByText('复习方式').click()
  await main.getByText('键入', { exact: true }).click()
  await main.getByRole('link', { name: '我的卡片' }).click()
  await main.getByRole('listitem').filter({ hasText: words }).getByRole('button', { name: '删除' }).click()
  await main.getByRole('button', { name: '写一张卡片' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '问题' }).fill('<b>Transformer</b> 靠什么？')
  await dialog.getByRole('textbox', { name: '答案' }).fill('注意力机制')
  await dialog.getByRole('button', { name: '存下' }).click()
  await main.getByRole('link', { name: /自己写的/ }).click()
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('<b>Transformer</b> 靠什么？')
  await page.keyboard.type('zhuyi li jizhi')
  await page.keyboard.press('Enter')
  await expect(main).toContainText('答对了')
  await page.keyboard.press('4')
  await expect(main).toContainText('这一轮结束了')

  // Own cards are found among everything else, and the way leads to the card.
  await show(page, '#/search?q=靠什么')
  await main.getByRole('link', { name: /我的卡片/ }).click()
  await expect(main.getByRole('listitem').filter({ hasText: '靠什么' })).toBeFocused()

  await show(page, '#/study?tab=cards')
  const mine = main.getByRole('listitem').filter({ hasText: '注意力机制' })
  await mine.getByRole('button', { name: '删除' }).click()
  await expect(main.getByRole('region', { name: '我的卡片' })).not.toContainText('注意力机制')
  await page.getByRole('button', { name: '撤销' }).last().click()
  await expect(main.getByRole('region', { name: '我的卡片' })).toContainText('注意力机制')
  expect(shell.violations).toEqual([])
})

test('@page-only says where the record has changed since the last review', async ({ shell, data }) => {
  await setReader(shell.page, { language: 'en', theme: 'light' })
  const reviewed = { type: 'review', grade: 3, ms: 3000, retention: 0.9, seen: '48', at: '2026-01-01T00:00:00.000Z' }
  const event = { id: '00000000-0000-4000-8000-000000000001', card: 'size/gpt-3/layers', ...reviewed }
  await mkdir(join(data, 'study'), { recursive: true })
  await writeFile(join(data, 'study/journal.jsonl'), `${JSON.stringify(event)}\n`)
  await shell.restart()
  await show(shell.page, '#/study?deck=all')
  const main = shell.page.getByRole('main')
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('How many layers does GPT-3 have?')
  await shell.page.keyboard.press('Space')
  await expect(main).toContainText('The record has changed since your last review. It said: 48')
  await expect(main).toContainText('96')
})
