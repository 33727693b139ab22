import { stringify } from 'yaml'

/** Tables that many rows rest on, with the key and title we cite them by. */
const TABLES: readonly (readonly [RegExp, string, { title: string; author: string; issued: string; URL: string }])[] = [
  [
    /\(Epoch AI/,
    'epochai2025',
    { title: 'Data on AI Models', author: 'Epoch AI', issued: '2025', URL: 'https://epoch.ai/data/ai-models' },
  ],
  [
    /^stanford-crfm\/ecosystem-graphs/,
    'crfm2023ecosystem',
    {
      title: 'Ecosystem Graphs',
      author: 'Stanford Center for Research on Foundation Models',
      issued: '2023',
      URL: 'https://github.com/stanford-crfm/ecosystem-graphs',
    },
  ],
  [
    /^stanford-crfm\/helm/,
    'crfm2022helm',
    {
      title: 'Holistic Evaluation of Language Models: model metadata',
      author: 'Stanford Center for Research on Foundation Models',
      issued: '2022',
      URL: 'https://github.com/stanford-crfm/helm',
    },
  ],
  [
    /^https:\/\/archive\.li\/XDCN0/,
    'openai2022index',
    { title: 'Model index for researchers', author: 'OpenAI', issued: '2022', URL: 'https://archive.li/XDCN0' },
  ],
]
/** Words that stand for general knowledge, not for a source. */
const KNOWN = /^(general knowledge|editorial|seed document|month encoded)/
/** Repositories that collect other people's links: cited only where nothing better is there. */
const COLLECTION =
  /awesome|survey|guide|catalog|course|papers|translateproject|weekly|gold-miner|interview|happy-llm|so-large|llm-universe|easy-rl|d2l|deep-rl-class|annotated|x-transformers|llm-action|timeline/i

type Reference = { type: string; title: string; author: { literal: string }[]; issued?: string; URL: string }

/** Turns the fact base's source names into reference keys, and keeps the list of those used. */
export function createSources() {
  const used = new Map<string, Reference>()

  function keyOf(source: string): string | null {
    if (!source || KNOWN.test(source)) return null
    for (const [pattern, key, { title, author, issued, URL: url }] of TABLES) {
      if (!pattern.test(source)) continue
      used.set(key, { type: 'dataset', title, author: [{ literal: author }], issued, URL: url })
      return key
    }
    const page = /^https?:\/\/[^\s]+/.exec(source)?.[0]
    if (page) {
      const { hostname, pathname } = new URL(page)
      const host = hostname.replace(/^www\./, '')
      const key = `web-${`${host}${pathname}`
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 60)
        .replace(/-$/, '')}`
      used.set(key, { type: 'webpage', title: titleOf(pathname, host), author: [{ literal: host }], URL: page })
      return key
    }
    const repository = /^([\w.-]+)\/([\w.-]+)/.exec(source)
    if (!repository) return null
    const [, owner = '', name = ''] = repository
    const key = `repo-${`${owner}-${name}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
    used.set(key, {
      type: 'software',
      title: name,
      author: [{ literal: owner }],
      URL: `https://github.com/${owner}/${name}`,
    })
    return key
  }

  return {
    /** The key of the source to cite among several that agree; `known` where none is a source. */
    best(names: readonly string[]): string {
      const ranked = [...names].sort((a, b) => rank(a) - rank(b))
      for (const name of ranked) {
        const key = keyOf(name.trim())
        if (key) return key
      }
      return 'known'
    },
    /** The references file of all keys handed out so far. */
    toYaml(): string {
      return stringify(Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1))), { lineWidth: 0 })
    },
  }
}

/** Primary repositories first, then the large tables, then collections of links, then web pages. */
function rank(source: string): number {
  if (/^https?:/.test(source)) return source.includes('archive.li/XDCN0') ? 0 : 3
  if (/Epoch AI|stanford-crfm/.test(source)) return 1
  return COLLECTION.test(source) ? 2 : 0
}

function titleOf(pathname: string, host: string): string {
  const last = pathname.split('/').filter(Boolean).at(-1) ?? ''
  const words = decodeURIComponent(last)
    .replace(/\.\w+$/, '')
    .replace(/[-_]+/g, ' ')
    .trim()
  return /[a-z]{3}/i.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : host
}
