/** Starts the built loopback host, as `npm start` does where there is no Electron. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { HOST_PROGRAM, hostEnvironment } from '../scripts/host-process.mjs'

const LINK = /https?:\/\/[^\s"]+\/\?t=[^\s"]+/

export type Host = {
  /** The one-time link that opens a session. */
  readonly link: string
  readonly origin: string
  readonly pid: number
  /** What it has printed so far, its complaints too. */
  printed(): string
  /** Ends the host, politely or as `kill -9` does; resolves when it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/**
 * @param dataFolder Where the host keeps the reader's data.
 * @param args       More of its command line, e.g. `--port 4000`.
 * @param under      A command that runs the host, e.g. strace with its options; it must hand signals on.
 * @throws When the host ends before it has printed its link; what it printed is in the message.
 */
export async function startHost(
  dataFolder: string,
  args: readonly string[] = [],
  under: readonly string[] = [],
): Promise<Host> {
  const words = [...under, process.execPath, ...HOST_PROGRAM, '--no-open', '--data', dataFolder, ...args]
  const child = spawn(words[0] ?? '', words.slice(1), {
    env: hostEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let printed = ''
  child.stderr.on('data', (chunk) => (printed += String(chunk)))
  const link = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      printed += `${line}\n`
      const found = LINK.exec(line)?.[0]
      if (found !== undefined) resolve(found)
    })
    void ended.then((code) => reject(new Error(`the host ended (${code ?? 'killed'}) before it was ready\n${printed}`)))
  })
  return {
    link,
    origin: new URL(link).origin,
    pid: child.pid ?? 0,
    printed: () => printed,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await ended
    },
  }
}
