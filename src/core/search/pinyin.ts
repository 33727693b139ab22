/** Chinese names by how they sound. */
import type { PinyinTable, Sounds } from './index-file.ts'

const HAN = /\p{Script=Han}/u

/** A sound as it is compared: ü is typed as v or as u, both are read as u. */
export function plainSound(text: string): string {
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
  const wanted = plainSound(typed)
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
export function findSounding({ names, syllables, readings }: Sounds, typed: string): Map<string, PinyinFit> {
  if (!HAN.test(typed)) return findByPinyin(names, typed)
  const list = syllables.split(' ')
  const heard = (typed.match(/\p{Script=Han}|[a-z0-9]+/giu) ?? []).map((piece) => {
    if (!HAN.test(piece)) return plainSound(piece)
    return list[readings.charCodeAt((piece.codePointAt(0) ?? 0) - FIRST_READING) - FIRST_SYLLABLE] ?? ''
  })
  if (heard.length < 2) return new Map()
  const found = [...findByPinyin(names, heard.join(' '))]
  return new Map(found.filter(([, fit]) => fit === 'whole' || fit === 'alike'))
}

/** The characters with a reading: the basic block of Han. */
export const FIRST_READING = 0x4e00
export const LAST_READING = 0x9fff
/** The letter that stands for the first syllable in `Sounds.readings`; those after it are not in the way of JSON. */
export const FIRST_SYLLABLE = 0x100

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
type Prepared = readonly { readonly id: string; readonly sounds: readonly Sound[] }[]

/** Asked with every key: the joined forms are made once per table. */
const prepared = new WeakMap<PinyinTable, Prepared>()

function soundsOf(table: PinyinTable): Prepared {
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
