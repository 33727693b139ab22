/** What runs elsewhere is seen only when it has failed there: what can be known of the workflows is looked at here. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
}
interface Workflow {
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, { readonly 'timeout-minutes'?: number; readonly steps: readonly Step[] }>>
}

const FOLDER = '.github/workflows'
const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(join(FOLDER, name), 'utf8'),
}))
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> }

describe.each(workflows)('$name', ({ text }) => {
  const workflow = parse(text) as Workflow
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)

  it('runs only commands that there are', () => {
    const named = steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/\bnpm (?:run )?([\w:-]+)/g)].map(([, name]) => name),
    )
    expect(named.length).toBeGreaterThan(2)
    expect(named.filter((name = '') => name !== 'ci' && !Object.hasOwn(scripts, name))).toEqual([])
  })

  it('takes actions by their commit, which nobody can move', () => {
    const uses = steps.flatMap(({ uses: action }) => action ?? [])
    expect(uses.length).toBeGreaterThan(1)
    expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([])
  })

  it('may read and no more, but for the job that attaches, and ends by itself', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0)
  })
})
