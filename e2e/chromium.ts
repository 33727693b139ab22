/** The browser the suite runs in. */
import { existsSync } from 'node:fs'

/** Set by `npm test` to the browser it found; by hand, any installed Chromium, Chrome or Edge. */
const executablePath =
  process.env['MAILUO_CHROMIUM'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))

/** Launch options: without an installed browser Playwright takes its own. */
export const CHROMIUM: { readonly executablePath?: string; readonly args: string[] } = {
  ...(executablePath !== undefined && { executablePath }),
  // Only where the tests run as root, in a container; never in the product.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
}
