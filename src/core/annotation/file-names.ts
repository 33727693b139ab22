/**
 * File names that Windows, macOS and Linux take, and that Obsidian can link to.
 * @see https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
 * @see https://help.obsidian.md/links
 */
import { strToU8 } from 'fflate/browser'

/** What Windows refuses in a name, what ends a wikilink, and what nobody can see. */
const UNSAFE = /[\\/:*?"<>|#^[\]%\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu
/** Windows gives these to devices, whatever comes after the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i
/** Leaves room for an id and an ending below the 255 bytes that file systems take. Unit: bytes of UTF-8. */
const MAX_BYTES = 150

/**
 * Gives every id a file name (without its ending) made from its title. No two are the same to a file system that looks
 * at neither case nor the form of Unicode; of two that would be, the later one has its id behind the title.
 *
 * @param titles Title of each id.
 */
export function fileNames(titles: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const names = new Map<string, string>()
  for (const [id, title] of titles) {
    let name = safeName(title) || safeName(id)
    while (taken.has(comparable(name))) name += ` (${id})`
    taken.add(comparable(name))
    names.set(id, name)
  }
  return names
}

/** `''` when nothing of the title can stand in a name. */
function safeName(title: string): string {
  const clean = title.normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/g, ' ')
  // A dot in front hides a file; Windows drops dots and spaces at the end.
  const bare = shortened(clean.replace(/^[. ]+/, '')).replace(/[. ]+$/, '')
  return bare.replace(DEVICE, '_$&')
}

function shortened(name: string): string {
  const characters = Array.from(name)
  while (strToU8(characters.join('')).length > MAX_BYTES) characters.pop()
  return characters.join('')
}

function comparable(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
