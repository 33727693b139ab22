/** npm run test:crash [-- --kills N] [-- --seed N]: SIGKILLs under random changes; status 1 when anything was lost. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { crash } from './crash.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
})
const kills = Number(values.kills)
const seed = Number(values.seed)
if (!Number.isSafeInteger(kills) || kills < 1 || !Number.isSafeInteger(seed)) {
  throw new TypeError('--kills and --seed are whole numbers, --kills at least 1')
}
const print = (line: string) => process.stdout.write(`${line}\n`)
const base = mkdtempSync(join(tmpdir(), 'mailuo-crash-'))
try {
  print(`${kills} kills, seed ${seed}`)
  const report = await crash(base, kills, seed, (soFar) => {
    if (soFar.kills % 100 === 0) print(`  ${soFar.kills} kills, ${soFar.acknowledged} acknowledged, ${soFar.lost} lost`)
  })
  print(
    `${report.kills} kills, ${report.midway} of them in the middle of a write: ${report.acknowledged} changes acknowledged, ${report.lost} lost, ${report.invented} invented, ${report.damaged} files damaged or left over`,
  )
  process.exitCode = report.lost + report.invented + report.damaged === 0 && report.acknowledged >= kills ? 0 : 1
} finally {
  rmSync(base, { recursive: true, force: true })
}
