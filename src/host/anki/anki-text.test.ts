import { describe, expect, it } from 'vitest'
import { fillTemplate, toPlain } from './anki-text.ts'

describe('toPlain', () => {
  it.each([
    ['a<br>b<div>c</div>', 'a\nbc'],
    ['1 &lt; 2 &amp;&amp; 3 &#62; 2 &#x4e2d;', '1 < 2 && 3 > 2 中'],
    ['<b onclick="x()">注意力</b>[sound:a.mp3]<img src=x.png>', '注意力'],
    ['<style>.card{}</style>&nbsp;&unknown;', '&unknown;'],
    ['&lt;script&gt;', '<script>'],
  ])('%s', (html, text) => expect(toPlain(html)).toBe(text))
})

describe('fillTemplate', () => {
  const fields = new Map([
    ['Front', 'Who?'],
    ['Hint', ''],
    ['Text', '{{c1::GPT-3}} has {{c2::175 billion::size}} parameters, says {{c1::OpenAI}}'],
  ])
  const fill = (template: string, more = {}, side: 'front' | 'back' = 'front') =>
    fillTemplate(template, { fields, ord: 0, isCloze: false, ...more }, side)

  it('fills fields and filters, and leaves unknown ones empty', () => {
    expect(fill('{{Front}} {{text:Front}} {{type:nn:Front}} [{{Nothing}}]')).toBe('Who? Who? Who? []')
  })
  it('shows parts only with, or without, their field', () => {
    expect(fill('{{#Front}}a{{#Hint}}b{{/Hint}}{{^Hint}}c{{/Hint}}{{/Front}}{{^Front}}d{{/Front}}')).toBe('ac')
  })
  it('hides the words a cloze asks, and answers with them', () => {
    const isCloze = true
    expect(fill('{{cloze:Text}}', { isCloze })).toBe('[…] has 175 billion parameters, says […]')
    expect(fill('{{cloze:Text}}', { isCloze }, 'back')).toBe('GPT-3 / OpenAI')
    expect(fill('{{cloze:Text}}', { isCloze, ord: 1 })).toBe('GPT-3 has [size] parameters, says OpenAI')
  })
})
