/** Sites an article may send the reader to, through the system's browser and on the reader's own click. */
const HOSTS: ReadonlySet<string> = new Set([
  'ai.google',
  'aclanthology.org',
  'ai.meta.com',
  'anthropic.com',
  'archive.li',
  'arxiv.org',
  'blog.google',
  'creativecommons.org',
  'deepmind.google',
  'doi.org',
  'epoch.ai',
  'github.com',
  'huggingface.co',
  'openai.com',
  'research.google',
  'proceedings.mlr.press',
  'proceedings.neurips.cc',
  'wikipedia.org',
])

/**
 * The address to open, or `null` when it is not allowed: https only, a listed host or its `www.`/language subdomain, no
 * credentials, no port.
 */
export function externalTarget(raw: string): string | null {
  let url: URL
  try {
    url = new URL(raw)
  } catch {
    return null // not an address at all
  }
  const host = url.hostname.replace(/^(www|[a-z]{2})\./, '')
  if (url.protocol !== 'https:' || url.username || url.password || url.port || !HOSTS.has(host)) return null
  return url.href
}
