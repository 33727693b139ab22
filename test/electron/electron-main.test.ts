/** The built desktop main process under the stand-in. Needs `npm run build`. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMain, type MainProcess } from './main-process.ts'
import { CANCELLED, type ElectronRecord } from './messages.ts'
import { present } from '../present.ts'

const HELLO = '{"t":"hello","v":1,"build":"x"}'
const CHANNEL = 'mailuo'
const HOME = 'app://mailuo/'

let folder = ''
let main: MainProcess
let record: ElectronRecord
const received: string[] = []
/** Which window each of them was sent to. */
const toldTo: number[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailuo-main-'))
  main = await startMain(folder)
  // News of traffic comes whenever there was some; these tests ask for answers and commands.
  main.onPageMessage((_channel, args, window) => {
    const message = String(args[0])
    if (message.includes('"traffic.changed"')) return
    received.push(message)
    toldTo.push(window)
  })
  record = await main.ask('record', null)
})

afterAll(async () => {
  await main.close()
  await rm(folder, { recursive: true, force: true })
})

describe('start-up', () => {
  it('closes the doors that can only be closed before the app is ready', () => {
    expect(record.sandboxed).toBe(true)
    expect(record.switches).toMatchObject({
      'host-resolver-rules': 'MAP * ~NOTFOUND',
      'webrtc-ip-handling-policy': 'disable_non_proxied_udp',
    })
    expect(record.order.filter((call) => call === 'after-ready:appendSwitch')).toEqual([])
  })

  it('gives its scheme the privileges it needs and no more', () => {
    const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
    expect(record.schemes).toEqual([{ scheme: 'app', privileges }])
  })

  it('guards the session before a window exists', () => {
    expect(record.session).toEqual({
      requestFilter: true,
      permissionRequest: true,
      permissionCheck: true,
      devicePermission: true,
      displayMedia: true,
      spellChecker: false,
    })
    expect(record.webrtcPolicy).toBe('disable_non_proxied_udp')
    const window = record.order.indexOf('after-ready:new BrowserWindow')
    expect(record.order.indexOf('after-ready:protocol.handle')).toBeLessThan(window)
    expect(record.order.lastIndexOf('after-ready:session.defaultSession')).toBeLessThan(window)
  })

  it('builds no default menu on the way', () => {
    expect(record.menus[0]).toBeNull()
    expect(record.order).toContain('before-ready:setApplicationMenu')
    expect(record.menus).toHaveLength(2)
  })

  it('takes the single-instance lock before it opens anything', () => {
    expect(record.order.indexOf('before-ready:requestSingleInstanceLock')).toBeGreaterThanOrEqual(0)
  })
})

