/**
 * npm run test:crash [-- --kills N] [-- --seed N]: a disk that gets full, then SIGKILLs under random changes; status 1
 * when anything was lost.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { crash } from './crash.ts'
import { fillDisk } from './full-disk.ts'

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
  const disk = join(base, 'disk')
  mkdirSync(disk)
  const full = fillDisk(disk)
  print(
    full
      ? `full disk: ${full.acknowledged} changes acknowledged, ${full.lost} lost, ${full.invented} invented, ${full.damaged} files damaged or left over; with room again it ${full.goesOn ? 'goes' : 'does NOT go'} on; the one refused said:\n  ${full.refusal}`
      : 'full disk: SKIPPED, only root on Linux can mount a small one',
  )
  print(`${kills} kills, seed ${seed}`)
  const report = await crash(base, kills, seed, (soFar) => {
    if (soFar.kills % 100 === 0) print(`  ${soFar.kills} kills, ${soFar.acknowledged} acknowledged, ${soFar.lost} lost`)
  })
  print(
    `${report.kills} kills, ${report.midway} of them in the middle of a write: ${report.acknowledged} changes acknowledged, ${report.lost} lost, ${report.invented} invented, ${report.damaged} files damaged or left over`,
  )
  for (const loss of report.losses ?? []) print(`  lost: ${loss}`)
  const isWhole = [report, ...(full ? [full] : [])].every(
    ({ lost, invented, damaged }) => lost + invented + damaged === 0,
  )
  process.exitCode = isWhole && report.acknowledged >= kills && full?.goesOn !== false ? 0 : 1
} finally {
  rmSync(base, { recursive: true, force: true })
}
