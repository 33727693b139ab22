/** What `npm start` does once everything is built, with programs that play the Electron binary. Needs both builds. */
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailuo-open-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const OPEN = `
  const { openApp } = await import(${JSON.stringify(pathToFileURL('scripts/open.mjs').href)})
  openApp(process.execPath, { host: false, open: false, selfTest: true, ...JSON.parse(process.argv[1]) })`

interface Ended {
  readonly code: number | null
  readonly output: string
  readonly complaints: string
}

/** @param electron Text of a program that plays Electron, `null` for a path where there is none. */
async function open(electron: string | null, mode = 0o755, options: object = {}): Promise<Ended> {
  const binary = join(folder, 'electron')
  if (electron !== null) {
    await writeFile(binary, `#!/bin/sh\n${electron}\n`)
    await chmod(binary, mode)
  }
  const env = { ...process.env, ELECTRON_EXEC_PATH: binary, ELECTRON_RUN_AS_NODE: '1' }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', OPEN, JSON.stringify(options)], { env })
    let output = ''
    let complaints = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.stderr.on('data', (chunk) => (complaints += String(chunk)))
    child.on('close', (code) => resolve({ code, output, complaints }))
  })
}

describe('opening the app', () => {
  it('starts the binary that is there and ends as it ends', async () => {
    const { code, output } = await open('echo "$@ [$ELECTRON_RUN_AS_NODE]"; exit 7', 0o755, { data: '/a/b' })
    expect({ code, output }).toEqual({ code: 7, output: '. --data /a/b --self-test []\n' })
  })

  it('takes an error of the app for what it is', async () => {
    const { code, output } = await open('echo "the data folder cannot be written (EACCES)" >&2; exit 1')
    expect({ code, output }).toEqual({ code: 1, output: '' })
  })

  it.each([
    ['there is no binary', null, 0o755, /binary is not here/],
    ['the binary may not be executed', 'exit 0', 0o644, /cannot be started here/],
    ['the sandbox is refused', 'echo "The SUID sandbox helper binary" >&2; kill -TRAP $$', 0o755, /does not let/],
    ['the sandbox ends it silently', 'kill -TRAP $$', 0o755, /does not let/],
    ['there is no display', 'echo "Missing X server or \\$DISPLAY" >&2; exit 1', 0o755, /does not let/],
    ['it is run by root', 'echo "Running as root without --no-sandbox is not supported" >&2; exit 1', 0o755, /not let/],
    ['a library is missing', 'echo "x: error while loading shared libraries: y" >&2; exit 127', 0o755, /not let/],
  ])('says so and opens in the browser when %s', async (_why, electron, mode, sentence) => {
    const { code, output, complaints } = await open(electron, mode)
    expect(complaints).toMatch(sentence)
    expect(JSON.parse(output)).toMatchObject({ ok: true, shell: 'browser' })
    expect(code).toBe(0)
  })

  it('does not try the desktop when a port is asked for', async () => {
    const { output } = await open('echo desktop', 0o755, { port: '0' })
    expect(JSON.parse(output)).toMatchObject({ shell: 'browser' })
  })
})
