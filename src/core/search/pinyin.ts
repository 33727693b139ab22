/** Chinese names by how they sound. */
import { pinyin } from 'pinyin-pro'
import type { CatalogEntry } from '../corpus/model.ts'
import type { PinyinTable } from './index-file.ts'

const HAN = /\p{Script=Han}/u

/** Syllables without tones of all Han names of the entities; Latin parts of a name count as one syllable each. */
export function pinyinTable(entities: readonly CatalogEntry[]): PinyinTable {
  const rows = entities.flatMap((entry): [string, string[][]][] => {
    const names = [...new Set([entry.name.zh, ...entry.aliases])].filter((name) => HAN.test(name))
    return names.length === 0 ? [] : [[entry.id, names.map(syllablesOf)]]
  })
  return Object.fromEntries(rows)
}

function syllablesOf(name: string): string[] {
  return pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map((each) => plain(each))
    .filter((each) => each !== '')
}

/** ü is typed as v or as u: both are read as u. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-zü0-9]/g, '')
    .replace(/[vü]/g, 'u')
}

/** How well typed letters fit the sound of a name, best first. */
export type PinyinFit = 'whole' | 'initials' | 'alike' | 'beginning' | 'inside'

/** Shortest input that finds names by a part of their sound. Unit: letters. */
const SHORTEST_PART = 3
/** Shorter input is alike to too much. Unit: letters. */
const SHORTEST_ALIKE = 5

/**
 * Entities whose Chinese name sounds like what was typed: zhuyili, zyl, zhu yi, yili. A part must begin with a syllable.
 * @param typed Latin letters, possibly with spaces or apostrophes between syllables.
 */
export function findByPinyin(table: PinyinTable, typed: string): Map<string, PinyinFit> {
  const wanted = plain(typed)
  const found = new Map<string, PinyinFit>()
  if (wanted.length < 2 || !/^[a-z0-9\s'’]+$/i.test(typed)) return found
  for (const [id, names] of Object.entries(table)) {
    const fits = names.map((syllables) => fitOf(syllables, wanted))
    const best = (['whole', 'initials', 'alike', 'beginning', 'inside'] as const).find((fit) => fits.includes(fit))
    if (best) found.set(id, best)
  }
  return found
}

/** Also for Han that was typed with the right sound and the wrong characters: 思为链 for 思维链. */
export function findSounding(table: PinyinTable, typed: string): Map<string, PinyinFit> {
  if (!HAN.test(typed)) return findByPinyin(table, typed)
  const syllables = syllablesOf(typed)
  if (syllables.length < 2) return new Map()
  const found = [...findByPinyin(table, syllables.join(' '))]
  return new Map(found.filter(([, fit]) => fit === 'whole' || fit === 'alike'))
}

/** Sounds that many speakers don't keep apart: zh and z, ch and c, sh and s, final ng and n. */
function blurred(sound: string): string {
  return sound.replace(/([zcs])h/g, '$1').replaceAll('ng', 'n')
}

function fitOf(syllables: readonly string[], wanted: string): PinyinFit | null {
  const joined = syllables.join('')
  if (joined === wanted) return 'whole'
  if (syllables.length > 1 && syllables.map((each) => each.charAt(0)).join('') === wanted) return 'initials'
  if (wanted.length < SHORTEST_PART) return null
  if (wanted.length >= SHORTEST_ALIKE && blurred(joined) === blurred(wanted)) return 'alike'
  if (joined.startsWith(wanted)) return 'beginning'
  for (let at = 1; at < syllables.length; at++) if (syllables.slice(at).join('').startsWith(wanted)) return 'inside'
  return null
}
