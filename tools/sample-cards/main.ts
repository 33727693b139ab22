/**
 * Prints review cards to be read by eye: `npm run -s corpus:cards -- [N] [--seed S] [--lang LANG] [--pack DIR]`.
 * The same seed picks the same cards of the same corpus.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { LANGS, type Catalog } from '../../src/core/corpus/model.ts'
import type { StudyCard } from '../../src/core/study/index.ts'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    lang: { type: 'string', default: 'en' },
    pack: { type: 'string', default: 'resources/corpus' },
  },
})
const count = Number(positionals[0] ?? 100)
const lang = LANGS.find((each) => each === flags.lang)

if (!Number.isInteger(count) || count < 1 || !Number.isInteger(Number(flags.seed)) || !lang)
  fail('npm run -s corpus:cards -- [N] [--seed NUMBER] [--lang zh|en] [--pack DIR]\n')
else if (!existsSync(join(flags.pack, 'cards.json')))
  fail(`There is no compiled corpus in ${flags.pack}: run "npm run corpus" first.\n`)
else {
  const names = new Map((read('catalog.json') as Catalog).entities.map(({ id, name }) => [id, name[lang]]))
  const cards = shuffled(read('cards.json') as readonly StudyCard[], Number(flags.seed)).slice(0, count)
  for (const card of cards) process.stdout.write(`${inWords(card, (id) => names.get(String(id)) ?? String(id))}\n`)
}

function fail(message: string): void {
  process.stderr.write(message)
  process.exitCode = 2
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(flags.pack, name), 'utf8'))
}

/** Fisher–Yates over a linear congruential generator (Numerical Recipes). */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const out = [...items]
  let state = seed >>> 0
  for (let i = out.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const j = Math.floor((state / 2 ** 32) * (i + 1))
    ;[out[i], out[j]] = [out[j] as T, out[i] as T]
  }
  return out
}

function inWords({ id, about, note, answer, distractors, sources }: StudyCard, name: (id: unknown) => string): string {
  const wrong = distractors.length > 0 ? `  not: ${distractors.map(name).join(' | ')}` : ''
  const condition = note ? `  (${note.en})` : ''
  return `${id}  [${about === null ? '-' : name(about)}]  = ${right()}${condition}${wrong}  {${sources.join(', ')}}`

  function right(): string {
    switch (answer.type) {
      case 'date':
        return answer.on
      case 'value':
        return String(answer.value)
      case 'entities':
        return answer.ids.map(name).join(' | ')
      case 'order':
        return answer.ids.map((each, i) => `${name(each)} ${answer.dates[i] ?? ''}`).join(' < ')
      case 'term':
        return `${answer.zh} = ${answer.en}, also ${answer.also.join(', ')}`
    }
  }
}
