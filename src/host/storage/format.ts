import { failure } from '../../contract/errors.ts'

/**
 * Stops at a file that a newer version of the app wrote: it is not damaged, so it must not be set aside, and an older
 * version must not write over what it does not understand.
 * @param format What the file says; anything but a number is left to the caller's own check.
 * @throws AppError `version`.
 */
export function refuseNewer(format: unknown, known: number, file: string): void {
  if (typeof format === 'number' && format > known) {
    throw failure(
      'version',
      'newer-format',
      `${file} in your data folder was written by a newer Mailuo (format ${String(format)}, this one knows ${String(known)}). Nothing was changed. Start the newer version, or choose another folder with --data DIR.`,
      { file, format, known },
    )
  }
}
