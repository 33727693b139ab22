import { join, resolve } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { UI_LANGUAGES } from '../contract/settings.ts'
import { usableBounds } from './bounds.ts'
import { routeOfDeepLink } from './deep-link.ts'
import { isOwn } from './guard.ts'
import { present } from '../../test/present.ts'
import type { ShellMenu } from '../contract/shell.ts'
import { acceleratorOf, menuTemplate } from './menu.ts'
import { filesOnCommandLine } from './opened-files.ts'
import { portableFolder } from './portable.ts'
import { installerSteps } from './squirrel.ts'

describe('menuTemplate', () => {
  /** All entries, those of submenus too. */
  function entries(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
    return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])])
  }
  const command = (id: string, key: string | null = null, isPossible = true) => ({
    id,
    title: `«${id}»`,
    key,
    isPossible,
  })
  const MENU: ShellMenu = [
    { id: 'file', title: 'File', commands: [command('new-window', 'Mod+Shift+N'), command('about')] },
    {
      id: 'go',
      title: 'Go',
      commands: [command('graph', 'G'), command('back', 'Alt+ArrowLeft'), command('settings', 'Mod+,')],
    },
    { id: 'mark', title: 'Marks & notes', commands: [command('highlight', 'H', false)] },
  ]
  const NO_FILES = { paths: [], open: () => undefined, clear: () => undefined }
  const CASES = (['darwin', 'win32', 'linux'] as const).flatMap((platform) =>
    UI_LANGUAGES.map((language) => [platform, language] as const),
  )

  it.each(CASES)('on %s in %s names every entry and offers each command once', (platform, language) => {
    const run = vi.fn()
    const all = entries(menuTemplate(platform, language, MENU, run, NO_FILES))
    for (const { label, role, type } of all) {
      expect(label ?? role ?? type).toBeTruthy()
      if (role !== undefined && role !== 'appMenu') expect(label, role).toBeTruthy() // Electron would say it in English
    }
    expect(all.filter(({ role }) => role === 'quit')).toHaveLength(1)
    for (const { click } of all) (click as (() => void) | undefined)?.()
    const given = run.mock.calls.flat() as string[]
    const expected = MENU.flatMap(({ commands }) => commands.map(({ id }) => id))
    // A Mac has its own entry for the about panel.
    expect(given.sort()).toEqual(expected.filter((id) => platform !== 'darwin' || id !== 'about').sort())
  })

  it('speaks the language of the interface, and works before the page has told its commands', () => {
    const labels = (language: (typeof UI_LANGUAGES)[number]) =>
      entries(menuTemplate('linux', language, [], () => undefined, NO_FILES)).flatMap(({ label }) => label ?? [])
    expect(labels('zh')).toContain('撤销')
    expect(labels('zh-Hant')).toContain('復原')
    expect(labels('en')).toContain('Undo')
  })

  it('has the files that were opened last: a Mac keeps them itself, elsewhere they are ours', () => {
    const open = vi.fn()
    const clear = vi.fn()
    const files = { paths: [join('/', 'a & b', 'mine.jsonld'), join('/', 'c', 'new.mailuo')], open, clear }
    const all = (platform: NodeJS.Platform) => entries(menuTemplate(platform, 'en', MENU, () => undefined, files))
    expect(all('darwin').map(({ role }) => role)).toEqual(
      expect.arrayContaining(['recentDocuments', 'clearRecentDocuments']),
    )
    for (const platform of ['linux', 'win32'] as const) {
      const items = all(platform)
      expect(items.map(({ role }) => role)).not.toContain('recentDocuments')
      const press = (label: string) =>
        (items.find((item) => item.label === label)?.click as (() => void) | undefined)?.()
      press(`new.mailuo — ${join('/', 'c')}`)
      press(`mine.jsonld — ${join('/', 'a && b')}`)
      expect(open.mock.calls.splice(0)).toEqual([[files.paths[1]], [files.paths[0]]])
      press('Clear Menu')
      expect(clear.mock.calls.splice(0)).toHaveLength(1)
      expect(items.find(({ label }) => label === 'Open Recent')?.enabled).toBe(true)
    }
    const none = entries(menuTemplate('linux', 'en', MENU, () => undefined, NO_FILES))
    expect(none.find(({ label }) => label === 'Open Recent')?.enabled).toBe(false)
  })

  it('shows keys in Electron’s words, and what is not possible now as such', () => {
    const all = entries(menuTemplate('linux', 'en', MENU, () => undefined, NO_FILES))
    const find = (id: string) => all.find(({ label }) => label === `«${id}»`)
    expect(find('back')).toMatchObject({ accelerator: 'Alt+Left', enabled: true })
    expect(find('settings')).toMatchObject({ accelerator: 'CmdOrCtrl+,' })
    expect(find('highlight')).toMatchObject({ enabled: false })
    expect(all.map(({ label }) => label)).toContain('Marks & notes')
  })

  it.each([
    ['G', 'linux', { accelerator: 'G', registerAccelerator: false }],
    ['G', 'darwin', {}],
    ['Shift+T', 'win32', { accelerator: 'Shift+T', registerAccelerator: false }],
    ['Mod+Shift+F', 'darwin', { accelerator: 'CmdOrCtrl+Shift+F' }],
    ['é', 'linux', {}],
    ['Mod+AudioVolumeUp', 'linux', {}],
    ['Mod++', 'linux', {}],
    ['{', 'linux', {}],
  ] as const)('never takes a key that types, or one Electron may not know: %s on %s', (press, platform, expected) => {
    expect(acceleratorOf(press, platform)).toEqual(expected)
  })
})

