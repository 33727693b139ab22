/** Guided readings: their stops checked, their paragraphs made HTML. */
import { parseText } from './markdown.ts'
import { LANGS, type Bilingual, type CorpusProblem, type Lang, type Thread, type ThreadStop } from './model.ts'
import { checkProse } from './prose-checks.ts'
import { renderNodes, type Links } from './render.ts'
import { findEntity, type CorpusSource } from './source.ts'

/** Compiles all threads, in the order of their files. */
export async function compileThreads(source: CorpusSource, problems: CorpusProblem[]): Promise<Thread[]> {
  const threads: Thread[] = []
  for (const { path, value: thread, line } of source.threads) {
    const report = (at: number, message: string) => void problems.push({ path, line: at, message })
    if (path !== `threads/${thread.id}.yaml`) report(line('id'), `${thread.id} belongs in threads/${thread.id}.yaml`)
    for (const lang of LANGS) checkProse(thread.summary[lang], lang, line('summary', lang), report)
    const inline = async (text: Bilingual, ...keys: (string | number)[]): Promise<Bilingual> => {
      const render = (lang: Lang) => renderInline(text[lang], lang, source, line(...keys, lang), report)
      return { zh: await render('zh'), en: await render('en') }
    }
    const stops: ThreadStop[] = []
    for (const [i, stop] of thread.stops.entries()) {
      const [id = '', section = null] = stop.to.split('#')
      const entity = findEntity(source, id, 'en')
      if (!entity) report(line('stops', i, 'to'), `there is no entity ${id}`)
      const sections = source.articles.get(entity?.id ?? id)?.en?.sections
      if (section !== null && sections && !sections.includes(section)) {
        report(line('stops', i, 'to'), `${id} has no section ${section}`)
      }
      stops.push({ id: entity?.id ?? id, section, text: await inline(stop.text, 'stops', i, 'text') })
    }
    const closing = thread.closing ? await inline(thread.closing, 'closing') : null
    const { id, title, summary, minutes } = thread
    threads.push({ id, title, summary, minutes, stops, closing })
  }
  return threads
}

type Place = (line: number, message: string) => void

/** @param line Where the text stands in the file of the thread. */
async function renderInline(
  text: string,
  lang: Lang,
  source: CorpusSource,
  line: number,
  place: Place,
): Promise<string> {
  const report = (_line: number, message: string) => place(line, message)
  const links: Links = {
    lang,
    report,
    entity(target) {
      const found = findEntity(source, target.id, lang)
      if (!found) report(line, `[[${target.id}]]: there is no such entity`)
      const sections = source.articles.get(found?.id ?? '')?.[lang]?.sections
      if (target.section !== null && sections && !sections.includes(target.section)) {
        report(line, `[[${target.id}#${target.section}]]: ${target.id} has no such section`)
      }
      const end = target.section === null ? '' : `/${target.section}`
      return found && { ...found, href: `#/article/${found.id}${end}` }
    },
    citation({ key }) {
      report(line, `[@${key}]: a thread carries no citations; cite in the article`)
      return null
    },
    footnote() {
      report(line, 'a thread carries no footnotes')
      return 0
    },
    figure() {
      report(line, 'a thread carries no figures')
      return null
    },
  }
  const nodes = parseText(text, lang, report)
  if (nodes.length !== 1 || nodes[0]?.type !== 'paragraph') report(line, 'a text of a thread is one paragraph')
  const { html, prose } = await renderNodes(nodes, links)
  checkProse(prose, lang, line, report)
  return html.replace(/^<p>|<\/p>$/g, '')
}
