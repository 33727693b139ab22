import { describe, expect, it } from 'vitest'
import { migrate } from './migrate.ts'

const STEPS = [
  ({ notes, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, marks: notes }),
  ({ marks, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, marks: (marks as string[]).map(Number) }),
]

describe('migrate', () => {
  it('takes every step from the format of the file to the last', () => {
    expect(migrate({ format: 1, notes: ['7'] }, STEPS)).toEqual({ format: 3, marks: [7] })
    expect(migrate({ format: 2, marks: ['8'] }, STEPS)).toEqual({ format: 3, marks: [8] })
  })

  it('leaves a file of today as it is, and what is no file', () => {
    const today = { format: 3, marks: [9] }
    for (const value of [today, { format: 0 }, { format: 1.5 }, { format: '1' }, {}, null, 'text', [1]])
      expect(migrate(value, STEPS)).toBe(value)
  })
})
