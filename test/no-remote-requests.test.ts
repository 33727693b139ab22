/** No line of the product names a remote address to ask at run time; links a reader may click are the only exception. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ADDRESS = /(?:https?|wss?):\/\/[^\s"'`<>)\]}]+/g

/** Addresses that are never asked for: names of namespaces, our own origins, links of a bibliography. */
const NEVER_ASKED = [
  /^https:\/\/(?:arxiv\.org\/abs|doi\.org)\/\$\{/,
  /^http:\/\/www\.w3\.org\//,
  /^http:\/\/graphml\.graphdrawing\.org\/xmlns/,
  /^https?:\/\/(?:127\.0\.0\.1|localhost|mailuo\.localhost)(?::|\/|$)/,
  /^https?:\/\/\$\{/,
  // Where a reference leads when a reader clicks it; the page itself may not ask there.
  /^https:\/\/(?:arxiv\.org\/abs|doi\.org)\//,
]
const COMMENT = /^\s*(?:\/\/|\/?\*|<!--)|\s\/\/\s.*$|@see/

async function productFiles(): Promise<string[]> {
  const entries = await readdir('src', { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|svelte|css|html)$/.test(entry.name) && !/\.test\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

describe('the source of the product', () => {
  it('holds no remote address outside comments', async () => {
    const files = await productFiles()
    expect(files.length).toBeGreaterThan(20)
    const found: string[] = []
    for (const file of files) {
      const lines = (await readFile(file, 'utf8')).split('\n')
      for (const [index, line] of lines.entries()) {
        if (COMMENT.test(line)) continue
        for (const [address] of line.matchAll(ADDRESS))
          if (!NEVER_ASKED.some((known) => known.test(address))) found.push(`${file}:${index + 1}: ${address}`)
      }
    }
    expect(found).toEqual([])
  })
})
