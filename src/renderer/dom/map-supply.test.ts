import { expect, it } from 'vitest'
import { Supply } from './map-supply.ts'

/** A supply of so many elements that writes down what it does, and frames that come when they are told to. */
function begin(count: number) {
  const done: string[] = []
  const told: number[] = []
  const waiting = new Set<() => void>()
  let left = count
  const supply = new Supply<number>({
    missing: () => Array.from({ length: left }, (_, i) => i),
    add: (slice) => {
      left -= slice.length
      done.push('part')
    },
    showLit: () => done.push('lit'),
    draw: () => done.push('drawn'),
    tell: (share) => told.push(share),
    inNextFrame: (act) => {
      waiting.add(act)
      return () => waiting.delete(act)
    },
  })
  const frame = () => {
    for (const act of [...waiting]) {
      waiting.delete(act)
      act()
    }
    return done.splice(0)
  }
  return { supply, frame, left: () => left, told }
}

it('shows what is lit before the rest of many elements is there', () => {
  const { supply, frame } = begin(300)
  supply.start()
  expect(frame()).toEqual(['lit', 'part'])
  expect(frame()).toEqual(['lit', 'part'])
  expect(frame()).toEqual(['lit', 'part'])
  expect(frame()).toEqual(['drawn'])
  expect(frame()).toEqual([])
})

it('tells how far it is', () => {
  const { supply, frame, told } = begin(480)
  supply.start()
  for (let i = 0; i < 5; i++) frame()
  expect(told).toEqual([0, 0.25, 0.5, 0.75, 1])
})

it('draws at once where nothing is missing', () => {
  const { supply, frame } = begin(0)
  supply.start()
  expect(frame()).toEqual(['drawn'])
})

it('begins once, however often it is told to, and can be stopped on its way', () => {
  const { supply, frame, left } = begin(300)
  supply.start()
  supply.start()
  frame()
  expect(left()).toBe(180)
  expect(supply.isUnderWay).toBe(true)
  supply.stop()
  expect(supply.isUnderWay).toBe(false)
  expect(frame()).toEqual([])
})
