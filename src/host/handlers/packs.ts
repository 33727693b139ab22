import { failure } from '../../contract/errors.ts'
import type { EventName, Events } from '../../contract/methods.ts'
import { MAX_PACK_BYTES } from '../pack-file.ts'
import { refused } from '../pack-shapes.ts'
import type { Handlers } from '../rpc.ts'
import type { Editions } from '../storage/editions.ts'

/** Handlers for a corpus pack that comes as a file. One file at a time: a new one takes the place of the last. */
export function packHandlers(
  editions: Editions,
  broadcast: <E extends EventName>(name: E, payload: Events[E]) => void,
): Pick<Handlers, 'corpus.upload' | 'corpus.add'> {
  let current: { readonly id: string; readonly parts: Buffer[]; length: number } | null = null
  return {
    'corpus.upload': ({ upload, part }) => {
      if (current?.id !== upload) current = { id: upload, parts: [], length: 0 }
      const bytes = Buffer.from(part, 'base64')
      current.parts.push(bytes)
      current.length += bytes.length
      if (current.length > MAX_PACK_BYTES) {
        current = null
        throw refused('too-large')
      }
      return Promise.resolve(current.length)
    },
    'corpus.add': async ({ upload }, context) => {
      if (current?.id !== upload)
        throw failure('not-found', 'file-gone', 'This file is no longer at hand; nothing was changed. Choose it again.')
      const file = Buffer.concat(current.parts)
      current = null
      let told = 0
      const edition = await editions.add(file, context.signal, async (share) => {
        const percent = Math.floor(share * 100)
        if (percent === told) return
        told = percent
        await context.emit([share])
      })
      broadcast('corpus.brought', edition)
      return edition
    },
  }
}