describe('the window', () => {
  it('is sandboxed, isolated, and has nothing of Node', () => {
    expect(record.windows).toHaveLength(1)
    const { show, webPreferences } = present(record.windows[0])
    expect(show).toBe(false)
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    })
    const dangerous = ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'devTools']
    for (const key of dangerous) expect(webPreferences).not.toHaveProperty(key)
    expect(String(webPreferences['preload'])).toMatch(/out[\\/]preload[\\/]index\.cjs$/)
  })

  it('is shown when it has something to show', () => {
    expect(record.order.indexOf('after-ready:show')).toBeGreaterThan(
      record.order.indexOf('after-ready:new BrowserWindow'),
    )
  })

  it.each(['https://example.com/', 'file:///etc/passwd', 'javascript:alert(1)', 'app://mailuo/x', 'data:text/html,x'])(
    'does not navigate to %s',
    async (url) => {
      expect(await main.ask('navigate', { url })).toBe(true)
      expect(await main.ask('navigate', { url, mainFrame: false })).toBe(true)
    },
  )

  it('does not navigate by any of the three ways', async () => {
    expect(await main.ask('navigationEvents', { url: 'https://example.com/' })).toEqual({
      'will-navigate': true,
      'will-frame-navigate': true,
      'will-redirect': true,
    })
  })

  it('opens no second window, and hands only known addresses to the browser', async () => {
    const hostile = [
      'https://evil.example/',
      'http://github.com/',
      'file:///bin/sh',
      'smb://x/y',
      'ms-msdt:/id',
      'https://github.com@evil.example/',
      'https://user@github.com/',
      'https://github.com:8443/',
      'https://github.com.evil.example/',
    ]
    for (const url of hostile) expect(await main.ask('openWindow', { url })).toEqual({ action: 'deny' })
    expect((await main.ask('record', null)).external).toEqual([])
    expect(await main.ask('openWindow', { url: 'https://arxiv.org/abs/1706.03762' })).toEqual({ action: 'deny' })
    expect((await main.ask('record', null)).external).toEqual(['https://arxiv.org/abs/1706.03762'])
  })

  it('lets no page attach a webview or start a download', async () => {
    expect(await main.ask('attachWebview', null)).toBe(true)
    for (const url of ['https://example.com/x', 'blob:https://evil.example/1', 'blob:app://mailuo.evil/1', 'data:,x'])
      expect((await main.ask('download', { url, name: 'x', savedAs: '/x' })).prevented, url).toBe(true)
  })

  it('asks where to save what the page has made, and offers the same folder the next time', async () => {
    const notes = { url: 'blob:app://mailuo/1', name: 'notes.json', savedAs: join(folder, 'mine', 'notes.json') }
    const first = await main.ask('download', notes)
    expect(first).toEqual({ prevented: false, offered: join('/', 'home', 'reader', 'Documents', 'notes.json') })
    const second = await main.ask('download', {
      ...notes,
      name: 'cards.csv',
      savedAs: join(folder, 'mine', 'cards.csv'),
    })
    expect(second).toEqual({ prevented: false, offered: join(folder, 'mine', 'cards.csv') })
    // A table cannot be opened again.
    expect((await main.ask('record', null)).recent).toEqual([join(folder, 'mine', 'notes.json')])
  })
})

describe('content', () => {
  it('serves the page with the policy that both shells share', async () => {
    const page = await main.ask('fetch', { url: HOME })
    expect(page.status).toBe(200)
    const policy = page.headers['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/unsafe|https?:|\*/)
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect(Buffer.from(page.body, 'base64').toString()).toContain('id="app"')
  })

  it('serves the corpus', async () => {
    const catalog = await main.ask('fetch', { url: 'app://mailuo/corpus/catalog.json' })
    expect(catalog.status).toBe(200)
    expect(catalog.headers['content-type']).toContain('application/json')
  })

  it.each([
    'app://mailuo/../package.json',
    'app://mailuo/%2e%2e/package.json',
    'app://mailuo/..%2fpackage.json',
    'app://mailuo/assets/..%5c..%5cpackage.json',
    'app://mailuo/corpus/%00',
    'app://mailuo/corpus/%zz',
    'app://mailuo/out/main/desktop.js',
    'app://other/',
  ])('has nothing at %s', async (url) => {
    expect([400, 404, CANCELLED]).toContain((await main.ask('fetch', { url })).status)
  })

  it('answers under its own name only, whatever the request filter lets pass', async () => {
    for (const url of ['app://other/', 'app://mailuo.evil/', 'app://other/corpus/catalog.json'])
      expect((await main.ask('fetch', { url, unfiltered: true })).status, url).toBe(404)
    expect((await main.ask('fetch', { url: HOME, unfiltered: true })).status).toBe(200)
  })

  it('answers nothing but GET and HEAD', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await main.ask('fetch', { url: HOME, method })).status, method).toBe(405)
    expect((await main.ask('fetch', { url: HOME, method: 'HEAD' })).status).toBe(200)
  })

  it.each([
    'https://example.com/',
    'http://127.0.0.1:80/',
    'http://mailuo/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'app://mailuo.evil/',
    'app://evil@other/',
    'blob:https://x/1',
    'chrome-extension://x/',
  ])('lets no request out to %s', async (url) => {
    expect(await main.ask('requestFilter', { url })).toEqual({ cancel: true })
  })

  it('lets its own requests pass', async () => {
    expect((await main.ask('requestFilter', { url: `${HOME}corpus/catalog.json` })).cancel).not.toBe(true)
  })
})

