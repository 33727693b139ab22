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
const FITS = ['whole', 'initials', 'alike', 'beginning', 'inside'] as const
export type PinyinFit = (typeof FITS)[number]

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
  const wantedBlurred = blurred(wanted)
  for (const { id, sounds } of soundsOf(table)) {
    let best: PinyinFit | null = null
    for (const sound of sounds) {
      const fit = fitOf(sound, wanted, wantedBlurred)
      if (fit && (best === null || FITS.indexOf(fit) < FITS.indexOf(best))) best = fit
    }
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

/** One name, as it is compared. */
interface Sound {
  readonly joined: string
  readonly initials: string
  readonly blurred: string
  /** From every syllable but the first on. */
  readonly tails: readonly string[]
}
type Sounds = readonly { readonly id: string; readonly sounds: readonly Sound[] }[]

/** Asked with every key: the joined forms are made once per table. */
const prepared = new WeakMap<PinyinTable, Sounds>()

function soundsOf(table: PinyinTable): Sounds {
  let all = prepared.get(table)
  if (!all) {
    all = Object.entries(table).map(([id, names]) => ({
      id,
      sounds: names.map((syllables) => ({
        joined: syllables.join(''),
        initials: syllables.length > 1 ? syllables.map((each) => each.charAt(0)).join('') : '',
        blurred: blurred(syllables.join('')),
        tails: syllables.slice(1).map((_, i) => syllables.slice(i + 1).join('')),
      })),
    }))
    prepared.set(table, all)
  }
  return all
}

function fitOf(sound: Sound, wanted: string, wantedBlurred: string): PinyinFit | null {
  if (sound.joined === wanted) return 'whole'
  if (sound.initials === wanted) return 'initials'
  if (wanted.length < SHORTEST_PART) return null
  if (wanted.length >= SHORTEST_ALIKE && sound.blurred === wantedBlurred) return 'alike'
  if (sound.joined.startsWith(wanted)) return 'beginning'
  return sound.tails.some((tail) => tail.startsWith(wanted)) ? 'inside' : null
}
