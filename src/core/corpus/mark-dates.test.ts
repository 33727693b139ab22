import type { Root } from 'hast'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { element, text, textOf } from './hast.ts'
import { markDates } from './mark-dates.ts'

const writer = unified().use(rehypeStringify)

describe('markDates', () => {
  it('marks dates in prose, and leaves links, code, formulas and marks of citations alone', () => {
    const tree: Root = {
      type: 'root',
      children: [
        element('p', {}, [
          text('In 2017 and '),
          element('em', {}, [text('June 2018')]),
          text(', as '),
          element('a', { href: '#/article/x' }, [text('the test of 2019')]),
          element('a', { className: ['cite'], dataSkip: '' }, [text('[2020]')]),
          element('code', {}, [text('in 2021')]),
          element('span', { dataTex: 'x', dataSkip: '' }, [text('in 2022')]),
          text(' said on 1 May 2023.'),
        ]),
      ],
    }
    const before = textOf(tree)
    markDates(tree, 'en')
    expect(textOf(tree)).toBe(before)
    expect(writer.stringify(tree)).toBe(
      '<p>In <time datetime="2017">2017</time> and <em><time datetime="2018-06">June 2018</time></em>, as ' +
        '<a href="#/article/x">the test of 2019</a><a class="cite" data-skip="">[2020]</a><code>in 2021</code>' +
        '<span data-tex="x" data-skip="">in 2022</span> said on <time datetime="2023-05-01">1 May 2023</time>.</p>',
    )
  })

  it('leaves a date alone that is broken by a link', () => {
    const tree: Root = {
      type: 'root',
      children: [element('p', {}, [text('2020'), element('a', { href: '#' }, [text('年5月')]), text('，2021年')])],
    }
    markDates(tree, 'zh')
    expect(writer.stringify(tree)).toBe('<p>2020<a href="#">年5月</a>，<time datetime="2021">2021年</time></p>')
  })
})
