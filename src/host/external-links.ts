/** Addresses outside the app: which ones the reader's click may open, through the system's browser. */

/** Sites an article or a note may send the reader to, whatever the address within them. */
const HOSTS: ReadonlySet<string> = new Set([
  'aclanthology.org',
  'ai.google',
  'ai.meta.com',
  'anthropic.com',
  'arxiv.org',
  'blog.google',
  'creativecommons.org',
  'deepmind.google',
  'doi.org',
  'epoch.ai',
  'github.com',
  'huggingface.co',
  'openai.com',
  'proceedings.mlr.press',
  'proceedings.neurips.cc',
  'research.google',
  'wikipedia.org',
])

/**
 * The address to open, or `null` when it is not allowed: https only, no credentials, no port, and either on a listed
 * host (or its `www.` or language subdomain) or exactly one that the corpus refers to.
 * @param isReference Whether the corpus has this very address among its references; asked only for hosts not listed.
 */
export function externalTarget(raw: string, isReference: (url: string) => boolean): string | null {
  let url: URL
  try {
    url = new URL(raw)
  } catch {
    return null // not an address at all
  }
  if (url.protocol !== 'https:' || url.username || url.password || url.port) return null
  const host = url.hostname.replace(/^(www|[a-z]{2})\./, '')
  return HOSTS.has(host) || isReference(raw) || isReference(url.href) ? url.href : null
}
