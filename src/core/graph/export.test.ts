import { describe, expect, it } from 'vitest'
import type { GraphNode } from '../corpus/model.ts'
import { toDot, toGraphJson, toGraphml, type GraphPart } from './export.ts'

const node = (id: string, en: string, zh = en): GraphNode => ({
  id,
  kind: 'model',
  name: { zh, en },
  date: id === 'gpt-3' ? '2020-05-28' : null,
  degree: 1,
  lane: null,
  x: 0,
  y: 0,
})
const part: GraphPart = {
  title: 'Lineage & "more"',
  nodes: [node('gpt-3', 'GPT-3'), node('odd', 'A "quoted" <b> & back\\slash\nline\u0001', '怪名')],
  edges: [{ from: 'odd', to: 'gpt-3', type: 'derived-from', since: null, source: 'brown2020' }],
}

describe('toGraphml', () => {
  it('holds nodes and relations, with every name escaped and nothing XML forbids', () => {
    const text = toGraphml(part)
    expect(text).toContain('<edge id="e0" source="odd" target="gpt-3"><data key="type">derived-from</data>')
    expect(text).toContain('A &quot;quoted&quot; &lt;b&gt; &amp; back\\slash\nline</data>')
    expect(text).toContain('<data key="date">2020-05-28</data>')
    expect(text).toContain('<desc>Lineage &amp; &quot;more&quot;</desc>')
    expect(text.match(/<node /g)).toHaveLength(2)
  })
})

describe('toDot', () => {
  it('quotes what would end a string', () => {
    expect(toDot(part, 'en')).toContain('"odd" [label="A \\"quoted\\" <b> & back\\\\slash line')
    expect(toDot(part, 'en')).toContain('label="Lineage & \\"more\\""]')
    expect(toDot(part, 'zh')).toContain('label="怪名", tooltip="A ')
    expect(toDot(part, 'zh')).toContain('"odd" -> "gpt-3" [label="derived-from", since="", source="brown2020"];')
  })
})

describe('toGraphJson', () => {
  it('can be read back', () => {
    const { title, nodes, edges } = JSON.parse(toGraphJson(part)) as GraphPart
    expect(title).toBe(part.title)
    expect(nodes.map((n) => n.id)).toEqual(['gpt-3', 'odd'])
    expect(edges).toEqual(part.edges)
  })
})
