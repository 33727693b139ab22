// Runs a script with the Node this project pins, whatever Node npm was started with: `node scripts/node24.mjs FILE [ARG …]`.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { node24, ROOT } from './setup.mjs'

const child = spawn(node24(), process.argv.slice(2), {
  stdio: 'inherit',
  // Compiled once, loaded faster ever after: half a second less for each command.
  env: { NODE_COMPILE_CACHE: join(ROOT, '.cache', 'v8'), ...process.env },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