describe('permissions', () => {
  const denied = [
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'clipboard-read',
    'midi',
    'hid',
    'fileSystem',
  ]

  it.each([...denied, 'unknown'])('denies %s', async (name) => {
    expect(await main.ask('permissionRequest', { name, from: HOME })).toBe(false)
    expect(await main.ask('permissionCheck', { name, from: HOME })).toBe(false)
  })

  it('grants full screen and copying to its own page only', async () => {
    for (const name of ['fullscreen', 'clipboard-sanitized-write']) {
      expect(await main.ask('permissionRequest', { name, from: HOME }), name).toBe(true)
      expect(await main.ask('permissionRequest', { name, from: 'https://evil.example/' }), name).toBe(false)
      expect(await main.ask('permissionCheck', { name, from: HOME }), name).toBe(true)
      expect(await main.ask('permissionCheck', { name, from: 'https://evil.example/' }), name).toBe(false)
    }
  })

  it('gives the page no device and no screen to record', async () => {
    expect(await main.ask('devices', null)).toEqual({ device: false, display: false })
  })
})

describe('messages', () => {
  /** Whether a message was answered: the question after it is answered later than everything it caused. */
  async function isAnswered(message: Parameters<typeof main.ask<'ipc'>>[1]): Promise<boolean> {
    const before = received.length
    await main.ask('ipc', message)
    await main.ask('record', null)
    return received.length > before
  }

  it('come over one channel', () => {
    expect(record.ipcChannels.filter((channel) => channel !== 'electron-store-get-data')).toEqual([CHANNEL])
  })

  it('of strangers are not answered', async () => {
    const args = [HELLO]
    const oversized = JSON.stringify({ t: 'hello', v: 1, build: 'x'.repeat(5_000_000) })
    expect(await isAnswered({ channel: CHANNEL, args, from: 'https://evil.example/' })).toBe(false)
    expect(await isAnswered({ channel: CHANNEL, args, from: 'app://other/' })).toBe(false)
    expect(await isAnswered({ channel: CHANNEL, args, from: HOME, subframe: true })).toBe(false)
    expect(await isAnswered({ channel: CHANNEL, args, from: HOME, lost: true })).toBe(false)
    expect(await isAnswered({ channel: CHANNEL, args, from: HOME, stranger: true })).toBe(false)
    expect(await isAnswered({ channel: CHANNEL, args: [JSON.parse(HELLO)], from: HOME })).toBe(false)
    expect(await isAnswered({ channel: CHANNEL, args: [oversized], from: HOME })).toBe(false)
  })

  it('of the page are answered', async () => {
    expect(await isAnswered({ channel: CHANNEL, args: [HELLO], from: HOME })).toBe(true)
    expect(received.at(-1)).toContain('"hello"')
  })
})

describe('a second start', () => {
  it('brings the window to the front', async () => {
    const before = (await main.ask('record', null)).focused
    await main.ask('secondInstance', { argv: ['mailuo'] })
    expect((await main.ask('record', null)).focused).toBe(before + 1)
  })

  it('opens the place that a deep link names', async () => {
    await main.ask('secondInstance', { argv: ['mailuo', '--flag', 'mailuo://article/gpt-3#how-it-works'] })
    await main.ask('record', null)
    expect(received.at(-1)).toContain('open:#/article/gpt-3/how-it-works')
    await main.ask('openUrl', { url: 'mailuo://thread/gpt-family' })
    await main.ask('record', null)
    expect(received.at(-1)).toContain('open:#/thread/gpt-family')
  })

  it.each(['mailuo://article/../../etc/passwd', 'mailuo://settings', 'file:///etc/passwd', 'mailuo://article/%2e%2e'])(
    'goes nowhere by %s',
    async (url) => {
      const before = received.length
      await main.ask('openUrl', { url })
      await main.ask('record', null)
      expect(received.length).toBe(before)
    },
  )

  it('ends at once, and leaves the data folder alone, when the first still runs', async () => {
    const second = startMain(folder, { env: { STAND_IN_SECOND: '1' } })
    await expect(second).rejects.toThrow('ended (0)')
  })
})

