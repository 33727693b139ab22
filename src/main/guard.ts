/** What the desktop shell forbids: everything that is not this app's own page. */
import type { App, Session } from 'electron'
import type { ShellMemory } from './window-state.ts'

export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://mailuo`
export const HOME = `${ORIGIN}/`

/** Own permissions of the page; every other one is denied. */
const GRANTED: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write'])

/** Whether an address belongs to the app's own page. */
export function isOwn(url: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(url)
    return protocol === `${SCHEME}:` && host === 'mailuo' && username === '' && password === ''
  } catch {
    return false // not an address
  }
}

/**
 * Closes the doors of a session: requests, permissions, devices, the spell checker's dictionaries.
 * @param onBlocked Told of every request that was stopped.
 */
export function guardSession(session: Session, onBlocked: () => void): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const passes = isOwn(details.url) || details.url.startsWith('data:') || details.url.startsWith('devtools:')
    if (!passes) onBlocked()
    callback(passes ? {} : { cancel: true })
  })
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(GRANTED.has(permission) && isOwn(details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => GRANTED.has(permission) && isOwn(origin))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}))
  session.setSpellCheckerEnabled(false)
}

/**
 * Lets the page hand over what it has made itself (an export), which Electron asks the reader a place for; anything
 * else that would be saved is stopped.
 */
export function guardDownloads(session: Session, memory: ShellMemory): void {
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${ORIGIN}/`)) {
      event.preventDefault()
      return
    }
    item.setSaveDialogOptions({ defaultPath: memory.offer(item.getFilename()) })
    item.once('done', (_event, state) => {
      if (state === 'completed') memory.used(item.getSavePath())
    })
  })
}

/** Keeps every page of the app where it is: no navigation, no second window, no webview. */
export function guardContents(app: App, openExternal: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void }) => event.preventDefault()
    contents.on('will-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-frame-navigate', stay)
    contents.on('will-attach-webview', stay)
    contents.setWindowOpenHandler(({ url }) => {
      openExternal(url)
      return { action: 'deny' }
    })
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}
