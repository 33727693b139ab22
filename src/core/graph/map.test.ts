import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS } from '../corpus/model.ts'
import { arrangeMap, layoutMap, MAP_NODE_HEIGHT, mapBoxes, mapNodeWidth, type MapNode } from './map.ts'
import { present } from '../../../test/present.ts'

const node = (id: string, kind: MapNode['kind'], lane: string | null = null, date: string | null = null): MapNode => ({
  id,
  kind,
  date,
  lane,
  degree: 0,
})

const anyGraph = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/), { maxLength: 120 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.record({
        id: fc.constant(id),
        kind: fc.constantFrom(...KINDS),
        date: fc.option(fc.constantFrom('1950', '2017-06', '2020-05-28')),
        lane: fc.option(fc.constantFrom(...ids)),
        degree: fc.nat(50),
      }),
    ),
  ),
)

describe('layoutMap', () => {
  it('gives nothing for an empty graph', () => {
    expect(arrangeMap([], [])).toEqual({ positions: new Map(), boxes: [], width: 0, height: 0 })
  })

  it('places every node, rounded to a tenth of a pixel', () => {
    fc.assert(
      fc.property(anyGraph, (nodes) => {
        const positions = layoutMap(nodes, [])
        expect([...positions.keys()].sort()).toEqual(nodes.map((n) => n.id).sort())
        for (const { x, y } of positions.values()) {
          expect(Math.round(x * 10) / 10).toBe(x)
          expect(Math.round(y * 10) / 10).toBe(y)
        }
      }),
    )
  })

  it('lets no node touch another and keeps each inside its box', () => {
    fc.assert(
      fc.property(anyGraph, (nodes) => {
        const { positions, boxes } = arrangeMap(nodes, [])
        const widths = new Map(nodes.map((n) => [n.id, mapNodeWidth(n)]))
        for (const box of boxes) {
          const placed = box.members.map((id) => ({
            id,
            width: present(widths.get(id)),
            ...present(positions.get(id)),
          }))
          for (const [i, a] of placed.entries()) {
            expect(a.x - a.width / 2).toBeGreaterThanOrEqual(box.x)
            expect(a.x + a.width / 2).toBeLessThanOrEqual(box.x + box.width)
            expect(a.y + MAP_NODE_HEIGHT / 2).toBeLessThanOrEqual(box.y + box.height)
            for (const b of placed.slice(i + 1)) {
              const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= MAP_NODE_HEIGHT
              expect(apart, `${a.id} and ${b.id}`).toBe(true)
            }
          }
        }
        for (const [i, a] of boxes.entries()) {
          for (const b of boxes.slice(i + 1)) {
            const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
            expect(apart).toBe(true)
          }
        }
      }),
    )
  })

  it('does not depend on the order of nodes', () => {
    fc.assert(
      fc.property(anyGraph, (nodes) => {
        expect(new Map(layoutMap([...nodes].reverse(), []))).toEqual(new Map(layoutMap(nodes, [])))
      }),
    )
  })

  it('puts works into their maker’s box by date, undated last', () => {
    const boxes = mapBoxes(
      [
        node('openai', 'company'),
        node('gpt-3', 'model', 'openai', '2020-05-28'),
        node('gpt-1', 'model', 'openai', '2018-06'),
        node('secret', 'model', 'openai'),
        node('gpt-2', 'model', 'openai', '2019'),
        node('rlhf', 'method', null, '2017'),
      ],
      [],
    )
    expect(boxes.map((b) => [b.kind, b.company, b.members])).toEqual([
      ['company', 'openai', ['gpt-1', 'gpt-2', 'gpt-3', 'secret']],
      ['methods', null, ['rlhf']],
    ])
  })

  it('keeps works without a known maker, and makers without works, in boxes of their own', () => {
    const boxes = mapBoxes([node('lonely', 'model', 'nowhere'), node('idle', 'company')], [])
    expect(boxes.map((b) => [b.kind, b.members])).toEqual([
      ['others', ['lonely']],
      ['companies', ['idle']],
    ])
  })

  it('puts organisations with many ties side by side', () => {
    const nodes = ['a', 'b', 'c'].flatMap((c) => [node(c, 'company'), node(`${c}1`, 'model', c, '2020')])
    const order = mapBoxes(nodes, [
      { from: 'a1', to: 'c1', type: 'derived-from' },
      { from: 'a1', to: 'c1', type: 'uses-method' },
    ])
    const row = order.filter((b) => b.y === present(order[0]).y).map((b) => b.company)
    expect(row.slice(0, 2)).toEqual(['a', 'c'])
  })
})
