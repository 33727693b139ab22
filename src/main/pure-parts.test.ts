import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { UI_LANGUAGES } from '../contract/settings.ts'
import { usableBounds } from './bounds.ts'
import { routeOfDeepLink } from './deep-link.ts'
import { isOwn } from './guard.ts'
import { menuTemplate } from './menu.ts'

describe('menuTemplate', () => {
  /** All entries, those of submenus too. */
  function entries(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
    return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])])
  }
  const CASES = (['darwin', 'win32', 'linux'] as const).flatMap((platform) =>
    UI_LANGUAGES.map((language) => [platform, language] as const),
  )

  it.each(CASES)('on %s in %s names every entry and gives no shortcut twice', (platform, language) => {
    const all = entries(menuTemplate(platform, language, () => undefined))
    for (const { label, role, type } of all) expect(label ?? role ?? type).toBeTruthy()
    const shortcuts = all.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]))
    expect(new Set(shortcuts).size).toBe(shortcuts.length)
    expect(all.filter(({ role }) => role === 'quit')).toHaveLength(1)
  })

  it('speaks the language of the interface', () => {
    const labels = (language: (typeof UI_LANGUAGES)[number]) =>
      entries(menuTemplate('linux', language, () => undefined)).flatMap(({ label }) => label ?? [])
    expect(labels('zh')).toContain('图谱')
    expect(labels('zh-Hant')).toContain('圖譜')
    expect(labels('en')).toContain('Graph')
  })

  it('sends each command once', () => {
    const run = vi.fn()
    for (const { click } of entries(menuTemplate('darwin', 'en', run))) (click as (() => void) | undefined)?.()
    expect(run.mock.calls.flat().sort()).toEqual(
      ['back', 'forward', 'graph', 'home', 'notes', 'palette', 'reading-mode', 'search', 'settings'].sort(),
    )
  })
})

describe('routeOfDeepLink', () => {
  it.each([
    ['mailuo://article/gpt-3', '#/article/gpt-3'],
    ['mailuo://article/gpt-3/', '#/article/gpt-3'],
    ['mailuo://article/gpt-3#how-it-works.2', '#/article/gpt-3/how-it-works.2'],
    ['mailuo://thread/gpt-family', '#/thread/gpt-family'],
  ])('reads %s', (link, route) => expect(routeOfDeepLink(link)).toBe(route))

  it.each([
    'mailuo://article/',
    'mailuo://article/../../etc/passwd',
    'mailuo://article/GPT-3',
    'mailuo://article/gpt-3?x=1',
    'mailuo://article/gpt-3#"><script>',
    'mailuo://settings/x',
    'mailuo:article/gpt-3',
    'https://article/gpt-3',
    '--self-test',
    '',
  ])('goes nowhere by %j', (link) => expect(routeOfDeepLink(link)).toBeNull())
})

describe('isOwn', () => {
  it.each(['app://mailuo/', 'app://mailuo/corpus/x.json?y#z'])('knows %s', (url) => expect(isOwn(url)).toBe(true))
  it.each([
    'app://mailuo.evil/',
    'app://evil@mailuo/',
    'app://:x@mailuo/',
    'app://other/',
    'https://mailuo/',
    'file:///x',
    'mailuo',
    '',
  ])('does not know %j', (url) => expect(isOwn(url)).toBe(false))
})

describe('usableBounds', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1080 },
    { x: 1920, y: 0, width: 1280, height: 1024 },
  ]
  const size = { width: 1200, height: 800 }

  it.each([
    [{ x: 10, y: 10, ...size }],
    [{ x: 2000, y: 100, ...size }],
    [{ x: -1100, y: 0, ...size }],
    [{ x: 0, y: 980, ...size }],
  ])('takes %j', (bounds) => expect(usableBounds(bounds, screens)).toEqual(bounds))

  it.each([
    ['of a screen that is gone', { x: 4000, y: 0, ...size }],
    ['all but out of sight', { x: -1150, y: 0, ...size }],
    ['without a place', { ...size }],
    ['of broken numbers', { x: 0.5, y: Number.NaN, ...size }],
    ['of text', { x: '0', y: '0', width: '1', height: '1' }],
    ['of nothing', null],
    ['of something else', 'maximized'],
  ])('passes over a place %s', (_what, bounds) => expect(usableBounds(bounds, screens)).toBeNull())
})
