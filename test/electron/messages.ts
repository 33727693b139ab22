/**
 * What a test and the main process under the stand-in tell each other over the child process's message channel.
 */

/** Everything the main process asked of Electron while it started. */
export type ElectronRecord = {
  readonly switches: Readonly<Record<string, string>>
  readonly schemes: readonly { scheme: string; privileges: Readonly<Record<string, boolean>> }[]
  readonly sandboxed: boolean
  readonly windows: readonly WindowRecord[]
  /** The menus that were set, `null` for none, in order; functions are left out. */
  readonly menus: readonly unknown[]
  /** Addresses handed to the system's browser. */
  readonly external: readonly string[]
  /** Messages shown in a native box, title first. */
  readonly boxes: readonly string[]
  /** What `nativeTheme.themeSource` was set to. */
  readonly themes: readonly string[]
  /** Menus that were opened at the pointer. */
  readonly popups: readonly unknown[]
  /** How often the about panel was shown. */
  readonly aboutShown: number
  readonly about: Readonly<Record<string, string>>
  readonly recent: readonly string[]
  /** Paths that were offered for saving, and folders for opening. */
  readonly offered: readonly string[]
  /** Addresses of the windows that are open. */
  readonly openWindows: readonly string[]
  readonly schemesHandled: readonly string[]
  readonly ipcChannels: readonly string[]
  readonly session: Readonly<Record<string, boolean>>
  readonly webrtcPolicy: string | null
  /** How often a window was brought to the front. */
  readonly focused: number
  readonly quit: number
  /** Every recorded call, as `before-ready:name` or `after-ready:name`. */
  readonly order: readonly string[]
}

export type WindowRecord = {
  readonly show?: boolean
  readonly webPreferences: Readonly<Record<string, unknown>>
  readonly [option: string]: unknown
}

/** An answer of the protocol handler; the body is base64. `status` is CANCELLED when the request filter stopped it. */
export type FetchAnswer = { readonly status: number; readonly headers: Record<string, string>; readonly body: string }

/** No HTTP status: the request filter cancelled, or no handler holds the scheme. */
export const CANCELLED = 598
export const NO_HANDLER = 599

/** Questions a test can put to the main process: name → [argument, answer]. */
export type Questions = {
  record: [null, ElectronRecord]
  /** Lets the page load a resource through the request filter, unless `unfiltered`, and the protocol handler. */
  fetch: [{ url: string; method?: string; headers?: Record<string, string>; unfiltered?: boolean }, FetchAnswer]
  requestFilter: [{ url: string }, { cancel?: boolean }]
  /** Whether a navigation of the page, or of a frame in it, was prevented. */
  navigate: [{ url: string; mainFrame?: boolean }, boolean]
  /** Which of the navigation events, each sent alone, was prevented. */
  navigationEvents: [{ url: string }, Readonly<Record<string, boolean>>]
  openWindow: [{ url: string }, { action: string }]
  permissionRequest: [{ name: string; from: string }, boolean]
  permissionCheck: [{ name: string; from: string }, boolean]
  /** Whether the page may use a device, and whether it gets a screen to record. */
  devices: [null, { device: boolean; display: boolean }]
  attachWebview: [null, boolean]
  /** A file the page lets the reader save: whether that was stopped, and the path that was offered. */
  download: [{ url: string; name: string; savedAs: string }, { prevented: boolean; offered: string | null }]
  focusWindow: [{ index: number }, null]
  /** Closes a window as the reader does. */
  closeWindow: [{ index: number }, null]
  contextMenu: [{ isEditable: boolean }, null]
  /** What the reader answers to dialogs for saving from now on. */
  saveInto: [{ folder: string | null }, null]
  /** Clicks an entry of the menu that is shown; whether there is one. */
  clickMenu: [{ label: string }, boolean]
  /** What the reader chooses in dialogs for opening from now on. */
  choose: [{ paths: readonly string[] }, null]
  secondInstance: [{ argv: readonly string[]; cwd?: string }, null]
  /** The system hands over a file; whether Electron's own way was prevented. */
  openFile: [{ path: string }, boolean]
  openUrl: [{ url: string }, null]
  /** A message of the page; `subframe` sends it from an iframe of that address, `lost` from a frame that is gone,
   *  `stranger` from other web contents than the window's. */
  ipc: [
    {
      channel: string
      args: readonly unknown[]
      from: string
      subframe?: boolean
      lost?: boolean
      stranger?: boolean
      /** Which of the open windows, the first unless told. */
      window?: number
    },
    null,
  ]
  /** Which button the reader presses in boxes from now on. */
  press: [{ label: string }, null]
  /** The page's process ends, as after a crash. */
  rendererGone: [null, null]
  /** The page does not respond any more. */
  rendererHangs: [null, null]
}

export type QuestionName = keyof Questions
export type ToMain = { readonly id: number; readonly name: QuestionName; readonly argument: unknown }
export type FromMain =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | {
      readonly kind: 'page-message'
      readonly channel: string
      readonly args: readonly unknown[]
      /** Id of the web contents it was sent to; the first window has 1. */
      readonly window: number
    }
  | { readonly kind: 'load'; readonly url: string }
