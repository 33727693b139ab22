/** Starts the built desktop main process under the stand-in, in a child process. */
import { fork } from 'node:child_process'
import type { FromMain, QuestionName, Questions, ToMain } from './messages.ts'

export const BUILT_MAIN = 'out/main/desktop.js'

export type MainProcess = {
  /** Address of the first page the main process loaded. */
  readonly url: string
  /** What it has written to standard error so far. */
  complaints(): string
  ask<Q extends QuestionName>(name: Q, argument: Questions[Q][0]): Promise<Questions[Q][1]>
  /** Hears every message sent to the page. */
  onPageMessage(listener: (channel: string, args: readonly unknown[], window: number) => void): void
  /** Ends the process: politely, or as `kill -9` does. Resolves when it is gone. */
  close(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/**
 * @param dataFolder Where the app keeps the reader's data; created by the app.
 * @param options    `args` of the command line, and more environment.
 * @throws When the process ends before it has loaded a page; its standard error is in the message.
 */
export async function startMain(
  dataFolder: string,
  options: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<MainProcess> {
  const child = fork(BUILT_MAIN, [...(options.args ?? [])], {
    execArgv: ['--import', './test/electron/register.ts'],
    env: { ...process.env, STAND_IN_USER_DATA: dataFolder, MAILUO_DATA: dataFolder, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let complaints = ''
  child.stdout?.resume()
  child.stderr?.on('data', (chunk) => (complaints += String(chunk)))

  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  const listeners: ((channel: string, args: readonly unknown[], window: number) => void)[] = []
  const loaded = Promise.withResolvers<string>()
  const ended = Promise.withResolvers<undefined>()

  child.on('message', (raw) => {
    const message = raw as FromMain
    if (message.kind === 'load') loaded.resolve(message.url)
    else if (message.kind === 'page-message')
      for (const tell of listeners) tell(message.channel, message.args, message.window)
    else {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.kind === 'answer') call?.resolve(message.value as never)
      else call?.reject(new Error(message.message))
    }
  })
  child.on('exit', (code, signal) => {
    const error = new Error(`the main process ended (${code ?? signal ?? '?'})\n${complaints}`)
    loaded.reject(error)
    for (const call of waiting.values()) call.reject(error)
    ended.resolve(undefined)
  })

  let lastId = 0
  const url = await loaded.promise
  return {
    url,
    complaints: () => complaints,
    ask: (name, argument) =>
      new Promise((resolve, reject) => {
        if (!child.connected) {
          reject(new Error('the main process has ended'))
          return
        }
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        child.send({ id, name, argument } satisfies ToMain)
      }),
    onPageMessage: (listener) => listeners.push(listener),
    async close(signal = 'SIGTERM') {
      child.kill(signal)
      await ended.promise
    },
  }
}