describe('portableFolder', () => {
  const beside = (folder: string) => (path: string) => path === folder
  it('is the folder beside the program as the reader sees it', () => {
    const at = (...parts: string[]) => join('/', ...parts)
    const find = (platform: NodeJS.Platform, program: string, env: Record<string, string>, there: string) =>
      portableFolder(platform, program, env, beside(there))
    expect(find('win32', at('stick', 'mailuo.exe'), {}, at('stick', 'mailuo-data'))).toBe(at('stick', 'mailuo-data'))
    expect(
      find('linux', at('tmp', 'mnt', 'mailuo'), { APPIMAGE: at('stick', 'm.AppImage') }, at('stick', 'mailuo-data')),
    ).toBe(at('stick', 'mailuo-data'))
    const inBundle = at('stick', 'Mailuo.app', 'Contents', 'MacOS', 'Mailuo')
    expect(find('darwin', inBundle, {}, at('stick', 'mailuo-data'))).toBe(at('stick', 'mailuo-data'))
    expect(find('linux', at('opt', 'mailuo', 'mailuo'), {}, at('stick', 'mailuo-data'))).toBeNull()
  })
})

describe('routeOfDeepLink', () => {
  it.each([
    ['mailuo://article/gpt-3', '#/article/gpt-3'],
    ['mailuo://article/gpt-3/', '#/article/gpt-3'],
    ['mailuo://article/gpt-3#how-it-works.2', '#/article/gpt-3/how-it-works.2'],
    ['mailuo://thread/gpt-family', '#/thread/gpt-family'],
    ['mailuo://graph?view=map&focus=gpt-3&from=2017', '#/graph?view=map&focus=gpt-3&from=2017'],
    ['mailuo://graph/?view=map', '#/graph?view=map'],
  ])('reads %s', (link, route) => expect(routeOfDeepLink(link)).toBe(route))

  it.each([
    'mailuo://article/',
    'mailuo://article/../../etc/passwd',
    'mailuo://article/GPT-3',
    'mailuo://article/gpt-3?x=1',
    'mailuo://article/gpt-3#"><script>',
    'mailuo://settings/x',
    'mailuo://graph',
    'mailuo://graph?view=map#/settings',
    'mailuo://graph?x="><script>',
    'mailuo:article/gpt-3',
    'https://article/gpt-3',
    '--self-test',
    '',
  ])('goes nowhere by %j', (link) => expect(routeOfDeepLink(link)).toBeNull())
})

