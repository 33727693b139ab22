import type { Handlers } from '../rpc.ts'
import type { WorkspaceStore } from '../storage/workspace-store.ts'

/** The reader's open tabs. Other pages hear nothing of them: each has its own, and the last change is what is kept. */
export function workspaceHandlers(store: WorkspaceStore): Pick<Handlers, 'workspace.get' | 'workspace.set'> {
  return {
    'workspace.get': () => Promise.resolve(store.get()),
    'workspace.set': (workspace) => {
      store.set(workspace)
      return Promise.resolve(null)
    },
  }
}
