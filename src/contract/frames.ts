/**
 * Frames: the JSON texts that travel between page and host, the same in both shells. One call is `req`, then any number
 * of `items` (each answered by `more`, so a slow page holds the host back), then exactly one `res` or `err`.
 */
import type { ErrorCode } from './errors.ts'

/** Raised whenever a frame or a method changes its shape; page and host must agree. */
export const CONTRACT_VERSION = 1

/** A longer text is dropped unread by both shells. Unit: UTF-16 units. */
export const MAX_FRAME_LENGTH = 4 * 1024 * 1024

/** The longest piece of a file in one call: well below a frame even when every character is escaped. UTF-16 units. */
export const UPLOAD_PART = 500_000
/** Marks in one `notes.changeAll`, so that the call fits into a frame. */
export const MAX_CHANGED = 20_000

/** Batches a streaming call may send before the page asks for more. */
export const STREAM_WINDOW = 4

/** Any ordered text channel: one IPC channel or one WebSocket. */
export interface Port {
  send(text: string): void
  onText(listener: (text: string) => void): void
  onClose(listener: (reason: string) => void): void
}

export interface WireError {
  readonly code: ErrorCode
  readonly message: string
  readonly data?: unknown
}

export type FrameToHost =
  | { readonly t: 'hello'; readonly v: number; readonly build: string }
  | { readonly t: 'req'; readonly id: number; readonly m: string; readonly p: unknown }
  | { readonly t: 'cancel'; readonly id: number }
  | { readonly t: 'more'; readonly id: number }

export type FrameToPage =
  | { readonly t: 'hello'; readonly v: number; readonly build: string }
  | { readonly t: 'items'; readonly id: number; readonly items: readonly unknown[] }
  | { readonly t: 'res'; readonly id: number; readonly r: unknown }
  | { readonly t: 'err'; readonly id: number; readonly e: WireError }
  | { readonly t: 'ev'; readonly n: string; readonly p: unknown }
