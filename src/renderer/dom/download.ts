/** The download has its own hold on the bytes by then. Unit: milliseconds. */
const RELEASE_AFTER_MS = 10_000

/** A file to hand to the reader. */
export interface OfferedFile {
  readonly name: string
  /** Media type. */
  readonly type: string
  readonly text: string | Blob
}

/** Hands a file to the reader as a download; it never leaves the machine. */
export function download({ name, type, text }: OfferedFile): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_AFTER_MS)
}
