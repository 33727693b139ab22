import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Path of the Electron executable, or null. Looks at files only: importing 'electron' from Node would try to download it.
 * @returns {string | null}
 */
export function electronBinary() {
  const given = process.env.ELECTRON_EXEC_PATH
  if (given) return existsSync(given) ? given : null
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
    const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist')
    const binary = join(dist, readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(binary) ? binary : null
  } catch {
    return null // the package is not installed, or was installed without its binary
  }
}