describe('filesOnCommandLine', () => {
  const here = join('/', 'home', 'reader')

  it.each([
    [['notes.jsonld'], [join(here, 'notes.jsonld')]],
    [['file:///a/new%20texts.mailuo'], ['/a/new texts.mailuo']],
    [['/a/My notes.JSON'], ['/a/My notes.JSON']],
    [['file:///a/My%20notes.jsonld'], ['/a/My notes.jsonld']],
    [
      ['a.jsonld', '/b.jsonld'],
      [join(here, 'a.jsonld'), '/b.jsonld'],
    ],
  ])('finds the notes in %j', (argv, paths) => {
    expect(filesOnCommandLine(['/opt/mailuo/mailuo', '.', ...argv], here)).toEqual(paths.map((path) => resolve(path)))
  })

  it.each([
    ['what is no file of notes', ['/etc/passwd', 'notes.jsonld.sh', '.jsonld', '.mailuo', 'x.mailuo.js']],
    ['options', ['--data=notes.jsonld']],
    ['files of other machines', ['file://server/notes.jsonld', 'https://example.com/notes.jsonld', 'smb://x/a.jsonld']],
    ['addresses that name no file', ['file:///%2f.jsonld', 'file://']],
    ['a file that comes with a link', ['mailuo://article/gpt-3', '/home/reader/notes.jsonld']],
  ])('leaves %s alone', (_what, argv) => {
    expect(filesOnCommandLine(['/opt/mailuo/mailuo', ...argv], here)).toEqual([])
  })
})

describe('installerSteps', () => {
  const program = String.raw`C:\Users\r\AppData\Local\mailuo\app-1.2.3\mailuo.exe`
  const starter = String.raw`C:\Users\r\AppData\Local\mailuo\mailuo.exe`
  const stepsOf = (word: string) => installerSteps([program, word], program)

  it.each(['--squirrel-install', '--squirrel-updated'])(
    'at %s make shortcuts, open packs and offer Mailuo for notes',
    (word) => {
      const steps = present(stepsOf(word))
      expect(steps[0]).toEqual([String.raw`C:\Users\r\AppData\Local\mailuo\Update.exe`, '--createShortcut=mailuo.exe'])
      const registry = steps.slice(1)
      expect(registry.every(([tool, verb]) => tool.endsWith(String.raw`System32\reg.exe`) && verb === 'add')).toBe(true)
      // The one that every version starts by, and the file as one argument.
      expect(registry.flat()).toContain(`"${starter}" "%1"`)
      expect(registry.at(-1)).toContain(String.raw`HKCU\Software\Classes\.jsonld\OpenWithProgids`)
    },
  )

  it('take away at the end all that was made', () => {
    const made = present(stepsOf('--squirrel-install')).slice(1)
    const taken = present(stepsOf('--squirrel-uninstall')).slice(1)
    const keys = made.flatMap(([, , key]) => (key === undefined || key.endsWith('OpenWithProgids') ? [] : [key]))
    const deleted = taken.flatMap(([, verb, key]) => (verb === 'delete' && key !== undefined ? [key] : []))
    expect(keys.filter((key) => !deleted.some((each) => key === each || key.startsWith(`${each}\\`)))).toEqual([])
    expect(keys).toContain(String.raw`HKCU\Software\Classes\.mailuo`)
    const offer = present(made.at(-1)).slice(2)
    expect(taken.map((step) => step.slice(2))).toContainEqual(offer)
    expect(stepsOf('--squirrel-obsolete')).toEqual([])
  })

  it('are none at a start of the reader’s own', () => {
    for (const word of ['--squirrel-firstrun', 'notes.jsonld', '--self-test']) expect(stepsOf(word)).toBeNull()
    expect(installerSteps([program], program)).toBeNull()
  })
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
