/** A reader asks the graph where something came from. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { leastLikeness } from './likeness.ts'
import { setReader, show } from './reader.ts'
import { expect, test } from './shell.ts'

const node = (page: Page, name: RegExp) => page.getByRole('main').getByRole('link', { name }).first()

test.beforeEach(async ({ shell }) => {
  await setReader(shell.page, { language: 'en', theme: 'light', readingMode: 'en' })
})

test('finds GPT-3 and sees where it came from and what it led to', async ({ shell }) => {
  const { page } = shell
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Graph' }).click()
  await expect(page.getByRole('tab', { name: 'Lineage' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Tab')
  await page.getByRole('combobox', { name: 'Find an entry' }).fill('gpt-3')
  await page.getByRole('option').first().click()

  const details = page.getByRole('region', { name: 'Selected entry' })
  await expect(details.getByRole('heading', { level: 2 })).toContainText('GPT-3')
  await expect(details.getByRole('link', { name: 'GPT-2' })).toBeVisible()
  await expect(details.getByRole('link', { name: 'InstructGPT' })).toBeVisible()
  const line = page.getByRole('region', { name: 'Line', exact: true })
  await expect(line.getByRole('listitem')).toHaveText([/^GPT-1/, /^GPT-2/, /^GPT-3/])

  await details.getByRole('button', { name: 'See around it' }).click()
  await expect(page.getByRole('tab', { name: 'Around one' })).toHaveAttribute('aria-selected', 'true')
  await expect(node(page, /^GPT-3, Model, 2020-05-28, OpenAI, \d+ relations$/)).toBeVisible()
  await expect(node(page, /^InstructGPT, Model/)).toBeVisible()
  expect(shell.violations).toEqual([])
})

test('@page-only opens the article of the entry one clicks', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=lineage&focus=gpt-3')
  await node(page, /^GPT-3, Model/).click()
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('GPT-3')
})

test('@page-only walks along descent by keyboard and opens an article by Enter', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=lineage&focus=gpt-3')
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 }

  // Whoever has moved away from the selection stays there when the window changes.
  const [chosen, elsewhere] = [node(page, /^GPT-3, Model/), node(page, /^GPT-5, Model/)]
  await page.getByRole('group', { name: /^Where models and products/ }).hover({ position: { x: 8, y: 8 } })
  for (let i = 0; i < 3; i++) await page.mouse.wheel(0, -120)
  await page.mouse.wheel(1600, 0)
  await expect(elsewhere).toBeInViewport({ ratio: 1 })
  await expect(chosen).not.toBeInViewport()
  const place = await elsewhere.boundingBox()
  await page.setViewportSize({ width: width + 400, height })
  await expect.poll(() => elsewhere.boundingBox()).not.toEqual(place)
  await expect(elsewhere).toBeInViewport()
  await expect(chosen).not.toBeInViewport()
  await page.setViewportSize({ width, height })

  await chosen.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(node(page, /^GPT-2, Model/)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(node(page, /^GPT-1, Model/)).toBeFocused()
  await expect(page.getByRole('region', { name: 'Selected entry' }).getByRole('heading', { level: 2 })).toContainText(
    'GPT-1',
  )
  await page.keyboard.press('ArrowRight')
  await expect(node(page, /^GPT-2, Model/)).toBeFocused()

  // What is selected stays in sight in a window of another size, whichever reading is open.
  await page.keyboard.press('End')
  const last = node(page, /^GPT-5, Model/)
  await expect(last).toBeFocused()
  for (const size of [
    { width: 820, height: 640 },
    { width, height },
  ]) {
    await page.setViewportSize(size)
    await expect(last).toBeInViewport({ ratio: 1 })
  }
  await node(page, /^GPT-2, Model/).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('GPT-2')
})

test('@page-only says how one entry led to another', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=lineage&focus=gpt-1')
  await page.getByRole('button', { name: 'How did it lead to…' }).click()
  await page.getByRole('combobox', { name: 'To which entry' }).fill('ChatGPT')
  await page.keyboard.press('Enter')
  const path = page.getByRole('region', { name: 'Path' })
  const stops = path.getByRole('listitem')
  await expect(stops.first()).toContainText('GPT-1')
  await expect(stops.last()).toContainText('ChatGPT')
  for (const end of [/^GPT-1, Model/, /^ChatGPT, Product/]) await expect(node(page, end)).toBeInViewport({ ratio: 1 })
  await path.getByRole('button', { name: 'Clear the path' }).click()
  await expect(page.getByRole('region', { name: 'Line', exact: true })).toBeVisible()

  await page.getByRole('radiogroup').getByText('Questions').click()
  await page.getByRole('button', { name: 'What did GPT-1 lead to?' }).click()
  const answer = page.getByRole('region', { name: 'Answer' })
  await expect(answer).toContainText(/GPT-1 led to \d+ entries/)
  await expect(answer.getByRole('link', { name: 'GPT-2' })).toBeVisible()
  await page.getByRole('combobox', { name: 'The other entry' }).fill('Codex')
  await page.keyboard.press('Enter')
  await expect(answer).toContainText('GPT-1 and Codex both come from GPT-1')
  // The address asks it again.
  await expect(page).toHaveURL(/ask=common~gpt-1~codex/)
})

test('@page-only filters by the legend without moving anything', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=lineage&focus=gpt-3')
  const where = () => node(page, /^GPT-3, Model/).boundingBox()
  await expect(node(page, /^ChatGPT, Product/)).toBeAttached()
  const before = await where()
  await page.getByRole('radiogroup').getByText('Legend and filter').click()
  const legend = page.getByRole('region', { name: 'Legend and filter' })
  await legend.getByRole('checkbox', { name: /^inspired by/ }).uncheck()
  await expect(legend.getByRole('status')).toContainText(/\d+ relations hidden/)
  expect(await where()).toEqual(before)
  await legend.getByRole('checkbox', { name: /^Products/ }).uncheck()
  await expect(node(page, /^ChatGPT, Product/)).not.toBeAttached()

  // What a line says goes with the line.
  const drawing = page.getByRole('tabpanel')
  const on = await drawing
    .locator('path[d].hit')
    .first()
    .evaluate((path: SVGPathElement) => {
      const { x, y } = path
        .getPointAtLength(path.getTotalLength() / 2)
        .matrixTransform(path.getScreenCTM() ?? undefined)
      return { x, y }
    })
  await page.mouse.move(on.x, on.y)
  const hint = drawing.locator('ul[aria-hidden="true"]')
  await expect(hint).toBeVisible()
  // A selection that is filtered away is not lost without a word.
  await legend.getByRole('checkbox', { name: /^Models/ }).press('Space')
  await expect(hint).not.toBeAttached()
  await expect(page.getByText('GPT-3 is hidden by the filter.')).toBeVisible()
  await expect(page.getByText(/^GPT-3, Model, .*; hidden by the filter$/)).toBeAttached()
  await page.getByRole('button', { name: 'Show it' }).click()
  await expect(node(page, /^GPT-3, Model/)).toBeInViewport()
  await expect(page.getByText('GPT-3 is hidden by the filter.')).not.toBeAttached()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(node(page, /^GPT-3, Model/)).not.toBeAttached()
})

test('@page-only draws the map on a canvas, with keys and a spoken selection', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=map&focus=gpt-3')
  const map = page.getByRole('group', { name: /^Everything, boxed by organisation/ })
  await expect(map.locator('canvas').first()).toBeAttached()
  await map.focus()
  await page.keyboard.press('ArrowRight')
  const details = page.getByRole('region', { name: 'Selected entry' })
  await expect(details.getByRole('heading', { level: 2 })).not.toContainText('GPT-3')
  const name = await details.getByRole('heading', { level: 2 }).getByRole('link').innerText()
  const quoted = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  await expect(page.getByText(new RegExp(`^${quoted}, .*; \\d+ outgoing, \\d+ incoming$`))).toBeAttached()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText(name)
  expect(shell.violations).toEqual([])
})

test('@page-only folds the neighbours of an entry into a count, by mouse and by key, and opens it again', async ({
  shell,
}) => {
  const { page } = shell
  await show(page, '#/graph?view=ego&focus=anthropic')
  const middle = node(page, /^Anthropic, /)
  await expect(middle).toBeAttached()
  const shown = page.getByText(/^\d+ of \d+$/)
  const before = await shown.innerText()
  await page.getByRole('button', { name: /^Fold \d+ neighbours$/ }).click()
  await expect(middle).toContainText(/Anthropic \+\d+$/)
  await expect(shown).not.toHaveText(before)
  await expect(page).toHaveURL(/fold=anthropic/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(shown).toHaveText(before)
  await page.getByRole('button', { name: 'Redo' }).click()
  // A click on the count opens it; the next one opens the article.
  await middle.click()
  await expect(middle).not.toContainText('+')
  await expect(shown).toHaveText(before)

  await page.getByRole('tab', { name: 'Map' }).click()
  const map = page.getByRole('group', { name: /^Everything, boxed by organisation/ })
  await expect(map).toHaveAttribute('aria-busy', 'false')
  await map.press('f')
  await expect(map.getByText(/^Anthropic \+\d+$/)).toBeAttached()
  await expect(page.getByText(/; \d+ folded away$/)).toBeAttached()
  await map.press('f')
  await expect(map.getByText('Anthropic', { exact: true })).toBeAttached()
  await expect(shown).toHaveText(before)
  // What is looked for is not left folded away.
  await map.press('f')
  await expect(shown).not.toHaveText(before)
  await page.getByRole('combobox', { name: 'Find an entry' }).fill('Claude 3 Opus')
  await page.keyboard.press('Enter')
  await expect(shown).toHaveText(before)
  expect(shell.violations).toEqual([])
})

test('@page-only names entries in Chinese, English or both, and remembers it', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=ego&focus=scaling-laws')
  const middle = node(page, /^Scaling laws, /)
  await expect(middle).toContainText('Scaling laws')
  await page.getByText('Views', { exact: true }).click()
  await page.getByRole('combobox', { name: 'Names in the drawing' }).selectOption({ label: 'Both languages' })
  await expect(middle.getByText(/^Scaling laws \p{Script=Han}+$/u)).toBeAttached()
  await page.reload()
  await expect(middle.getByText(/^Scaling laws \p{Script=Han}+$/u)).toBeAttached()
  await page.getByText('Views', { exact: true }).click()
  await page.getByRole('combobox', { name: 'Names in the drawing' }).selectOption({ label: '中文' })
  await page.getByRole('tab', { name: 'Map' }).click()
  const map = page.getByRole('group', { name: /^Everything, boxed by organisation/ })
  await expect(map.getByText('深度求索', { exact: true })).toBeAttached()
  expect(shell.violations).toEqual([])
})

test('@page-only holds the same relations in a table that sorts, filters and can be taken away', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=table&focus=gpt-3')
  const rows = page.getByRole('row')
  await expect(rows.filter({ hasText: 'successor of' }).filter({ hasText: 'GPT-2' })).toHaveCount(1)
  await page.getByRole('checkbox', { name: 'Only GPT-3' }).uncheck()
  await page.getByRole('searchbox', { name: 'Filter rows' }).fill('derived from gpt-3')
  await expect(rows.filter({ hasText: 'Codex' })).toHaveCount(1)
  await expect(rows.filter({ hasText: 'BERT' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Date' }).click()
  await expect(page.getByRole('columnheader', { name: 'Date' })).toHaveAttribute('aria-sort', 'ascending')

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('mailuo-relations.csv')
  const text = await readFile(await download.path(), 'utf8')
  expect(text.split('\r\n')[0]).toBe('\uFEFFEntry,Relation,To,Date,Source,Confidence,id,id')
  expect(text).toContain('Codex,derived from,GPT-3,')

  // The drawings follow the table, and the table them.
  const codex = rows.filter({ hasText: 'Codex' }).getByRole('link', { name: 'Codex' })
  await codex.focus()
  await expect(page.getByRole('region', { name: 'Selected entry' }).getByRole('heading', { level: 2 })).toHaveText(
    /^Codex/,
  )
  await page.getByRole('tab', { name: 'Lineage' }).click()
  await expect(node(page, /^Codex, Model/)).toBeInViewport()
  await node(page, /^Codex, Model/).focus()
  await page.keyboard.press('ArrowLeft')
  await page.getByRole('tab', { name: 'Table' }).click()
  await expect(page.getByRole('checkbox', { name: 'Only GPT-3' })).toBeChecked()
  await codex.click()
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Codex')
  expect(shell.violations).toEqual([])
})

test('@page-only says so when the address names an unknown entry', async ({ shell }) => {
  await show(shell.page, '#/graph?focus=no-such-thing')
  await expect(shell.page.getByRole('status').filter({ hasText: 'no-such-thing' })).toBeVisible()
})

test('@page-only shows when things happened, walks through time by keys and opens what it walks to', async ({
  shell,
}) => {
  const { page } = shell
  const timeline = page.getByRole('group', { name: /^Timeline: a lane per kind/ })
  const place = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Timeline' })
  await place.click()
  await expect(timeline).toBeVisible()
  await expect(place).toHaveAttribute('aria-current', 'page')
  await show(page, '#/article/gpt-3')
  await page.getByRole('link', { name: '2020-05-28', exact: true }).click()
  await expect(timeline.getByRole('link', { name: 'GPT-3, Model, Paper 2020-05-28' })).toBeFocused()
  await page.keyboard.press('0')
  await page.keyboard.press('ArrowUp')
  // Above models are companies: one of them, or a cluster of them.
  await expect(timeline.locator(':focus')).toHaveAccessibleName(/, Organisation, |^\d+ dates, /)
  const cluster = timeline.getByRole('button', { name: /^\d+ dates, / }).first()
  await cluster.focus()
  await page.keyboard.press('Enter')
  const list = page.getByRole('dialog', { name: /dates in one place$/ })
  await expect(list.getByRole('listitem').nth(1)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(cluster).toBeFocused()
  await timeline.getByRole('link', { name: 'GPT-3, Model, Paper 2020-05-28' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('GPT-3')
  expect(shell.violations).toEqual([])
})

const DATES = {
  en: {
    hint: 'This date on the timeline',
    list: 'Dates in this article',
    back: 'Back to Transformer',
    year: '2020',
    bar: '2020 on the timeline',
    event: /^Transformer, Method, .*2017-06-12$/,
    sentence: '12 June 2017',
  },
  zh: {
    hint: '在时间线上看这个日期',
    list: '文中的日期',
    back: '回到《Transformer》',
    year: '2020年',
    bar: '时间线上的2020',
    event: /^Transformer，方法，.*2017-06-12$/,
    sentence: '2017年6月12日',
  },
} as const

for (const language of ['en', 'zh'] as const)
  test(`@page-only leads from dates in a text to the timeline and back by mouse and keys: ${language}`, async ({
    shell,
  }) => {
    const { page } = shell
    const words = DATES[language]
    await setReader(page, { language, theme: 'light', readingMode: language })
    await show(page, '#/article/transformer')

    const year = page.getByRole('time').filter({ hasText: words.year }).first()
    await year.hover()
    await expect(year).toHaveAttribute('title', words.hint)
    await year.click()
    await expect(page.getByRole('group', { name: words.bar })).toBeVisible()
    const back = page.getByRole('button', { name: words.back })
    await expect(back).toBeFocused()
    await back.click()
    await expect(year).toBeInViewport()

    await page.keyboard.press('d')
    const list = page.getByRole('dialog', { name: words.list })
    await expect(list.getByRole('link', { name: '2014', exact: true })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('link', { name: words.event })).toBeFocused()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(year).toBeInViewport()
    await page.keyboard.press('Alt+ArrowRight')
    await expect(page.getByRole('link', { name: words.event })).toBeFocused()
    await page.keyboard.press('Enter')
    const linked = () =>
      page.evaluate(() =>
        [...(CSS.highlights.get('linked') ?? [])]
          .map(({ startContainer, startOffset, endContainer, endOffset }) => {
            const range = new Range()
            range.setStart(startContainer, startOffset)
            range.setEnd(endContainer, endOffset)
            return String(range)
          })
          .join(),
      )
    await expect.poll(linked).toContain(words.sentence)
    expect(shell.violations).toEqual([])
  })

test('@page-only narrows all readings to a period by keys, takes it back, and searches in it', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=lineage')
  const period = page.getByRole('region', { name: 'Period' })
  await expect(node(page, /^GPT-2, Model/)).toBeAttached()
  await period.getByRole('slider', { name: 'To' }).focus()
  for (let i = 0; i < 6; i++) await page.keyboard.press('PageDown')
  await expect(period.getByRole('slider', { name: 'To' })).toHaveAttribute('aria-valuetext', /^20(19|20)$/)
  await expect(node(page, /^GPT-4, Model/)).not.toBeAttached()
  await page.getByRole('tab', { name: 'Table' }).click()
  await page.getByRole('searchbox', { name: 'Filter rows' }).fill('gpt-4')
  await expect(page.getByText('The filter leaves nothing to show.')).toBeVisible()
  // What one sees is in the address, and can be kept under a name.
  await expect(page).toHaveURL(/view=table&from=1936&to=20/)
  const views = page.getByRole('main').getByText(/^Views/)
  await views.click()
  await page.getByRole('textbox', { name: 'Name this view' }).fill('Before GPT-4')
  await page.keyboard.press('Enter')
  await expect(page.getByText('View “Before GPT-4” saved')).toBeVisible()
  await page.keyboard.press('Escape')
  const kept = page.url()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(period.getByText(/^1936 – 202/)).toBeVisible()
  await expect(page).not.toHaveURL(kept)
  await views.click()
  await page.getByRole('link', { name: 'Before GPT-4' }).click()
  await expect(page).toHaveURL(kept)
  await expect(period.getByRole('slider', { name: 'To' })).toHaveAttribute('aria-valuetext', /^20(19|20)$/)
  await period.getByRole('link', { name: 'Search it' }).click()
  await expect(page.getByRole('main').getByRole('textbox').first()).toHaveValue(/^year:1936\.\.20\d\d$/)
})

test('takes what is shown away as picture and as data', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=lineage&focus=gpt-3')
  await expect(node(page, /^GPT-3, Model/)).toBeAttached()
  const save = async (format: string, view = 'lineage') => {
    const downloading = page.waitForEvent('download')
    await page.getByRole('combobox', { name: /^(Export|导出)…$/ }).selectOption(format)
    const file = await downloading
    expect(file.suggestedFilename()).toBe(`mailuo-${view}.${format}`)
    return readFile(await file.path())
  }
  const svg = (await save('svg')).toString()
  expect(svg).toContain('>GPT-3</text>')
  // All of it, not what the window shows; and whoever finds the file sees what it is.
  expect(svg).toContain('<title>Mailuo · Lineage · GPT-3</title>')
  expect(Number(/ height="(\d+)/.exec(svg)?.[1])).toBeGreaterThan(page.viewportSize()?.height ?? Infinity)
  expect(svg).not.toContain('var(--')
  expect((await save('png')).subarray(1, 4).toString()).toBe('PNG')
  expect((await save('graphml')).toString()).toContain('<node id="gpt-3">')
  expect((await save('dot')).toString()).toMatch(/"gpt-3" -> "gpt-2" \[label="successor-of", /)

  await show(page, '#/graph?view=map&focus=gpt-3')
  await expect(page.getByRole('group', { name: /^Everything, boxed/ })).toHaveAttribute('aria-busy', 'false')
  expect((await save('png', 'map')).subarray(1, 4).toString()).toBe('PNG')
  const map = (await save('svg', 'map')).toString()
  expect(map).toMatch(/>GPT-3<\/text>/)
  expect(map).toMatch(/>\s*OpenAI\s*<\/text>/)
  expect(map).not.toContain('var(--')
  await expect(page.getByText('mailuo-map.svg')).toBeVisible()

  // A picture holds the words as the page does: in the page's own fonts, over what lies behind them.
  await setReader(page, { language: 'zh', theme: 'dark', readingMode: 'zh' })
  await show(page, '#/graph?view=timeline&focus=gpt-3')
  const timeline = page.getByRole('group', { name: /^时间线：/ })
  const names = ['模型与产品', '人类反馈强化学习', '深度Q网络', 'GPT-3 · 开放接口', 'Transformer', 'DeepSeek-R1']
  expect(await leastLikeness(timeline, names, () => save('png', 'timeline'))).toBeGreaterThan(0.8)
  expect((await save('svg', 'timeline')).toString()).toMatch(/ paint-order="stroke"[^>]*>Transformer</)
  await show(page, '#/graph?view=map&focus=gpt-3')
  const boxed = page.getByRole('group', { name: /^全部条目/ })
  await expect(boxed).toHaveAttribute('aria-busy', 'false')
  expect(await leastLikeness(boxed, ['谷歌', '方法', '深度求索'], () => save('png', 'map'))).toBeGreaterThan(0.8)

  // While it takes its time the menu says so; when a font does not come there is no picture, and that is said as well.
  await page.evaluate(() => {
    document.fonts.load = () =>
      new Promise((_, reject) => addEventListener('keydown', () => reject(new Error('gone')), { once: true }))
  })
  const menu = page.getByRole('combobox', { name: '导出…' })
  await menu.selectOption('png')
  await expect(menu.getByRole('option').first()).toHaveText('导出中…')
  await page.keyboard.press('Shift')
  await expect(page.getByText('没有导出：')).toBeVisible()
  await expect(menu.getByRole('option').first()).toHaveText('导出…')
  expect(shell.violations).toEqual([])
})

test('@page-only leads from a relation to where the article cites its source', async ({ shell }) => {
  const { page } = shell
  await show(page, '#/graph?view=lineage&focus=gpt-3')
  const details = page.getByRole('region', { name: 'Selected entry' })
  const about = details.getByRole('button', { name: /^Relation to GPT-2/ }).first()
  await about.focus()
  await expect(about).toHaveAccessibleDescription(
    /GPT-2 · 2020-05-28 · .*\(20\d\d\).* · Two or more independent sources$/,
  )
  await expect(page.getByText('Two or more independent sources').last()).toBeVisible()
  await about.press('Enter')
  const relation = page.getByRole('region', { name: 'Relation', exact: true })
  await expect(relation.getByRole('heading')).toBeFocused()
  await expect(relation).toContainText(/GPT-3.*GPT-2.*(Brown|Radford) et al\. \(20\d\d\)/)
  await expect(relation.getByRole('blockquote')).toContainText('GPT-2')
  await page.keyboard.press('Escape')
  await expect(about).toBeFocused()
  await details.getByRole('link', { name: 'To where the article cites this source' }).first().click()
  await expect(page).toHaveURL(/#\/article\/gpt-3\/./)
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('GPT-3')
})

test('@browser-only arranges thousands of entries away from the page, and can be told to stop', async ({ shell }) => {
  const { page } = shell
  const nodes = Array.from({ length: 1200 }, (_, i) => {
    const [id, name] = [`m${String(i)}`, `Model ${String(i)}`]
    return { id, kind: 'model', name: { zh: name, en: name }, date: '2020', degree: 1, lane: null, x: 0, y: 0 }
  })
  const edges = nodes.slice(1).map(({ id }, i) => {
    return { from: id, to: `m${String(i)}`, type: 'derived-from', since: null, source: 'known' }
  })
  await page.route('**/corpus/graph.json', (route) => route.fulfill({ json: { nodes, edges } }))
  const held: (() => void)[] = []
  await page.route('**/lineage-worker-*.js', (route) => void held.push(() => void route.continue()))
  await page.reload()
  // Not `show`: the network is not idle while the worker's file is held back.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Graph' }).click()
  const work = page.getByRole('progressbar', { name: 'Arranging 1200 entries…' })
  await expect(work).toBeVisible()
  // The page answers meanwhile.
  await page.getByRole('tab', { name: 'Table' }).click()
  await expect(page.getByRole('table')).toContainText('m7')
  await page.getByRole('tab', { name: 'Lineage' }).click()
  await work.waitFor()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible()
  // What is not there is not handed over.
  await page.getByRole('combobox', { name: 'Export…' }).selectOption('svg')
  await expect(page.getByText(/^Not exported: /)).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(work).toBeVisible()
  await page.unroute('**/lineage-worker-*.js')
  for (const release of held) release()
  const drawn = page.getByRole('tabpanel').getByRole('link', { name: /^m\d+/ }).first()
  await expect(drawn).toBeVisible()
  await expect(work).not.toBeAttached()

  // A new layout that is stopped leaves the one before, and says so.
  await page.route('**/lineage-worker-*.js', (route) => void held.push(() => void route.continue()))
  await page.getByRole('radiogroup').getByText('Legend and filter').click()
  await page.getByRole('checkbox', { name: /^derived from/ }).uncheck()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  const stopped = page.getByRole('status').filter({ hasText: 'Stopped' })
  await expect(stopped).toBeVisible()
  await expect(drawn).toBeVisible()
  await page.unroute('**/lineage-worker-*.js')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(work).not.toBeAttached()
  await expect(stopped).not.toBeAttached()
  expect(shell.violations).toEqual([])
})
