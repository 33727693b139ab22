import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // State with runes is compiled as in the app.
  plugins: [svelte()],
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'test/**/*.test.ts'],
    environment: 'node',
    // For what hangs: what takes two seconds alone takes thirty on a machine that does ten other things.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    // Two cores are the common case; more workers only wait for each other.
    maxWorkers: 2,
    // No module keeps state that a test could leave behind, and loading them anew for each file takes a third longer.
    isolate: false,
    // The reader of Anki packages brings native parts that can't be fetched everywhere: "overrides" in package.json
    // leaves them out, and it reads its database through sql.js instead.
    server: { deps: { inline: ['anki-apkg-parser'] } },
    alias: { sqlite3: fileURLToPath(new URL('test/sqlite-driver.ts', import.meta.url)) },
  },
})
