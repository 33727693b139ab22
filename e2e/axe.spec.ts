/** Every view, light and dark, Chinese and English: axe finds nothing. The page is the same in every shell. */
import AxeBuilder from '@axe-core/playwright'
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
  'graph table': '#/graph?view=table',
  notes: '#/notes',
  study: '#/study',
  'study session': '#/study?deck=all',
  settings: '#/settings',
} as const

for (const language of ['zh', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`@browser-only no barrier in any view: ${language}, ${theme}`, async ({ shell }) => {
      test.setTimeout(120_000)
      await setReader(shell.page, { language, theme, readingMode: language })
      for (const [view, hash] of Object.entries(VIEWS)) {
        await show(shell.page, hash)
        // Injecting axe must work under our policy: it goes through DevTools, not through the page.
        const { violations } = await new AxeBuilder({ page: shell.page }).analyze()
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
        expect.soft(found, view).toEqual([])
      }
    })
  }
}
