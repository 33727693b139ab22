/**
 * Searches the compiled corpus with the search of the app: `npm run -s query -- 思维链 "reward model"`.
 * Queries are arguments, or one per line on standard input.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs, styleText } from 'node:util'
import { LANGS, type Lang } from '../../src/core/corpus/model.ts'
import { createSearchService } from '../../src/host/search/index.ts'
import { readOwnTexts } from './own-texts.ts'
import { jsonLine, plainText } from './print.ts'

const USAGE = `npm run -s query -- [options] QUERY …      (or one query per line on standard input)
  --json        one JSON object per query and line
  --lang LANG   zh or en: the reader's language (default: zh for a query with Han characters, else en)
  --limit N     results per query (default 10)
  --data DIR    also search the notes and cards of this data folder
  --pack DIR    compiled corpus (default resources/corpus)
`

const { flags, positionals } = readArguments()
const limit = Number(flags.limit)
const lang = LANGS.find((each) => each === flags.lang)

if (flags.help) process.stdout.write(USAGE)
else if (!Number.isInteger(limit) || limit < 1 || (flags.lang !== undefined && !lang)) fail(USAGE)
else if (!existsSync(join(flags.pack, 'catalog.json')))
  fail(`There is no compiled corpus in ${flags.pack}: run "npm run corpus" first.\n`)
else if (flags.data !== undefined && !existsSync(flags.data)) fail(`There is no data folder ${flags.data}.\n`)
else await run(limit, lang)

/** What is asked for; with anything else the usage is shown and the program ends. */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        lang: { type: 'string' },
        limit: { type: 'string', default: '10' },
        data: { type: 'string' },
        pack: { type: 'string', default: 'resources/corpus' },
        help: { type: 'boolean', default: false },
      },
    })
    return { flags: values, positionals }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
    process.exit(2)
  }
}

function fail(message: string): void {
  process.stderr.write(message)
  process.exitCode = 2
}

async function run(most: number, readerLang: Lang | undefined): Promise<void> {
  const service = createSearchService({ packFolder: flags.pack, log: complain })
  try {
    if (flags.data !== undefined) await service.setOwn(readOwnTexts(flags.data, complain))
    await service.ready()
    const queries = positionals.length > 0 ? positionals : createInterface({ input: process.stdin, terminal: false })
    for await (const query of queries) {
      if (query.trim() === '') continue
      const own = /\p{Script=Han}/u.test(query) ? 'zh' : 'en'
      const answer = await service.query({ text: query, lang: readerLang ?? own, scope: 'all', limit: most })
      process.stdout.write(`${flags.json ? jsonLine(query, answer) : plainText(query, answer, mark)}\n`)
    }
  } finally {
    await service.close()
  }
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}

function mark(text: string): string {
  return process.stdout.isTTY ? styleText(['bold', 'red'], text) : `[${text}]`
}
