// Watch mode on the loopback host: electron-vite rebuilds and restarts; its "Electron executable" is this Node.
import { spawn } from 'node:child_process'

const child = spawn(
  process.execPath,
  ['node_modules/electron-vite/bin/electron-vite.js', 'dev', '--watch', '--entry', 'out/main/server.js'],
  { stdio: 'inherit', env: { ...process.env, ELECTRON_EXEC_PATH: process.execPath } },
)
child.on('close', (code) => process.exit(code ?? 1))
