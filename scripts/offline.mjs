// npm run e2e:offline: the end-to-end suite, whole in every shell, with the network taken away: a network namespace with loopback only.
import { spawnSync } from 'node:child_process'
import { findBrowser, NO_BROWSER } from './browser.mjs'

const asRoot = process.getuid?.() === 0
/** Without root a user namespace is needed as well, which some systems forbid. */
const unshare = ['unshare', ...(asRoot ? ['--net'] : ['--map-root-user', '--net']), '--']
const inside = (script, ...args) => [...unshare, 'sh', '-c', script, 'sh', ...args]
const run = ([command, ...args], options) => spawnSync(command, args, options)

/** Taken away means: loopback is up, and nothing else is. */
const TAKE_AWAY = 'ip link set lo up && test "$(ip -oneline link show up | wc -l)" = 1'

if (process.platform !== 'linux' || run(inside(TAKE_AWAY), { stdio: 'ignore' }).status !== 0) {
  console.log('offline: SKIPPED, this system gives no network namespace (Linux with unshare and ip, as root or with')
  console.log('user namespaces allowed). The specs in e2e/offline.spec.ts still watch every request.')
  process.exit(0)
}
const browser = findBrowser(process.execPath)
if (!browser) {
  console.error(NO_BROWSER)
  process.exit(1)
}
console.log('offline: only loopback is left')
const suite = [process.execPath, 'node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)]
const { status } = run(inside(`${TAKE_AWAY} && exec "$@"`, ...suite), {
  stdio: 'inherit',
  env: { ...process.env, MAILUO_CHROMIUM: browser, MAILUO_E2E_WHOLE: '1' },
})
process.exit(status ?? 1)
