/** What the reader wrote, read from a data folder without touching it: the app may have it open. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Annotation } from '../../src/core/annotation/model.ts'
import { cardText, noteText, type OwnText } from '../../src/core/search/index.ts'
import { recordOf, type StudyEvent } from '../../src/core/study/index.ts'

/** Notes and cards of a data folder. @param complain Told of every file or line that is left out. */
export function readOwnTexts(dataFolder: string, complain: (line: string) => void): OwnText[] {
  const notes = readNotes(join(dataFolder, 'notes'), complain).filter(({ deleted }) => deleted === undefined)
  const events = Map.groupBy(readEvents(join(dataFolder, 'study/journal.jsonl'), complain), ({ card }) => card)
  const cards = [...events].map(([card, its]) => recordOf(card, its))
  return [
    ...notes.map(noteText),
    ...cards.flatMap(({ own, dropped }) => (own === null || dropped ? [] : [cardText(own)])),
  ]
}

function readNotes(folder: string, complain: (line: string) => void): Annotation[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      try {
        return (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { notes: readonly Annotation[] }).notes
      } catch (error) {
        complain(`${join(folder, name)} is left out: ${String(error)}`)
        return []
      }
    })
}

function readEvents(file: string, complain: (line: string) => void): StudyEvent[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (line === '') return []
      try {
        const event = JSON.parse(line) as Partial<StudyEvent>
        return event.card === undefined ? [] : [event as StudyEvent] // the first line may name the format
      } catch (error) {
        complain(`${file}:${String(i + 1)} is left out: ${String(error)}`)
        return []
      }
    })
}
