// What has to be there before the app or its tests can run; every step says what it does on standard error.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

/**
 * Runs one step to its end. What it prints goes to standard error: standard output is for the command's own result.
 * @returns {boolean} Whether it went well.
 */
function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32' && command === 'npm', // npm is a script there
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

function forget(name) {
  rmSync(stamp(name), { force: true })
}

/** Hash of files and of everything below folders, by path and content; tests are no part of what is built. */
function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const full = join(ROOT, path)
    const files = statSync(full).isDirectory() ? filesBelow(full) : [full]
    for (const file of files) hash.update(file.slice(ROOT.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Whether every package of the lock file that is not optional is installed in its version. */
function isInstalled() {
  const read = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages
  try {
    const wanted = read('package-lock.json')
    const found = read('node_modules/.package-lock.json') // npm's own record of what it installed
    return Object.entries(wanted).every(
      ([path, { version, optional, link }]) => path === '' || optional || link || found[path]?.version === version,
    )
  } catch {
    return false // nothing installed, or cut short
  }
}

/** Installs the packages when some are missing or the lock file names other versions. */
export async function ensureInstalled() {
  if (isInstalled()) return
  say('Installing packages (npm ci) …')
  if (run('npm', ['ci', '--no-audit', '--no-fund'])) return
  say('The packages could not be installed: see npm’s message above. Nothing else was changed.')
  process.exit(1)
}

/** Compiles the corpus when it is older than its sources. A broken corpus leaves the compiled one as it was. */
export async function ensureCorpus() {
  const manifest = join(ROOT, 'resources', 'corpus', 'manifest.json')
  // The compiler knows as well what is stale, but loading it takes longer than all the rest of a start.
  const hash = hashOf(['corpus', 'src/core', 'tools/build-corpus', 'package-lock.json'])
  if (isFresh('corpus', hash) && existsSync(manifest)) return
  if (run(node24(), ['tools/build-corpus/main.ts', '--if-stale'])) {
    keep('corpus', hash)
    return
  }
  if (!existsSync(manifest)) {
    say('The corpus could not be compiled: see the lines above (file:line: reason).')
    process.exit(1)
  }
  say('The corpus could not be compiled: see the lines above (file:line: reason). The one compiled before is used.')
}

/** What `electron-vite build` must have written. */
const BUILT = ['out/main/desktop.js', 'out/main/server.js', 'out/preload/index.cjs', 'out/renderer/index.html']

/** Builds the app when its sources have changed. */
export async function ensureBuilt() {
  const hash = hashOf(['src', 'electron.vite.config.ts', 'svelte.config.js', 'package-lock.json', 'package.json'])
  if (isFresh('built', hash) && BUILT.every((file) => existsSync(join(ROOT, file)))) return
  say('Building the app …')
  forget('built') // a build that fails leaves half of one behind
  const args = ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn']
  if (!run(node24(), args, { MAILUO_BUILD_ID: hash.slice(0, 12), NODE_ENV: 'production' })) {
    say('The app could not be built: see above.')
    process.exit(1)
  }
  keep('built', hash)
}
