/** The reader's open tabs: one guarded file, `workspace.json`. */
import { join } from 'node:path'
import * as v from 'valibot'
import type { HostWarning } from '../../contract/methods.ts'
import { WORKSPACE_SCHEMA, type Workspace } from '../../contract/workspace.ts'
import { refuseNewer } from './format.ts'
import { readGuarded, writeGuarded } from './guarded-file.ts'
import { sealed } from './seal.ts'

const WORKSPACE_FORMAT = 1

export interface WorkspaceStore {
  /** What was open; `null` before the first time. */
  get(): Workspace | null
  /** Returns once it is on disk. @throws AppError `storage`; what was kept is then what it was. */
  set(workspace: Workspace): void
}

const FILE_SCHEMA = v.object({ format: v.literal(WORKSPACE_FORMAT), workspace: WORKSPACE_SCHEMA })

function isWorkspaceFile(value: unknown): value is v.InferOutput<typeof FILE_SCHEMA> {
  refuseNewer((value as { readonly format?: unknown } | null)?.format, WORKSPACE_FORMAT, 'workspace.json')
  return v.is(FILE_SCHEMA, value)
}

/** Reads what was open; a damaged file is recovered or set aside and reported through `warn`. */
export function openWorkspaceStore(dataFolder: string, warn: (warning: HostWarning) => void): WorkspaceStore {
  const file = join(dataFolder, 'workspace.json')
  const { value, found } = readGuarded(file, isWorkspaceFile)
  if (found === 'recovered-from-backup' || found === 'quarantined') warn({ code: found, file: 'workspace.json' })
  let current = isWorkspaceFile(value) ? value.workspace : null
  return {
    get: () => current,
    set(workspace) {
      writeGuarded(file, sealed({ format: WORKSPACE_FORMAT, workspace }))
      current = workspace
    },
  }
}
