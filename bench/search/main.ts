/**
 * npm run bench -- search [PART …]: what search finds and how fast, on the compiled corpus.
 * Parts: golden phrases speed scale start hostile peers (all without arguments). `--misses` lists what the golden set misses.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { PACK, quantile, readCorpus } from './corpus.ts'
import { openPeers } from './peers.ts'
import { drawPhrases, judgePhrase } from './phrases.ts'
import { enlarge, writePack } from './scale.ts'
import type { StartCost } from './start.ts'
import { keystrokes, measureSpeed, type Speed } from './speed.ts'
import { hostileQueries } from './hostile.ts'
import { openMailuo } from './engines.ts'
import { judge, readGolden, summarise } from './golden.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: 'boolean', default: false } },
})
const wants = (part: string) => positionals.length === 0 || positionals.includes(part)
const corpus = readCorpus()
const print = (line: string) => process.stdout.write(`${line}\n`)
const fixed = (value: number) => value.toFixed(3)

const ids = new Set(corpus.catalog.entities.map((entry) => entry.id))
const golden = readGolden('bench/search/golden.txt', ids)
const typed = keystrokes(golden.map((each) => each.query))
/** Articles of both languages together. */
const LARGE = 3000
const HOSTILE = 100_000
/** An engine this slow is asked fewer phrases. Unit: milliseconds a query. */
const SLOW_MS = 20

if (wants('golden')) {
  const ask = openMailuo(corpus)
  for (const [name, labelled] of [
    ['Golden', golden],
    ['Held-out', readGolden('bench/search/heldout.txt', ids)],
  ] as const) {
    const judged = await judge(labelled, (query) =>
      ask(query).hits.flatMap((hit) => (hit.type === 'article' ? [hit.id] : [])),
    )
    print(`${name} set of ${String(labelled.length)} queries: MRR@10, recall@10`)
    for (const [group, { count, mrr, recall }] of summarise(judged))
      print(`  ${group.padEnd(16)} ${String(count).padStart(4)}  ${fixed(mrr)}  ${fixed(recall)}`)
    if (values.misses)
      for (const { group, query, wanted, mrr, recall, found } of judged)
        if (mrr < 1 || recall < 1)
          print(
            `  [${group}] ${query} -> ${wanted.map((any) => any.join('|')).join(' ')}: ${fixed(mrr)} ${fixed(recall)}; found ${found.slice(0, 6).join(' ')}`,
          )
  }
}

if (wants('phrases')) {
  const ask = openMailuo(corpus)
  const phrases = drawPhrases(corpus, 1000)
  let [recall, precision, loose] = [0, 0, 0]
  for (const phrase of phrases) {
    const answer = ask(phrase.text)
    const ids = answer.hits.flatMap((hit) => (hit.type === 'article' ? [hit.id] : []))
    const marks = judgePhrase(phrase, ids)
    recall += marks.recall / phrases.length
    precision += marks.precision / phrases.length
    if (marks.precision < 1) loose++
    if (values.misses && (marks.recall < 1 || marks.precision < 1))
      print(
        `  ${phrase.text}: ${fixed(marks.recall)} ${fixed(marks.precision)}; ${[...phrase.holders].slice(0, 4).join(' ')} | ${answer.hits
          .slice(0, 6)
          .map((hit) => `${hit.id}${hit.type === 'article' ? `(${hit.why[0] ?? ''})` : ''}`)
          .join(' ')} | ${answer.understood.stage} ${answer.understood.also.map((each) => each.term).join(',')}`,
      )
  }
  print(
    `1,000 random Chinese phrases: recall@10 ${fixed(recall)}, precision@10 ${fixed(precision)} (${String(loose)} with a false hit)`,
  )
}

if (wants('speed')) printSpeed('The corpus', await measureSpeed(PACK, typed))
if (wants('scale')) {
  const folder = mkdtempSync(join(tmpdir(), 'mailuo-scale-'))
  const large = enlarge(corpus, LARGE)
  writePack(folder, large)
  printSpeed(`${String(large.articles.length)} articles`, await measureSpeed(folder, typed))
  rmSync(folder, { recursive: true })
}

