/**
 * Every view in every theme and language: axe finds nothing, and in a small window or at 200 % zoom nothing is
 * cut off or covered. The page is the same in every shell.
 */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { setReader, show } from './reader.ts'
import { expect, test } from './shell.ts'

const VIEWS = {
  home: '#/',
  thread: '#/thread/gpt-family-tree',
  article: '#/article/gpt-3',
  search: '#/search?q=gpt',
  'graph lineage': '#/graph?focus=gpt-3&view=lineage',
  'graph ego': '#/graph?focus=gpt-3&view=ego',
  'graph map': '#/graph?view=map',
  'graph timeline at a date': '#/graph?view=timeline&focus=transformer&at=2017-06',
  'graph table': '#/graph?view=table',
  notes: '#/notes',
  study: '#/study',
  'study session': '#/study?deck=all',
  'study progress': '#/study?tab=progress',
  settings: '#/settings',
  privacy: '#/privacy',
} as const

/** The light pages are looked at in a small window, and in what one of 1280 × 800 has left at 200 % zoom. */
const NARROW = { zh: { width: 800, height: 600 }, en: { width: 640, height: 400 } } as const

/** What reaches past the right edge, and controls that cannot be clicked because something else lies over them. */
function lost(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element) =>
      `${element.tagName} ${element.getAttribute('class') ?? ''} “${element.textContent.trim()}”`
    const scrollers = [document.documentElement, ...document.querySelectorAll('.pane')]
    const wide = scrollers.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(name)
    // Within a drawing, things may lie over each other: it can be moved.
    const controls = [...document.querySelectorAll('button, a[href], input, select')].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !element.closest('[role="tabpanel"], .skip'),
    )
    const covered = controls.filter((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const over = document.elementFromPoint(left + width / 2, top + height / 2)
      const label = element.closest('label') ?? element
      return over !== null && !label.contains(over) && !over.contains(element)
    })
    return [...wide.map((each) => `too wide: ${each}`), ...covered.map((each) => `covered: ${name(each)}`)]
  })
}

/** Each theme with each language that can break it in its own way. */
const READERS = [
  { language: 'zh', theme: 'light', readingMode: 'zh' },
  { language: 'zh', theme: 'dark', readingMode: 'zh' },
  { language: 'en', theme: 'light', readingMode: 'en' },
  { language: 'en', theme: 'dark', readingMode: 'en' },
  { language: 'zh-Hant', theme: 'contrast', readingMode: 'zh' },
] as const

for (const reader of READERS) {
  test(`@browser-only no barrier in any view: ${reader.language}, ${reader.theme}`, async ({ shell }) => {
    test.setTimeout(180_000)
    await setReader(shell.page, reader)
    if (reader.theme === 'light') await shell.page.setViewportSize(NARROW[reader.language])
    // Injecting axe must work under our policy: it goes through DevTools, not through the page.
    const look = async (view: string) => {
      // There are no frames, which only the other mode can look into; it takes three times as long.
      const axe = new AxeBuilder({ page: shell.page }).options({ resultTypes: ['violations'] }).setLegacyMode(true)
      const { violations } = await axe.analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
      expect.soft(found, view).toEqual([])
    }
    for (const [view, hash] of Object.entries(VIEWS)) {
      await show(shell.page, hash)
      await look(view)
      await expect.poll(() => lost(shell.page), { message: view }).toEqual([])
    }
    await show(shell.page, '#/article/gpt-3')
    for (const press of ['Control+k', '?', 'd']) {
      await shell.page.keyboard.press(press)
      await expect(shell.page.getByRole('dialog')).toBeVisible()
      await look(`dialog of ${press}`)
      await shell.page.keyboard.press('Escape')
      await expect(shell.page.getByRole('dialog')).toBeHidden()
    }
  })
}
