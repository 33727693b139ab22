// npm run shots [-- VIEW …]: pictures of every view × language × theme × width into test-results/shots, by a real
// browser over the built loopback host with a data folder of its own. All of them are some 750 and take twenty
// minutes; `--languages zh,en --themes light --widths 1280` limit them. `--keep` also renews those in docs/pictures,
// and without a VIEW takes only these.
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { CHROMIUM } from '../e2e/chromium.ts'
import { select, setReader, show } from '../e2e/reader.ts'
import { startHost } from '../test/loopback-host.ts'
import { findBrowser, NO_BROWSER } from './browser.mjs'

/** Interface languages, themes, and window sizes in CSS pixels: the smallest we promise, a laptop's, a large one. */
const LANGUAGES = ['zh', 'zh-Hant', 'en']
const THEMES = ['light', 'dark', 'contrast']
const SIZES = { 800: 600, 1280: 860, 1920: 1080, 2560: 1440 }

/** What is looked at in the largest window as well: the frame, with what has to fill it or to stay in its middle. */
const AT_LARGEST = ['home', 'article-gpt-3', 'article-side-by-side', 'split-graph', 'graph-lineage', 'graph-map']

/**
 * One row per view: its address, the reading mode where it is not that of the interface language, and for a dialog the
 * keys that open it and what is typed into it. What differs by language is given for Chinese and English.
 */
const VIEWS = {
  home: { hash: '#/' },
  'article-gpt-3': { hash: '#/article/gpt-3' },
  'article-rlhf': { hash: '#/article/rlhf' },
  'article-dates': { hash: '#/article/gpt-3', press: ['d'] },
  'article-side-by-side': { hash: '#/article/rlhf', readingMode: 'side-by-side' },
  'article-interleaved': { hash: '#/article/transformer', readingMode: 'interleaved' },
  split: { hash: '#/article/rlhf', press: ['\\'], isTab: true },
  'split-graph': { hash: '#/article/gpt-3', press: ['|'], isTab: true },
  search: { hash: { zh: '#/search?q=%E6%B3%A8%E6%84%8F%E5%8A%9B', en: '#/search?q=attention' } },
  'graph-lineage': { hash: '#/graph?view=lineage&focus=gpt-3' },
  'graph-ego': { hash: '#/graph?view=ego&focus=gpt-3' },
  'graph-map': { hash: '#/graph?view=map' },
  'graph-timeline': { hash: '#/graph?view=timeline&focus=gpt-3' },
  'graph-timeline-date': { hash: '#/graph?view=timeline&focus=gpt-3&at=2017-06' },
  'graph-table': { hash: '#/graph?view=table' },
  notes: { hash: '#/notes' },
  study: { hash: '#/study' },
  'study-progress': { hash: '#/study?tab=progress' },
  'study-paths': { hash: '#/study?tab=paths&target=rlhf' },
  'study-cards': { hash: '#/study?tab=cards' },
  'study-session': { hash: '#/study?deck=all', press: ['Space'] },
  thread: { hash: '#/thread/gpt-family-tree' },
  settings: { hash: '#/settings' },
  welcome: { hash: '#/', isFirstRun: true },
  palette: { hash: '#/', press: ['Control+k'], type: { zh: '强化', en: 'reward' } },
  shortcuts: { hash: '#/', press: ['?'] },
  unknown: { hash: '#/article/no-such-thing' },
}

/** Pictures of README and docs. */
const KEPT = [
  'home-zh-light-1280',
  'article-side-by-side-en-light-1280',
  'article-gpt-3-zh-dark-1280',
  'article-rlhf-zh-Hant-light-1280',
  'split-graph-en-light-1920',
  'split-zh-light-1280',
  'search-en-light-1280',
  'graph-lineage-zh-light-1280',
  'graph-ego-en-dark-1280',
  'graph-timeline-zh-light-1280',
  'palette-zh-light-1280',
  'study-session-en-contrast-1280',
]

const OUT = 'test-results/shots'
const KEEP = 'docs/pictures'

/** Marks that make the notes view worth a picture: article, words of the block that is marked, and the note on it. */
const MARKS = [
  ['gpt-3', 'parameters', 'Compare with [[gpt-2]]: a hundred times the size, the same recipe.'],
  ['rlhf', 'reward', ''],
  ['transformer', 'attention', 'Which of the eight authors stayed at Google?'],
]

async function makeMarks(page) {
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  for (const [article, words, note] of MARKS) {
    await show(page, `#/article/${article}`)
    const passage = await select(page, words, 90)
    await page.getByRole('toolbar').waitFor()
    await page.keyboard.press(note ? 'n' : 'h')
    if (note) {
      const editor = page.getByRole('dialog', { name: 'Edit note' })
      await editor.getByRole('textbox', { name: /^Note/ }).fill(note)
      await editor.getByText('Saved on disk').waitFor()
      await page.keyboard.press('Escape')
    }
    await page.getByRole('region', { name: 'Notes' }).getByText(passage.slice(0, 20)).first().waitFor()
  }
}

