/** The built preload script, run as Electron runs it: with a `require` that knows one module. Needs `npm run build`. */
import { readFile } from 'node:fs/promises'
import { compileFunction } from 'node:vm'
import { beforeEach, describe, expect, it } from 'vitest'
import { BUILT_PRELOAD } from './page.ts'
import { strict } from './strict.ts'

type Bridge = { send(text: unknown): void; onText(listener: (...heard: unknown[]) => void): void }

const sent: unknown[][] = []
const listeners: ((...args: unknown[]) => void)[] = []
const exposed: Record<string, object> = {}

beforeEach(async () => {
  sent.length = 0
  listeners.length = 0
  const electron = strict('electron', {
    ipcRenderer: strict(
      'ipcRenderer',
      {
        send: (...args: unknown[]) => void sent.push(args),
        on: (_channel: string, listener: (...args: unknown[]) => void) => void listeners.push(listener),
      },
      ['mailuo'],
    ),
    contextBridge: strict('contextBridge', {
      exposeInMainWorld: (name: string, value: object) => void (exposed[name] = value),
    }),
  })
  const require = (name: string): unknown => {
    if (name === 'electron') return electron
    throw new Error(`a sandboxed preload cannot require ${name}`)
  }
  const code = await readFile(BUILT_PRELOAD, 'utf8')
  // As Electron itself runs a preload script: as the body of a function.
  const run = compileFunction(code, ['require', 'exports', 'module']) as (...given: unknown[]) => void
  run(require, {}, { exports: {} })
})

const bridge = () => exposed['mailuoPort'] as Bridge

describe('what the preload gives the page', () => {
  it('is one object with two functions', () => {
    expect(Object.keys(exposed)).toEqual(['mailuoPort'])
    expect(Object.keys(bridge()).sort()).toEqual(['onText', 'send'])
  })

  it('sends texts over the one channel, and nothing else', () => {
    bridge().send('hello')
    for (const other of [{ t: 'hello' }, 7, null, undefined, ['x'], () => 'x']) bridge().send(other)
    expect(sent).toEqual([['mailuo', 'hello']])
  })

  it('hands over the text alone: never the event, which leads back to the messenger', () => {
    const heard: unknown[][] = []
    bridge().onText((...args) => heard.push(args))
    const event = { sender: 'the messenger' }
    for (const listener of listeners) {
      listener(event, 'text', 'more')
      listener(event, { not: 'a text' })
    }
    expect(heard).toEqual([['text']])
  })
})
