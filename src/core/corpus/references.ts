/** Formats references in the manner of APA, in the reader's language. */
import { escapeHtml } from './escape.ts'
import type { Lang } from './model.ts'
import type { Reference } from './schema.ts'

/** Names written before the rest becomes "et al." */
const SHOWN_AUTHORS = 3

/** The page a reference leads to, or `null`. */
export function referenceUrl(reference: Reference): string | null {
  if (reference.arxiv !== undefined) return `https://arxiv.org/abs/${reference.arxiv}`
  if (reference.DOI !== undefined) return `https://doi.org/${reference.DOI.replace(/^https?:\/\/doi\.org\//, '')}`
  return reference.URL ?? null
}

/** Sanitised HTML: authors (year). Title. Where. Link. */
export function formatReference(reference: Reference, lang: Lang): string {
  const isZh = lang === 'zh'
  const stop = isZh ? '。' : '. '
  const date = issued(reference, isZh)
  const isPart = reference['container-title'] !== undefined
  const title = isPart ? escapeHtml(reference.title) : `<cite>${escapeHtml(reference.title)}</cite>`
  const url = referenceUrl(reference)
  const label = reference.arxiv !== undefined ? `arXiv:${reference.arxiv}` : url?.replace(/^https?:\/\/(www\.)?/, '')
  const parts = [
    `${authors(reference, isZh)}${isZh ? `（${date}）` : ` (${date})`}`,
    title,
    container(reference, isZh),
    url !== null && label !== undefined
      ? `<a href="${escapeHtml(url)}" data-external rel="noopener noreferrer">${escapeHtml(label)}</a>`
      : '',
  ].filter(Boolean)
  return parts.join(stop).replace(/([.?!])\. /g, '$1 ')
}

/** Plain text in one line: `Brown et al. (2020). Language Models are Few-Shot Learners`. */
export function shortReference(reference: Reference, lang: Lang): string {
  const isZh = lang === 'zh'
  const [first, second] = reference.author.map((author) => ('literal' in author ? author.literal : author.family))
  const isMore = reference.others || reference.author.length > 2
  const names =
    first === undefined
      ? isZh
        ? '佚名'
        : 'Anon.'
      : isMore
        ? `${first}${isZh ? '等' : ' et al.'}`
        : [first, second].filter(Boolean).join(isZh ? '、' : ' & ')
  const year = reference.issued?.slice(0, 4) ?? (isZh ? '无日期' : 'n.d.')
  return isZh ? `${names}（${year}）。${reference.title}` : `${names} (${year}). ${reference.title}`
}

/** Pages are cited by their day, as far as it is known; everything else by its year. */
const BY_DAY: ReadonlySet<string> = new Set(['webpage', 'post-weblog', 'article-newspaper', 'speech'])
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

function issued({ issued: date, type }: Reference, isZh: boolean): string {
  if (date === undefined) return isZh ? '无日期' : 'n.d.'
  const [year = '', month, day] = date.split('-')
  if (!BY_DAY.has(type) || month === undefined) return year
  if (isZh) return `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`
  return `${year}, ${MONTHS[Number(month) - 1] ?? ''}${day === undefined ? '' : ` ${Number(day)}`}`
}

function authors(reference: Reference, isZh: boolean): string {
  const names = reference.author.map((author) =>
    'literal' in author
      ? author.literal
      : `${author.family}${author.given === undefined ? '' : /\p{Script=Han}/u.test(author.family) ? author.given : `, ${initials(author.given)}`}`,
  )
  if (names.length === 0) return isZh ? '佚名' : 'Anon.'
  const isCut = reference.others || names.length > SHOWN_AUTHORS
  const shown = names.slice(0, isCut ? Math.min(SHOWN_AUTHORS, names.length) : names.length).map(escapeHtml)
  if (isCut) return `${shown.join(isZh ? '，' : ', ')}${isZh ? '等' : ' et al.'}`
  if (shown.length === 1) return shown[0] ?? ''
  const last = shown.at(-1) ?? ''
  return `${shown.slice(0, -1).join(isZh ? '，' : ', ')}${isZh ? '，' : ', & '}${last}`
}

function initials(given: string): string {
  return given
    .split(/[\s.]+/)
    .filter(Boolean)
    .map((part) =>
      part
        .split('-')
        .map((each) => `${each[0] ?? ''}.`)
        .join('-'),
    )
    .join(' ')
}

function container(reference: Reference, isZh: boolean): string {
  const name = reference['container-title']
  const volume =
    reference.volume === undefined
      ? ''
      : `, ${String(reference.volume)}${reference.issue === undefined ? '' : `(${String(reference.issue)})`}`
  const page = reference.page === undefined ? '' : `, ${String(reference.page)}`
  const where = name === undefined ? '' : `<cite>${escapeHtml(name)}</cite>${volume}${page}`
  return [where, reference.publisher === undefined ? '' : escapeHtml(reference.publisher)]
    .filter(Boolean)
    .join(isZh ? '，' : ', ')
}
