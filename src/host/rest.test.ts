import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRest, REST_MS } from './rest.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('collects once in a pause, and again only after something was asked', () => {
  const collect = vi.fn<() => void>()
  const rest = createRest(collect)
  for (let n = 0; n < 5; n++) {
    vi.advanceTimersByTime(REST_MS - 1)
    rest.used()
  }
  expect(collect).not.toHaveBeenCalled()
  vi.advanceTimersByTime(10 * REST_MS)
  expect(collect).toHaveBeenCalledOnce()
  rest.used()
  vi.advanceTimersByTime(REST_MS)
  expect(collect).toHaveBeenCalledTimes(2)
  rest.used()
  rest.end()
  vi.advanceTimersByTime(REST_MS)
  expect(collect).toHaveBeenCalledTimes(2)
})