describe('the page and its shell', () => {
  let lastId = 0
  /** Calls a method as the page in a window does; gives what is answered. */
  async function call(method: string, params: unknown, window = 0): Promise<unknown> {
    const id = ++lastId
    const tell = (frame: object) =>
      main.ask('ipc', { channel: CHANNEL, args: [JSON.stringify(frame)], from: HOME, window })
    await tell({ t: 'hello', v: 1, build: 'x' })
    await tell({ t: 'req', id, m: method, p: params })
    const isAnswer = (text: string) => new RegExp(`^\\{"t":"(res|err)","id":${String(id)},`).test(text)
    await expect.poll(() => received.some(isAnswer)).toBe(true)
    const answer = JSON.parse(received.find(isAnswer) ?? '') as { r?: unknown; e?: unknown }
    return answer.e ?? answer.r
  }
  const menu = (title: string) => [
    { id: 'go', title: 'Go', commands: [{ id: 'graph', title, key: 'G', isPossible: true }] },
  ]

  it('share one list of commands: the menu offers what the page told, and the page is told what was chosen', async () => {
    expect(await main.ask('clickMenu', { label: 'The graph' })).toBe(false)
    expect(await call('shell.menu', menu('The graph'))).toBeNull()
    expect(await main.ask('clickMenu', { label: 'The graph' })).toBe(true)
    await main.ask('record', null)
    expect(received.at(-1)).toBe('{"t":"ev","n":"menu.command","p":{"command":"graph"}}')
  })

  it('have no menu with commands that are none', async () => {
    for (const wrong of [[{ id: 'go', title: '', commands: [] }], [{ id: 'go' }], 'go', null])
      expect(await call('shell.menu', wrong)).toMatchObject({ code: 'bad-request' })
    expect(await call('shell.do', { command: 'quit' })).toMatchObject({ code: 'bad-request' })
  })

  it('have one theme: the system’s parts follow the page, which alone knows high contrast', async () => {
    for (const theme of ['dark', 'contrast', 'light', 'system']) await call('settings.set', { theme })
    const { themes } = await main.ask('record', null)
    expect(themes).toEqual(['system', 'dark', 'system', 'light', 'system'])
  })

  it('save as PDF beside what was saved before', async () => {
    expect(await call('shell.do', { command: 'save-pdf' })).toBe(false)
    await main.ask('saveInto', { folder })
    expect(await call('shell.do', { command: 'save-pdf' })).toBe(true)
    expect(await readFile(join(folder, 'GPT-3  Mailuo.pdf'), 'utf8')).toBe('%PDF-stand-in')
    const { offered } = await main.ask('record', null)
    expect(offered.at(-1)).toBe(join(folder, 'mine', 'GPT-3  Mailuo.pdf'))
  })

  describe('open files that the reader chose', () => {
    const NOTES = [{ target: 'mailuo://article/gpt-3?lang=en', body: 'Brought in' }]
    const told = () => received.filter((text) => text.includes('"shell.fileOpened"')).length
    let inbox = ''

    beforeAll(async () => {
      inbox = join(folder, 'inbox')
      await mkdir(join(inbox, 'folder.jsonld'), { recursive: true })
      for (const name of ['a.jsonld', 'b.jsonld', 'secret.txt'])
        await writeFile(join(inbox, name), JSON.stringify(NOTES))
    })
    const take = () => call('shell.takeFile', null) as Promise<{ name: string; upload: string } | null>

    it('in a dialog: the page gets their names and texts, one after the other, and can name none', async () => {
      expect(await call('shell.do', { command: 'import-notes' })).toBe(false)
      expect(await take()).toBeNull()
      expect(await call('shell.takeFile', { path: '/etc/passwd' })).toMatchObject({ code: 'bad-request' })
      await main.ask('choose', { paths: [join(inbox, 'a.jsonld'), join(inbox, 'b.jsonld')] })
      const before = told()
      expect(await call('shell.do', { command: 'import-notes' })).toBe(true)
      expect(told()).toBe(before + 1)
      const first = present(await take())
      expect(first).toEqual({ name: 'a.jsonld', upload: expect.any(String) as string, kind: 'notes' })
      expect(await call('notes.previewImport', { upload: first.upload })).toMatchObject({ added: 1, refusedCount: 0 })
      expect((await take())?.name).toBe('b.jsonld')
      expect(await take()).toBeNull()
      await main.ask('choose', { paths: [] })
      await call('shell.do', { command: 'import-notes' })
      const { offered, recent } = await main.ask('record', null)
      expect(offered.at(-1)).toBe(inbox)
      expect(recent.slice(-2)).toEqual([join(inbox, 'a.jsonld'), join(inbox, 'b.jsonld')])
    })

    it('by a double click: handed over by the system, or by a second start', async () => {
      const before = told()
      expect(await main.ask('openFile', { path: join(inbox, 'a.jsonld') })).toBe(true)
      await main.ask('secondInstance', { argv: ['mailuo', 'b.jsonld'], cwd: inbox })
      expect([(await take())?.name, (await take())?.name, await take()]).toEqual(['a.jsonld', 'b.jsonld', null])
      expect(told()).toBe(before + 2)
    })

    it.skipIf(process.platform === 'darwin')('again from the menu, which forgets them when it is told to', async () => {
      const label = `b.jsonld — ${inbox}`
      expect(await main.ask('clickMenu', { label })).toBe(true)
      expect((await take())?.name).toBe('b.jsonld')
      expect(await main.ask('clickMenu', { label: 'Clear Menu' })).toBe(true)
      expect(await main.ask('clickMenu', { label })).toBe(false)
      expect((await main.ask('record', null)).recent).toEqual([])
    })

    it('and corpus packs as well: what is none is refused by the host', async () => {
      await writeFile(join(inbox, 'new.mailuo'), 'no zip')
      await main.ask('choose', { paths: [join(inbox, 'new.mailuo')] })
      expect(await call('shell.do', { command: 'open-pack' })).toBe(true)
      await main.ask('secondInstance', { argv: ['mailuo', 'new.mailuo'], cwd: inbox })
      const opened = present(await take())
      expect(opened).toEqual({ name: 'new.mailuo', upload: expect.any(String) as string, kind: 'pack' })
      expect(await call('corpus.add', { upload: opened.upload })).toMatchObject({ data: { reason: 'pack-no-pack' } })
      expect((await take())?.name).toBe('new.mailuo')
      expect(await take()).toBeNull()
      expect((await main.ask('record', null)).recent.at(-1)).toBe(join(inbox, 'new.mailuo'))
    })

    it('and refuse, with a reason, what is no file of notes or cannot be read', async () => {
      const recent = async () => (await main.ask('record', null)).recent.length
      const before = await recent()
      for (const [name, problem] of [
        ['secret.txt', 'other-kind'],
        ['folder.jsonld', 'other-kind'],
        ['gone.jsonld', 'unreadable'],
      ] as const) {
        await main.ask('openFile', { path: join(inbox, name) })
        expect(await take()).toEqual({ name, problem })
      }
      expect(await recent()).toBe(before)
      await main.ask('secondInstance', { argv: ['mailuo', 'secret.txt', 'mailuo://graph', 'a.jsonld'], cwd: inbox })
      expect(await take()).toBeNull()
    })
  })

  it('show what this is and of which version', async () => {
    expect(await call('shell.do', { command: 'about' })).toBe(true)
    const { aboutShown, about } = await main.ask('record', null)
    expect(aboutShown).toBe(1)
    expect(about).toMatchObject({
      applicationName: 'Mailuo 脉络',
      applicationVersion: expect.stringMatching(/^\d/) as string,
    })
  })

  it('open the menu of editing in a field of text only', async () => {
    await main.ask('contextMenu', { isEditable: false })
    expect((await main.ask('record', null)).popups).toEqual([])
    await main.ask('contextMenu', { isEditable: true })
    expect(JSON.stringify((await main.ask('record', null)).popups)).toContain('"role":"paste"')
  })

  it('are as many as the reader opens: each window has its menu, and the one in front gets the commands', async () => {
    expect(await call('shell.do', { command: 'new-window' })).toBe(true)
    expect((await main.ask('record', null)).openWindows).toEqual([HOME, HOME])
    const [first, second] = (await main.ask('record', null)).windows
    expect(second?.['x']).toBe(Number(first?.['x'] ?? 0) + 28)
    expect(second?.webPreferences).toEqual(first?.webPreferences)

    await call('shell.menu', menu('Second graph'), 1)
    const inSecond = toldTo.at(-1)
    expect(inSecond).not.toBe(1)
    expect(await main.ask('clickMenu', { label: 'Second graph' })).toBe(true)
    expect(toldTo.at(-1)).toBe(inSecond)
    await main.ask('focusWindow', { index: 0 })
    expect(await main.ask('clickMenu', { label: 'Second graph' })).toBe(false)
    expect(await main.ask('clickMenu', { label: 'The graph' })).toBe(true)
    await main.ask('record', null)
    expect(toldTo.at(-1)).toBe(1)

    await main.ask('closeWindow', { index: 1 })
    expect((await main.ask('record', null)).quit).toBe(0)
    expect(await call('shell.do', { command: 'about' })).toBe(true)
  })
})