if (wants('start')) {
  const runs = Array.from({ length: 5 }, () => {
    const args = ['--expose-gc', 'bench/search/start.ts', PACK, '2000']
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as StartCost
  })
  // Five processes; the least disturbed counts.
  const least = (key: keyof StartCost, digits = 0) => Math.min(...runs.map((run) => run[key])).toFixed(digits)
  print(
    `Start of the worker as shipped: ready after ${least('cpuMs')} ms CPU (${least('wallMs')} ms), of which a worker that does nothing takes ${least('emptyCpuMs')}; the main thread worked ${least('mainCpuMs', 1)} ms`,
  )
  print(
    `  memory ${least('indexMb')} MB, with 2,000 notes ${least('allMb')} MB, of which a worker that does nothing takes ${least('emptyMb')}`,
  )
  print(`  a new note is found after p95 ${least('noteP95', 1)} ms (${least('noteCpuP95', 1)} ms CPU)`)
}
if (wants('peers')) {
  const ask = openMailuo(corpus)
  const mailuo = {
    name: 'Mailuo',
    ask: (query: string) => ask(query).hits.flatMap((hit) => (hit.type === 'article' ? [hit.id] : [])),
  }
  const heldOut = readGolden('bench/search/heldout.txt', ids)
  const phrases = drawPhrases(corpus, 1000)
  for (const peer of [mailuo, ...(await openPeers(corpus))]) {
    const first = golden.slice(0, 20)
    for (const { query } of first) await peer.ask(query) // compiled by now
    const times: number[] = []
    const timed = async (query: string) => {
      const begun = performance.now()
      const found = await peer.ask(query)
      times.push(performance.now() - begun)
      return found
    }
    const marks = summarise(await judge(golden, timed)).at(-1)?.[1]
    const held = summarise(await judge(heldOut, timed)).at(-1)?.[1]
    // A tenth of the phrases for those that would take many minutes.
    const drawn = phrases.filter((_, i) => quantile(times, 0.5) < SLOW_MS || i % 10 === 0)
    let [recall, precision] = [0, 0]
    for (const phrase of drawn) {
      const judged = judgePhrase(phrase, await peer.ask(phrase.text))
      recall += judged.recall / drawn.length
      precision += judged.precision / drawn.length
    }
    print(
      `${peer.name.padEnd(24)} golden ${fixed(marks?.mrr ?? 0)} ${fixed(marks?.recall ?? 0)}, held out ${fixed(held?.mrr ?? 0)} ${fixed(held?.recall ?? 0)}, ${String(drawn.length)} phrases ${fixed(recall)} ${fixed(precision)}, p50 ${quantile(times, 0.5).toFixed(2)} ms, p95 ${quantile(times, 0.95).toFixed(2)} ms a query`,
    )
  }
}
if (wants('hostile')) {
  const ask = openMailuo(corpus)
  const timed = (query: string) => {
    const begun = performance.now()
    ask(query)
    return performance.now() - begun
  }
  for (const { query } of golden) ask(query) // what is compiled now is compiled in the app too, after a few searches
  let [longest, slowest] = [0, '']
  const queries = hostileQueries(HOSTILE)
  for (const query of queries) {
    let took = timed(query)
    // The least of three, so that neighbours on the machine don't count.
    if (took > longest) took = Math.min(took, timed(query), timed(query))
    if (took > longest) [longest, slowest] = [took, query]
  }
  print(
    `${String(queries.length)} hostile queries: none threw, the longest took ${longest.toFixed(1)} ms (${JSON.stringify(slowest.slice(0, 60))})`,
  )
}

function printSpeed(what: string, speed: Speed): void {
  const ms = (value: number) => `${value.toFixed(1)} ms`
  print(
    `${what}: ${String(speed.asked)} keystrokes, in the worker p50 ${ms(speed.p50)}, p95 ${ms(speed.p95)}, p99 ${ms(speed.p99)}, longest ${ms(speed.max)} (${speed.slowest})`,
  )
  print(`  round trip p95 ${ms(speed.roundTripP95)}; longest block of the main loop at start ${ms(speed.longestBlock)}`)
}