/** An article opens where the reader left it; a picture shows it from the top. */
function toTheTop(page) {
  return page.locator('.pane').evaluateAll((panes) => panes.forEach((pane) => pane.scrollTo(0, 0)))
}

/** Shows the welcome of the first run, or puts it away. */
async function welcome(page, isWanted) {
  await show(page, '#/')
  const skip = page.getByRole('main').getByRole('button', { name: /^(跳过|跳過|Skip)$/ })
  if (!isWanted) {
    if (await skip.isVisible()) await skip.click()
    return
  }
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('welcome')
  await page.keyboard.press('Enter')
  await skip.waitFor()
}

async function take(page, name) {
  await page.screenshot({ path: join(OUT, `${name}.png`), animations: 'disabled' })
}

const { values: options, positionals: views } = parseArgs({
  allowPositionals: true,
  options: {
    languages: { type: 'string', default: LANGUAGES.join() },
    themes: { type: 'string', default: THEMES.join() },
    widths: { type: 'string', default: Object.keys(SIZES).join() },
    keep: { type: 'boolean', default: false },
  },
})
/** Whether a picture was asked for. */
function isWanted(view, language, theme, width) {
  if (views.length > 0 && !views.includes(view)) return false
  if (width === '2560' && !AT_LARGEST.includes(view)) return false
  if (options.keep && views.length === 0 && !KEPT.includes(`${view}-${language}-${theme}-${width}`)) return false
  return (
    options.languages.split(',').includes(language) &&
    options.themes.split(',').includes(theme) &&
    options.widths.split(',').includes(width)
  )
}

const browserPath = findBrowser(process.execPath)
if (!browserPath) {
  console.error(NO_BROWSER)
  process.exit(1)
}
const data = await mkdtemp(join(tmpdir(), 'mailuo-shots-'))
const host = await startHost(data)
const browser = await chromium.launch({ ...CHROMIUM, executablePath: browserPath })
await mkdir(OUT, { recursive: true })
const troubles = []
try {
  const page = await browser.newPage({ reducedMotion: 'reduce' })
  page.on('pageerror', (error) => troubles.push(String(error)))
  await page.goto(host.link)
  await makeMarks(page).catch((error) => troubles.push(`no marks were made: ${error.message}`))
  for (const language of LANGUAGES)
    for (const theme of THEMES) {
      let mode = null
      const words = language === 'en' ? 'en' : 'zh'
      for (const [view, { hash, readingMode = words, press = [], type, isFirstRun, isTab }] of Object.entries(VIEWS)) {
        const widths = Object.keys(SIZES).filter((width) => isWanted(view, language, theme, width))
        if (widths.length === 0) continue
        await welcome(page, Boolean(isFirstRun))
        if (readingMode !== mode) await setReader(page, { language, theme, readingMode })
        mode = readingMode
        for (const width of widths) {
          await page.setViewportSize({ width: Number(width), height: SIZES[width] })
          // What splits a tab is done in one of its own, which is closed again.
          if (isTab) await page.keyboard.press('Shift+T')
          await show(page, typeof hash === 'string' ? hash : hash[words])
          await toTheTop(page)
          for (const key of press) await page.keyboard.press(key)
          if (type) {
            await page.getByRole('combobox').fill(type[words])
            await page.getByRole('option').nth(6).waitFor()
          }
          if (view === 'split-graph') await page.getByRole('tabpanel').waitFor()
          if (view === 'search') await page.getByRole('main').getByRole('listitem').first().waitFor()
          if (view === 'split') {
            // In the smallest window one side is shown at a time.
            await page
              .locator('[data-block="lead.1"]')
              .nth(width === '800' ? 0 : 1)
              .waitFor()
            await toTheTop(page)
          }
          await page.waitForLoadState('networkidle')
          await take(page, `${view}-${language}-${theme}-${width}`)
          if (isTab) await page.keyboard.press('x')
          else if (press.length > 0) await page.keyboard.press('Escape')
        }
      }
    }
  if (options.keep) {
    await mkdir(KEEP, { recursive: true })
    // Only some of the views may have been asked for.
    for (const name of KEPT.filter((each) => existsSync(join(OUT, `${each}.png`))))
      await copyFile(join(OUT, `${name}.png`), join(KEEP, `${name}.png`))
  }
} finally {
  await browser.close()
  await host.stop()
  await rm(data, { recursive: true, force: true })
}
console.log(`pictures in ${OUT}`)
for (const trouble of troubles) console.error(trouble)
process.exitCode = troubles.length === 0 ? 0 : 1
