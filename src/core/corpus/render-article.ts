/**
 * Renders the text of an article: everything that follows from its Markdown and from what the rest of the corpus
 * answers to its links. Answers are kept with the result, so that a later build can tell whether it still holds.
 */
import { parseArticle, type EntityTarget, type Report } from './markdown.ts'
import type { ArticleSection, Lang } from './model.ts'
import { checkProse } from './prose-checks.ts'
import { renderNodes, type Links } from './render.ts'
import { sentenceAround } from '../text/index.ts'
import type { LinkedEntity } from './source.ts'

/** What the text of an article may ask of the rest of the corpus. Answers are JSON values. */
export interface Surroundings {
  /** Following redirects; `null` when there is none. */
  entity(id: string): LinkedEntity | null
  /** Whether an entity's article has a section; also `true` where there is no article yet. */
  section(id: string, section: string): boolean
  reference(key: string): boolean
  /** Whether a file lies beside the article. */
  figure(name: string): boolean
}

/** A question to the surroundings and the answer it got. */
type Asked = readonly [question: keyof Surroundings, args: readonly string[], answer: string]

/** A place that links to another entity. */
export interface Mention {
  readonly to: string
  readonly section: string
  readonly excerpt: string
}

/** The rendered text of an article; JSON values only, so that it can be kept for the next build. */
export interface RenderedArticle {
  readonly sections: readonly ArticleSection[]
  /** Line of each section's heading and of each of its blocks. */
  readonly lines: readonly { readonly line: number; readonly blocks: readonly number[] }[]
  /** Prose of the article, for its length. */
  readonly prose: string
  readonly footnotes: readonly { readonly id: string; readonly n: number; readonly html: string }[]
  /** Keys in order of first citation, with the blocks that cite them. */
  readonly cited: readonly (readonly [key: string, blocks: readonly string[]])[]
  readonly mentions: readonly Mention[]
  readonly problems: readonly { readonly line: number; readonly message: string }[]
  readonly asked: readonly Asked[]
}

/** Whether a result of an earlier build would come out the same now. */
export function stillHolds(rendered: RenderedArticle, surroundings: Surroundings): boolean {
  return rendered.asked.every(([question, args, answer]) => ask(surroundings, question, args) === answer)
}

function ask(
  surroundings: Surroundings,
  question: keyof Surroundings,
  [first = '', second = '']: readonly string[],
): string {
  const answer = question === 'section' ? surroundings.section(first, second) : surroundings[question](first)
  return JSON.stringify(answer)
}

/** Blocks whose words count towards an article's length. */
const PROSE: ReadonlySet<string> = new Set(['paragraph', 'list', 'quote', 'callout', 'table'])

/**
 * @param text    Markdown of the article.
 * @param folder  Where its figures are served, e.g. `/corpus/assets/gpt-3`.
 */
export async function renderArticle(
  text: string,
  lang: Lang,
  folder: string,
  surroundings: Surroundings,
): Promise<RenderedArticle> {
  const problems: { line: number; message: string }[] = []
  const report: Report = (line, message) => void problems.push({ line, message })
  const source = parseArticle(text, lang, report)
  const links = new ArticleLinks(lang, folder, report, surroundings)
  const sections: ArticleSection[] = []
  const lines = []
  const mentions: Mention[] = []
  const prose: string[] = []
  for (const { id: section, title, depth, line, blocks } of source.sections) {
    const done = []
    for (const [i, { node, type, line: at }] of blocks.entries()) {
      const id = `${section}.${i + 1}`
      links.block = id
      const rendered = await renderNodes([node], links)
      if (type !== 'code') checkProse(rendered.prose, lang, at, report)
      if (PROSE.has(type)) prose.push(rendered.prose)
      for (const mention of rendered.mentions) {
        mentions.push({ to: mention.id, section: id, excerpt: sentenceAround(rendered.text, mention.at) })
      }
      done.push({ id, type, html: rendered.html, text: rendered.text })
    }
    checkProse(title, lang, line, report)
    if (depth > 1 && blocks.length === 0) report(line, `the section ${section} is empty`)
    sections.push({ id: section, title, depth, blocks: done })
    lines.push({ line, blocks: blocks.map((block) => block.line) })
  }
  const footnotes = []
  links.block = ''
  for (const note of source.footnotes) {
    const n = links.numberOf(note.id)
    if (n === undefined) report(note.line, `the footnote [^${note.id}] is not used`)
    const { html, prose: words } = await renderNodes(note.children, links)
    checkProse(words, lang, note.line, report)
    footnotes.push({ id: note.id, n: n ?? 0, html })
  }
  footnotes.sort((a, b) => a.n - b.n)
  const { cited, asked } = links
  return { sections, lines, prose: prose.join('\n'), footnotes, cited: [...cited], mentions, problems, asked }
}

/** Answers the links of one article in the order of its text, and remembers what they asked. */
class ArticleLinks implements Links {
  readonly lang: Lang
  readonly report: Report
  readonly cited = new Map<string, string[]>()
  readonly asked: Asked[] = []
  /** Block that is being rendered; empty in footnotes. */
  block = ''
  readonly #folder: string
  readonly #surroundings: Surroundings
  readonly #footnotes = new Map<string, number>()

  constructor(lang: Lang, folder: string, report: Report, surroundings: Surroundings) {
    this.lang = lang
    this.report = report
    this.#folder = folder
    this.#surroundings = surroundings
  }

  #ask<Q extends keyof Surroundings>(question: Q, ...args: string[]): ReturnType<Surroundings[Q]> {
    const answer = ask(this.#surroundings, question, args)
    this.asked.push([question, args, answer])
    return JSON.parse(answer) as ReturnType<Surroundings[Q]>
  }

  entity(target: EntityTarget, line: number): ReturnType<Links['entity']> {
    const found = this.#ask('entity', target.id)
    if (!found) {
      this.report(line, `[[${target.id}]]: there is no such entity`)
      return null
    }
    if (target.section !== null && !this.#ask('section', found.id, target.section)) {
      this.report(line, `[[${target.id}#${target.section}]]: ${target.id} has no such section`)
    }
    const place = target.section === null ? '' : `/${target.section}`
    return { ...found, href: `#/article/${found.id}${place}` }
  }

  citation({ key }: { readonly key: string }, line: number): number | null {
    if (!this.#ask('reference', key)) {
      this.report(line, `[@${key}]: there is no such reference`)
      return null
    }
    const blocks = this.cited.get(key) ?? []
    this.cited.set(key, blocks)
    if (this.block !== '' && blocks.at(-1) !== this.block) blocks.push(this.block)
    return [...this.cited.keys()].indexOf(key) + 1
  }

  footnote(id: string): number {
    const n = this.#footnotes.get(id) ?? this.#footnotes.size + 1
    this.#footnotes.set(id, n)
    return n
  }

  /** Number of a footnote that the text has used. */
  numberOf(id: string): number | undefined {
    return this.#footnotes.get(id)
  }

  figure(name: string, line: number): string | null {
    if (/^[\w.-]+\.svg$/.test(name) && this.#ask('figure', name)) return `${this.#folder}/${name}`
    this.report(line, `the figure ${name} is not beside the article`)
    return null
  }
}
