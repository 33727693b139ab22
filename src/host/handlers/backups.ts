/** Backups: what there is, what going back to one would change, going back, and taking that back. */
import { isDeepStrictEqual } from 'node:util'
import { failure } from '../../contract/errors.ts'
import type { BackupChange } from '../../contract/methods.ts'
import type { Annotation } from '../../core/annotation/model.ts'
import type { Handlers } from '../rpc.ts'
import type { Backups } from '../storage/backups.ts'
import { keepMany } from './keep-many.ts'
import type { NotesTools } from './notes.ts'

const MAX_ROWS_TOLD = 200
/** A damaged file is shown as text up to here, so that it fits into a frame. Unit: UTF-16 units. */
const MAX_TEXT = 500_000

type Methods = 'backups.list' | 'backups.preview' | 'backups.restore' | 'backups.undo' | 'backups.damaged'

export function backupHandlers(tools: NotesTools, backups: Backups): Pick<Handlers, Methods> {
  const { notes } = tools
  /** What the last restore changed, as it was before. */
  let before: readonly Annotation[] | null = null

  function compare(name: string): readonly BackupChange[] {
    const then = new Map(backups.read(name).map((note) => [note.id, note]))
    const now = new Map(notes.all().map((note) => [note.id, note]))
    return [...new Set([...then.keys(), ...now.keys()])].flatMap((id): BackupChange[] => {
      const was = aliveOrNull(then.get(id))
      const is = aliveOrNull(now.get(id))
      if (was && is) return isDeepStrictEqual(was, is) ? [] : [{ what: 'changed', then: was, now: is }]
      if (was) return [{ what: 'back', then: was, now: null }]
      return is ? [{ what: 'extra', then: null, now: is }] : []
    })
  }

  return {
    'backups.list': () => Promise.resolve({ backups: backups.list(), setAside: backups.setAside() }),

    'backups.preview': ({ name }) => {
      const changes = compare(name)
      const count = (what: BackupChange['what']) => changes.filter((change) => change.what === what).length
      return Promise.resolve({
        back: count('back'),
        changed: count('changed'),
        extra: count('extra'),
        rows: changes.slice(0, MAX_ROWS_TOLD),
      })
    },

    'backups.restore': async ({ name, dropLater }) => {
      backups.read(name) // a damaged one is told before anything is made
      await backups.make('restore')
      const at = new Date().toISOString()
      const known = new Map(notes.all().map((note) => [note.id, note]))
      const next = compare(name).flatMap(({ what, then, now }): Annotation[] => {
        if (what !== 'extra') return then ? [{ ...then, modified: at }] : []
        return dropLater && now ? [{ ...now, modified: at, deleted: at }] : []
      })
      before = next.map((note) => known.get(note.id) ?? { ...note, deleted: at })
      keepMany(tools, next)
      return next.length
    },

    'backups.undo': () => {
      if (!before)
        throw failure('conflict', 'nothing-to-undo', 'There is no restore to take back; nothing was changed.')
      keepMany(tools, before)
      const { length } = before
      before = null
      return Promise.resolve(length)
    },

    'backups.damaged': ({ file }) => Promise.resolve(backups.readSetAside(file).slice(0, MAX_TEXT)),
  }
}

function aliveOrNull(note: Annotation | undefined): Annotation | null {
  return note && note.deleted === undefined ? note : null
}
