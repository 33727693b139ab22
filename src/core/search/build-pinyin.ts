/** How Chinese is read, for the index: a library of its own, so that the app needs none. */
import { pinyin } from 'pinyin-pro'
import type { CatalogEntry } from '../corpus/model.ts'
import type { PinyinTable, Sounds } from './index-file.ts'
import { FIRST_READING, FIRST_SYLLABLE, LAST_READING, plainSound } from './pinyin.ts'

const HAN = /\p{Script=Han}/u

/** The sounds of all names, and how every common character is read. */
export function readSounds(entities: readonly CatalogEntry[]): Sounds {
  const chars = Array.from({ length: LAST_READING - FIRST_READING + 1 }, (_, i) => {
    const char = String.fromCharCode(FIRST_READING + i)
    const read = pinyin(char, { toneType: 'none' })
    return read === char ? '' : plainSound(read)
  })
  const syllables = [...new Set(chars)].sort()
  const letters = new Map(syllables.map((each, i) => [each, String.fromCharCode(FIRST_SYLLABLE + i)]))
  return {
    names: pinyinTable(entities),
    syllables: syllables.join(' '),
    readings: chars.map((each) => letters.get(each) ?? '').join(''),
  }
}

/** Syllables without tones of all Han names of the entities; Latin parts of a name count as one syllable each. */
function pinyinTable(entities: readonly CatalogEntry[]): PinyinTable {
  const rows = entities.flatMap((entry): [string, string[][]][] => {
    const names = [...new Set([entry.name.zh, ...entry.aliases])].filter((name) => HAN.test(name))
    return names.length === 0 ? [] : [[entry.id, names.map(syllablesOf)]]
  })
  return Object.fromEntries(rows)
}

function syllablesOf(name: string): string[] {
  return pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map((each) => plainSound(each))
    .filter((each) => each !== '')
}
