import type { NoteDraft } from './note-draft.svelte.ts'

/** Drafts that are not on disk yet, by the mark's id: an editor that is opened again goes on where the reader was. */
export const unsaved = new Map<string, NoteDraft>()
