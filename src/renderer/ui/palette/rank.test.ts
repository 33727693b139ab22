import { describe, expect, it } from 'vitest'
import { bestByName } from './rank.ts'

interface Thing {
  readonly names: readonly string[]
  readonly weight: number
}
const THINGS: readonly Thing[] = [
  { names: ['gpt-3.5'], weight: 9 },
  { names: ['gpt-3'], weight: 5 },
  { names: ['chatgpt'], weight: 99 },
  { names: ['theme: dark', '主题：深色'], weight: 0 },
  { names: ['gpt-4'], weight: 50 },
]
const find = (wanted: string, limit = 9) =>
  bestByName(
    THINGS,
    wanted,
    limit,
    ({ names }) => names,
    ({ weight }) => weight,
  ).map(({ names }) => names[0])

describe('bestByName', () => {
  it('puts the exact name before beginnings, and those before names that hold it', () => {
    expect(find('gpt-3')).toEqual(['gpt-3', 'gpt-3.5'])
    expect(find('gpt')).toEqual(['gpt-4', 'gpt-3.5', 'gpt-3', 'chatgpt'])
  })
  it('finds words in any order, and Chinese', () => {
    expect(find('dark theme')).toEqual(['theme: dark'])
    expect(find('深色')).toEqual(['theme: dark'])
  })
  it('keeps to the limit and gives nothing for what nothing has', () => {
    expect(find('gpt', 2)).toHaveLength(2)
    expect(find('bert')).toEqual([])
  })
})
