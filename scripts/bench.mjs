// npm run bench -- NAME [ARG …]: runs bench/NAME/main.ts; without a name lists what there is.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import process from 'node:process'

const [name = '', ...args] = process.argv.slice(2)
const file = `bench/${name}/main.ts`
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const known = existsSync('bench') ? readdirSync('bench') : []
  console.error(`Usage: npm run bench -- NAME, where NAME is one of: ${known.join(', ')}`)
  process.exitCode = 2
} else {
  const child = spawn(process.execPath, ['--expose-gc', file, ...args], { stdio: 'inherit' })
  child.on('close', (code) => (process.exitCode = code ?? 1))
}
