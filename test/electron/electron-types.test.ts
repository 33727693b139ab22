import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

describe('the types of Electron', () => {
  it('have no switch yet that takes the network from a session', async () => {
    // When this fails, use it: `session.fromPartition(…, { networkAccess: 'none' })` is the wall behind our request
    // filter. See https://github.com/electron/electron/pull/53183
    expect(await readFile('node_modules/electron/electron.d.ts', 'utf8')).not.toContain('networkAccess')
  })
})