describe('a crash of the page', () => {
  it('is answered with a fresh page at the same place', async () => {
    const place = `${HOME}#/article/gpt-3`
    await main.ask('ipc', { channel: CHANNEL, args: [HELLO], from: place })
    const loads = (await main.ask('record', null)).order.filter((call) => call.endsWith(':loadURL')).length
    await main.ask('rendererGone', null)
    const { order, openWindows } = await main.ask('record', null)
    expect(order.filter((call) => call.endsWith(':loadURL'))).toHaveLength(loads + 1)
    expect(openWindows).toEqual([place])
  })

  it('that comes again and again is said in a box, which offers another try', async () => {
    await main.ask('press', { label: 'Try Again' })
    const loads = async () => (await main.ask('record', null)).order.filter((call) => call.endsWith(':loadURL')).length
    await main.ask('rendererGone', null)
    await main.ask('rendererGone', null)
    const before = await loads()
    await main.ask('rendererGone', null)
    await expect.poll(loads).toBe(before + 1)
    const { boxes } = await main.ask('record', null)
    expect(boxes).toEqual([expect.stringMatching(/keeps ending\n.*notes are safe[^]*\nTry Again\nClose Mailuo$/)])
  })
})

describe('a page that does not respond', () => {
  it('is waited for, or ended and loaded again, as the reader says', async () => {
    const data = await mkdtemp(join(tmpdir(), 'mailuo-main-'))
    const other = await startMain(data, { env: { STAND_IN_LOCALE: 'zh-CN' } })
    const calls = async (name: string) =>
      (await other.ask('record', null)).order.filter((call) => call.endsWith(name)).length
    const loads = await calls(':loadURL')
    await other.ask('rendererHangs', null)
    await expect.poll(async () => (await other.ask('record', null)).boxes).toHaveLength(1)
    expect([await calls('forcefullyCrashRenderer'), await calls(':loadURL')]).toEqual([0, loads])
    await other.ask('press', { label: '重新载入' })
    await other.ask('rendererHangs', null)
    await expect.poll(() => calls(':loadURL')).toBe(loads + 1)
    expect(await calls('forcefullyCrashRenderer')).toBe(1)
    const { boxes } = await other.ask('record', null)
    expect(boxes[0]).toMatch(/^这一页没有反应\n[^]*\n再等等\n重新载入\n关闭脉络$/)
    await other.close()
    await rm(data, { recursive: true })
  })
})

