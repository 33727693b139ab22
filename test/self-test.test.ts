/** `--self-test` of both built shells. Needs `npm run corpus` and `npm run build`. */
import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const SHELLS = [
  { shell: 'browser', args: ['out/main/server.js'] },
  { shell: 'electron', args: ['--import', './test/electron/register.ts', 'out/main/desktop.js'] },
] as const

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<[number | null, string]> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args, '--self-test'], { env: { ...process.env, ...env } })
    let output = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.on('close', (code) => resolve([code, output]))
  })
}

describe.each(SHELLS)('the self-test of the $shell shell', ({ shell, args }) => {
  it('prints one JSON object in which every check went well', async () => {
    const [code, output] = await run(args)
    const report = JSON.parse(output) as { checks: { name: string; ok: boolean }[] }
    expect(report.checks.filter((check) => !check.ok)).toEqual([])
    expect(report).toMatchObject({
      ok: true,
      shell,
      versions: { node: expect.any(String) as string },
      search: { zh: expect.any(Number) as number, en: expect.any(Number) as number },
    })
    expect(report.checks.length).toBeGreaterThanOrEqual(7)
    expect(code).toBe(0)
  })

  it('fails when there is no corpus', async () => {
    const [code] = await run(args, { MAILUO_CORPUS: '/nowhere' })
    expect(code).toBe(1)
  })
})
