import { afterAll, expect, it, vi } from 'vitest'

vi.stubGlobal('window', {})
afterAll(() => vi.unstubAllGlobals())
const { articleHtml } = await import('./html-policy.ts')

it('lets markup of the compiler onto the page, and no other', () => {
  const html = '<p>See <a href="#/article/gpt-3">GPT-3</a>.</p>'
  expect(articleHtml.createHTML(html)).toBe(html)
  for (const strange of ['<script>alert(1)</script>', '<img src="/x" onerror="alert(1)">', '<style>'])
    expect(() => articleHtml.createHTML(strange)).toThrow('never makes')
})