describe('the end', () => {
  it('comes with the last window, whose place is remembered', async () => {
    const data = await mkdtemp(join(tmpdir(), 'mailuo-main-'))
    const other = await startMain(data)
    // The store is loaded once the window is shown.
    const hasStore = async () => (await other.ask('record', null)).ipcChannels.includes('electron-store-get-data')
    await expect.poll(hasStore).toBe(true)
    await other.ask('closeWindow', { index: 0 }).catch(() => null) // the process ends with it
    await other.close()
    const kept = JSON.parse(await readFile(join(data, 'window.json'), 'utf8')) as unknown
    expect(kept).toEqual({ bounds: { x: 0, y: 0, width: 1200, height: 800 }, isMaximized: false })
    await rm(data, { recursive: true })
  })
})

describe('a first start with a file', () => {
  it.each([
    ['on the command line', (path: string) => ({ args: [path] })],
    ['handed over before the app is ready', (path: string) => ({ env: { 'STAND_IN_open-file': path } })],
  ])('%s keeps it until the page takes it', async (_where, optionsFor) => {
    const data = await mkdtemp(join(tmpdir(), 'mailuo-main-'))
    await writeFile(join(data, 'mine.jsonld'), '[]')
    const other = await startMain(data, optionsFor(join(data, 'mine.jsonld')))
    const heard = new Promise<string>((resolve) => {
      other.onPageMessage((_channel, args) => {
        if (String(args[0]).startsWith('{"t":"res"')) resolve(String(args[0]))
      })
    })
    for (const frame of [HELLO, '{"t":"req","id":1,"m":"shell.takeFile","p":null}'])
      await other.ask('ipc', { channel: CHANNEL, args: [frame], from: HOME })
    expect(await heard).toContain('"name":"mine.jsonld"')
    await other.close()
    await rm(data, { recursive: true })
  })
})

