import { describe, expect, it } from 'vitest'
import { findDates } from './find-dates.ts'
import type { Lang } from './model.ts'

/** The dates of a text as `words = date`. */
function datesIn(text: string, lang: Lang): string[] {
  return findDates(text, lang).map(({ start, end, on }) => `${text.slice(start, end)} = ${on}`)
}

describe('findDates', () => {
  it.each<[Lang, string, ...string[]]>([
    ['zh', '它由DeepMind2020年5月28日公布，2017 年 6 月起用', '2020年5月28日 = 2020-05-28', '2017 年 6 月 = 2017-06'],
    ['zh', '2019年10月号和2020年底', '2019年10月 = 2019-10', '2020年 = 2020'],
    ['zh', '2016至2019年，2023和2024年', '2016 = 2016', '2019年 = 2019', '2023 = 2023', '2024年 = 2024'],
    [
      'zh',
      '年份\n2018\n2023-03-14\nBecker等，2025\n（2020）',
      '2018 = 2018',
      '2023-03-14 = 2023-03-14',
      '2025 = 2025',
      '2020 = 2020',
    ],
    [
      'en',
      'on 28 May 2020, May 28, 2020 and 2020-05-28',
      '28 May 2020 = 2020-05-28',
      'May 28, 2020 = 2020-05-28',
      '2020-05-28 = 2020-05-28',
    ],
    ['zh', '1947到1948两年里，\n2020到2022\n', '1947 = 1947', '1948 = 1948', '2020 = 2020', '2022 = 2022'],
    ['en', '2\nApril 2022\n1\nMay 2022', 'April 2022 = 2022-04', 'May 2022 = 2022-05'],
    ['en', 'In 2021 people met; the summer of 2022 students', '2021 = 2021', '2022 = 2022'],
    [
      'en',
      'TRPO 2015, PPO 2017\nA3C 2016, SAC 2018, GPT-3 2020\n',
      '2015 = 2015',
      '2017 = 2017',
      '2016 = 2016',
      '2018 = 2018',
      '2020 = 2020',
    ],
    ['en', 'in June 2017, from Feb. 2019', 'June 2017 = 2017-06', 'Feb. 2019 = 2019-02'],
    [
      'en',
      'Since 2012, 2017–2019 and mid-2022 (2024).',
      '2012 = 2012',
      '2017 = 2017',
      '2019 = 2019',
      '2022 = 2022',
      '2024 = 2024',
    ],
    ['en', 'AdamW\n2017\nunits of work\nthe 2012 contest', '2017 = 2017', '2012 = 2012'],
  ])('finds in %s: %s', (lang, text, ...dates) => {
    expect(datesIn(text, lang)).toEqual(dates)
  })

  it.each<[Lang, string]>([
    ['zh', '1970到1980年代，2000年代'],
    ['zh', 'AIME 2024的题，2000行，2048个词元，收入过2000万'],
    ['zh', '1935年，2027年，2020年13月, 12020年'],
    ['zh', '2005.14165，gpt-4o-2024-05-13'],
    ['zh', '1\n2000\n3'],
    ['zh', '1990到2010年代，第1947到1960行，1936到1990维，2000到2010\n'],
    ['en', 'the 1970s, page 1984, pp. 2001, version 2010'],
    ['en', 'tested: AIME 2024, ImageNet 2012, WMT 2014, CMRC2018, GPT-4-0314, gpt-4o-2024-05-13'],
    ['en', 'AIME 2024, AIME 2025\nAIME 2024, HMMT 2025\nWMT 2014, WMT 2015\nWMT 2014'],
    ['en', '2021 people, of 2022 students, over 1936–1990 units'],
    ['en', '2000 samples, 2000 tokens, 2,000, $2000, 2000%, over 2000, 1990x, 12020, 2048'],
    ['en', 'arXiv 2005.14165, 10.1145/2020, 2019/20, “2019 brazil traveler”'],
    ['en', '31 February 1935, May 2030, 2020-13-01'],
  ])('finds none in %s: %s', (lang, text) => {
    expect(datesIn(text, lang)).toEqual([])
  })
})
