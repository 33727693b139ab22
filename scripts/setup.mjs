// What has to be there before the app or its tests can run; every step says what it does on standard error.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const LEAST_NODE = 24
/** Where the binary of the pinned Node lies, by platform package. */
const PINNED = join(
  ROOT,
  'node_modules',
  `node-${process.platform}-${process.arch}`,
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

/** One line per step; standard output stays free for what the command itself prints. */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/**
 * The Node that runs everything: the pinned one, else this one if it is new enough.
 * @returns {string} Path of the executable.
 */
export function node24() {
  if (existsSync(PINNED)) return PINNED
  if (Number(process.versions.node.split('.')[0]) >= LEAST_NODE) return process.execPath
  say(
    `Mailuo needs Node ${LEAST_NODE} or newer; this is ${process.versions.node}, and npm installed no Node ${LEAST_NODE} for ${process.platform}-${process.arch}.`,
  )
  say(`Install Node ${LEAST_NODE} from your system's packages and run the command again. Nothing was changed.`)
  process.exit(1)
}

function run(command, args, env = {}) {
  // Standard output of the steps goes to standard error: the command's own result is all that is printed there.
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  if (error) say(String(error))
  return status === 0
}

function stamp(name) {
  return join(ROOT, '.cache', `${name}.stamp`)
}

function isFresh(name, hash) {
  return existsSync(stamp(name)) && readFileSync(stamp(name), 'utf8') === hash
}

function keep(name, hash) {
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  writeFileSync(stamp(name), hash)
}

/** Hash of files and of everything below folders, by path and content. */
function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const full = join(ROOT, path)
    if (!existsSync(full)) continue
    const files =
      existsSync(join(full, '.')) && !/\.\w+$/.test(path)
        ? readdirSync(full, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name))
            .sort()
        : [full]
    for (const file of files) hash.update(file.slice(ROOT.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Installs the packages when they are missing or the lock file has changed. */
export async function ensureInstalled() {
  const hash = hashOf(['package-lock.json'])
  const installed = existsSync(join(ROOT, 'node_modules', '.package-lock.json'))
  if (installed && (isFresh('installed', hash) || !existsSync(stamp('installed')))) return keep('installed', hash)
  say('Installing packages (npm ci) …')
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) {
    say('The packages could not be installed: see npm’s message above. Nothing else was changed.')
    process.exit(1)
  }
  keep('installed', hash)
}

/** Compiles the corpus when it is older than its sources. A broken corpus leaves the compiled one as it was. */
export async function ensureCorpus() {
  if (run(node24(), ['tools/build-corpus/main.ts', '--if-stale'])) return
  say('The corpus has problems: see the lines above (file:line: reason). The pack compiled before is untouched.')
  if (!existsSync(join(ROOT, 'resources', 'corpus', 'manifest.json'))) process.exit(1)
}

/** Builds the app when its sources have changed. */
export async function ensureBuilt() {
  const hash = hashOf(['src', 'electron.vite.config.ts', 'svelte.config.js', 'package-lock.json', 'package.json'])
  if (existsSync(join(ROOT, 'out', 'main', 'server.js')) && isFresh('built', hash)) return
  say('Building the app …')
  const args = ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn']
  if (!run(node24(), args, { MAILUO_BUILD_ID: hash.slice(0, 12), NODE_ENV: 'production' })) {
    say('The app could not be built: see above.')
    process.exit(1)
  }
  keep('built', hash)
}
