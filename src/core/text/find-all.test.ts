import { describe, expect, it } from 'vitest'
import { findAll } from './find-all.ts'

function found(source: string, query: string): string[] {
  return findAll(source, query).map(({ start, end }) => source.slice(start, end))
}

describe('finding in a text', () => {
  it('finds parts of words, whatever their case and width', () => {
    expect(found('GPT-3, ＧＰＴ－３ and gpt-3.5', 'gpt-3')).toEqual(['GPT-3', 'ＧＰＴ－３', 'gpt-3'])
  })

  it('finds simplified text for a traditional query, and the other way round', () => {
    expect(found('奖励模型与強化學習', '獎勵模型')).toEqual(['奖励模型'])
    expect(found('奖励模型与強化學習', '强化学习')).toEqual(['強化學習'])
  })

  it('gives whole characters where folding changes lengths', () => {
    expect(found('Schölkopf, ﬁne-tuning, 𠮷野家', 'scholkopf')).toEqual(['Schölkopf'])
    expect(found('Schölkopf, ﬁne-tuning, 𠮷野家', 'fine')).toEqual(['ﬁne'])
    expect(found('Schölkopf, ﬁne-tuning, 𠮷野家', '野家')).toEqual(['野家'])
  })

  it('counts places that would overlap once, and finds nothing for spaces', () => {
    expect(found('哈哈哈', '哈哈')).toEqual(['哈哈'])
    expect(found('a b', '  ')).toEqual([])
  })
})