describe('a first start with a link', () => {
  const link = 'mailuo://article/gpt-3#how-it-works'
  it.each([
    ['on the command line', { args: [link] }],
    ['handed over before the app is ready', { env: { 'STAND_IN_open-url': link } }],
  ])('%s opens the window at its place', async (_where, options) => {
    const data = await mkdtemp(join(tmpdir(), 'mailuo-main-'))
    const other = await startMain(data, options)
    expect(other.url).toBe(`${HOME}#/article/gpt-3/how-it-works`)
    await other.close()
    await rm(data, { recursive: true })
  })
})

describe('the window of the next start', () => {
  const size = { width: 900, height: 700 }
  it.each([
    ['is where it was', { x: 40, y: 30, ...size }, { x: 40, y: 30, ...size }],
    ['is on a screen that is there', { x: 9000, y: 30, ...size }, { x: undefined, y: undefined, width: 1280 }],
  ])('%s', async (_what, bounds, expected) => {
    const data = await mkdtemp(join(tmpdir(), 'mailuo-main-'))
    await writeFile(join(data, 'window.json'), JSON.stringify({ bounds, isMaximized: true }))
    const other = await startMain(data)
    const { windows, order } = await other.ask('record', null)
    const { x, y, width } = present(windows[0])
    expect({ ...bounds, ...expected }).toMatchObject({ x, y, width })
    expect(order).toContain('after-ready:maximize')
    await other.close()
    await rm(data, { recursive: true })
  })
})

describe('a packed app', () => {
  it('opens links, and keeps what is the reader’s beside it where they have made room for that', async () => {
    expect(record.order.filter((call) => call.endsWith('setAsDefaultProtocolClient'))).toEqual([])
    const stick = await mkdtemp(join(tmpdir(), 'mailuo-stick-'))
    await mkdir(join(stick, 'mailuo-data'))
    const env = { STAND_IN_PACKAGED: '1', MAILUO_DATA: '', APPIMAGE: join(stick, 'Mailuo.AppImage') }
    const carried = await startMain(join(stick, 'elsewhere'), { env })
    expect((await carried.ask('record', null)).order).toContain('before-ready:setAsDefaultProtocolClient')
    expect(await readdir(join(stick, 'mailuo-data'))).toContain('mailuo.lock')
    await carried.close()
    await rm(stick, { recursive: true })
  })
})

describe('a start that cannot succeed', () => {
  it('says why in a box and ends', async () => {
    const damaged = await mkdtemp(join(tmpdir(), 'mailuo-main-'))
    const start = startMain(damaged, { env: { MAILUO_CORPUS: join(damaged, 'nowhere') } })
    await expect(start).rejects.toThrow(/ended \(1\)[^]*box: The texts in .* cannot be read/)
    await rm(damaged, { recursive: true })
  })

  it('says so in the language of the system', async () => {
    const newer = await mkdtemp(join(tmpdir(), 'mailuo-main-'))
    await writeFile(join(newer, 'workspace.json'), JSON.stringify({ format: 99 }))
    const start = startMain(newer, { env: { STAND_IN_LOCALE: 'zh-TW' } })
    await expect(start).rejects.toThrow(/box: 資料夾裡的 workspace\.json 是更新版本的脈絡寫的（格式 99/)
    await rm(newer, { recursive: true })
  })
})
