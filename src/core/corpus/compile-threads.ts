/** Guided readings: their stops checked, their paragraphs made HTML. */
import { LANGS, type Bilingual, type CorpusProblem, type Lang, type Thread } from './model.ts'
import { parseInline } from './markdown.ts'
import { renderNodes, type Links } from './render.ts'
import type { CorpusSource } from './source.ts'

/** Compiles all threads, in the order of their files. */
export async function compileThreads(source: CorpusSource, problems: CorpusProblem[]): Promise<Thread[]> {
  const threads: Thread[] = []
  for (const { path, value: thread, line } of source.threads) {
    if (path !== `threads/${thread.id}.yaml`)
      problems.push({ path, line: line('id'), message: `the thread ${thread.id} belongs in threads/${thread.id}.yaml` })
    const stops = []
    for (const [i, stop] of thread.stops.entries()) {
      const [id = '', section = null] = stop.to.split('#')
      const at = line('stops', i)
      if (!source.records.has(id)) problems.push({ path, line: at, message: `there is no entity ${id}` })
      const article = source.articles.get(id)?.zh
      if (section !== null && article && !article.sections.some((each) => each.id === section)) {
        problems.push({ path, line: at, message: `${id} has no section ${section}` })
      }
      stops.push({ id, section, text: await inline(stop.text, source, { path, line: at }, problems) })
    }
    const closing = thread.closing
      ? await inline(thread.closing, source, { path, line: line('closing') }, problems)
      : null
    threads.push({
      id: thread.id,
      title: thread.title,
      summary: thread.summary,
      minutes: thread.minutes,
      stops,
      closing,
    })
  }
  return threads
}

async function inline(
  text: Bilingual,
  source: CorpusSource,
  at: { path: string; line: number },
  problems: CorpusProblem[],
): Promise<Bilingual> {
  const render = async (lang: Lang): Promise<string> => {
    const report = (_line: number, message: string) => void problems.push({ ...at, message })
    const links: Links = {
      lang,
      report,
      entity({ id, section }, line) {
        const record = source.records.get(id)?.value
        if (!record) report(line, `[[${id}]]: there is no such entity`)
        return record
          ? {
              href: `#/article/${id}${section === null ? '' : `/${section}`}`,
              id,
              kind: record.kind,
              name: record.name[lang],
            }
          : null
      },
      citation({ key }, line) {
        report(line, `[@${key}]: threads carry no citations; cite in the article`)
        return null
      },
      footnote: () => 0,
      figure: () => null,
    }
    const { html } = await renderNodes(parseInline(text[lang], report).children, links)
    return html.replace(/^<p>|<\/p>$/g, '')
  }
  const [zh, en] = await Promise.all(LANGS.map(render))
  return { zh: zh ?? '', en: en ?? '' }
}
