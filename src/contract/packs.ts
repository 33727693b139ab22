/** What page and host say of a corpus pack that comes as a file. */

/** Extension of a pack file, with the dot. */
export const PACK_EXTENSION = '.mailuo'

/**
 * Why a pack file is refused; an `AppError` has it in its data as `reason`, after `pack-`.
 *
 * - `no-pack`: no zip with a manifest first
 * - `damaged`: the zip breaks off or does not unpack
 * - `too-large`: longer than a pack may be, packed or unpacked
 * - `format`: of a format this app does not read
 * - `unsafe-name`: lists a file that no pack has
 * - `unlisted`: holds a file twice, or one that its manifest does not list
 * - `missing`: lacks a file
 * - `changed`: a file is not what the manifest says
 * - `shape`: a file does not hold what its name promises
 */
export type PackProblem =
  'no-pack' | 'damaged' | 'too-large' | 'format' | 'unsafe-name' | 'unlisted' | 'missing' | 'changed' | 'shape'
