import { strToU8, zipSync } from 'fflate/browser'
import type { Catalog, CatalogEntry, Lang } from '../corpus/model.ts'
import { fileNames } from './file-names.ts'
import { byPlace, escapeInline, hashTag, markToMarkdown } from './markdown.ts'
import type { Annotation } from './model.ts'

/** The one folder in the archive; ASCII, so that every unpacker names it right. */
const FOLDER = 'mailuo-notes'

/** What a zip can say of a time, a year away from its limits in any time zone. Unit: milliseconds since 1970. */
const [EARLIEST, LATEST] = [Date.UTC(1981, 0), Date.UTC(2098, 0)]

/** Code, which stays as it is; a link, with its label; or what would begin another link or an element of HTML. */
const CODE_LINK_OR_HTML = /(?<!`)(`+)(?!`)[^`]*\1(?!`)|!?\[\[([^[\]|\n]{1,200})(?:\|([^[\]|\n]{1,200}))?\]\]|\[\[|</g

/**
 * Exports marks as a folder that opens as an Obsidian vault: one Markdown file per article, named by its title, with
 * title, aliases, tags and id as properties. `[[id]]` in a note becomes a link to the file of that article, which is in
 * the vault too, with its summary alone if it has no marks; a link to a mark leads to the file it is in, and what leads
 * nowhere becomes text.
 *
 * @param lang Language of titles, summaries and labels.
 * @returns A zip archive; the same for the same notes.
 */
export function toVault(annotations: readonly Annotation[], catalog: Catalog, lang: Lang): Uint8Array<ArrayBuffer> {
  const entries = new Map(catalog.entities.map((entry) => [entry.id, entry]))
  const byArticle = Map.groupBy(annotations, ({ article }) => article)
  // All are named, marked or not: a file has the same name in each export.
  const titles = new Map([...entries.keys(), ...byArticle.keys()].map((id) => [id, titleOf(id)]))
  const names = fileNames(titles)
  const linked = new Set<string>()
  /** Articles of the marks that notes may link to. */
  const marked = new Map(annotations.map((mark) => [mark.id, mark.article]))

  function titleOf(id: string): string {
    return entries.get(id)?.name[lang] ?? id
  }

  function linkTo(wanted: string, label: string | undefined): string | null {
    const id = marked.get(wanted) ?? catalog.redirects[wanted] ?? wanted
    const name = names.get(id)
    if (name === undefined) return null
    linked.add(id)
    const shown = (label ?? titleOf(id)).replace(/[[\]|]/g, ' ')
    return shown === name ? `[[${name}]]` : `[[${name}|${shown}]]`
  }

  function withLinks(body: string): string {
    return body.replace(CODE_LINK_OR_HTML, (all: string, code?: string, id?: string, label?: string) => {
      if (code !== undefined) return all
      const link = id === undefined ? null : linkTo(id, label)
      // An exclamation mark before a link would put the other file's text here.
      return link === null ? escapeInline(all) : all.startsWith('!') ? `\\!${link}` : link
    })
  }

  function fileOf(id: string, marks: readonly Annotation[]): string {
    const entry = entries.get(id)
    const parts = marks.toSorted(byPlace).map((mark) => markToMarkdown({ ...mark, body: withLinks(mark.body) }, lang))
    if (entry) parts.unshift(escapeInline(entry.summary[lang]))
    return `${properties(id, titleOf(id), entry, marks)}\n${parts.join('\n\n')}\n`
  }

  const texts = new Map([...byArticle].map(([id, marks]) => [id, fileOf(id, marks)]))
  for (const id of linked) if (!texts.has(id)) texts.set(id, fileOf(id, []))
  const files = [...texts].map(([id, text]) => [`${FOLDER}/${names.get(id) ?? id}.md`, strToU8(text)] as const)
  return zipSync(Object.fromEntries(files), { mtime: lastChange(annotations) })
}

/** The block of properties; JSON strings are YAML, whatever they hold. */
function properties(id: string, title: string, entry: CatalogEntry | undefined, marks: readonly Annotation[]): string {
  const aliases = new Set(entry && [entry.name.zh, entry.name.en, ...entry.aliases])
  aliases.delete(title)
  const tags = new Set(marks.flatMap((mark) => mark.tags.map((tag) => hashTag(tag).slice(1))))
  return [
    '---',
    `title: ${yamlText(title)}`,
    ...yamlList('aliases', aliases),
    ...yamlList('tags', tags),
    `id: ${yamlText(id)}`,
    `source: ${yamlText(`mailuo://article/${id}`)}`,
    '---',
    '',
  ].join('\n')
}

function yamlList(key: string, values: ReadonlySet<string>): readonly string[] {
  return values.size === 0 ? [] : [`${key}:`, ...[...values].map((value) => `  - ${yamlText(value)}`)]
}

/** JSON leaves the control characters from U+007F on as they are, YAML does not take them. */
function yamlText(text: string): string {
  return JSON.stringify(text.toWellFormed().replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, ' '))
}

function lastChange(annotations: readonly Annotation[]): number {
  const last = annotations.reduce((latest, { modified }) => (modified > latest ? modified : latest), '')
  return Math.min(Math.max(Date.parse(last) || EARLIEST, EARLIEST), LATEST)
}
