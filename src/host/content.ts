/**
 * Bytes for both shells: one `Request → Response` function over a map of files listed at start. A request's path is
 * only ever looked up, never joined, so there is nothing to escape from.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { PAGE_HEADERS } from './page-policy.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
}

/** Built files carry a hash in their name: they can be kept as long as the browser likes. */
const HASHED = /-[\w-]{8,}\.\w+$/

export type ContentHandler = (request: Request) => Promise<Response>

/**
 * Lists what may be asked for.
 * @param roots Folders by the path they are served below, e.g. `{ '/': …, '/corpus/': … }`.
 */
export async function createContent(roots: Readonly<Record<string, string>>): Promise<ContentHandler> {
  const files = new Map<string, string>()
  for (const [prefix, folder] of Object.entries(roots)) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !(extname(entry.name) in TYPES)) continue
      const file = join(entry.parentPath, entry.name)
      files.set(prefix + relative(folder, file).split(sep).join('/'), file)
    }
  }
  const tags = new Map<string, string>()

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' })
    const path = pathOf(request.url)
    if (path === null) return answer(400, 'This address cannot be read.')
    const file = files.get(path === '/' ? '/index.html' : path)
    if (file === undefined) return answer(404, 'There is nothing at this address.')
    const bytes = await readFile(file)
    const tag = tags.get(file) ?? `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    tags.set(file, tag)
    const headers = {
      ...PAGE_HEADERS,
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Cache-Control':
        path.startsWith('/assets/') && HASHED.test(path) ? 'private, max-age=31536000, immutable' : 'no-cache',
      ETag: tag,
    }
    if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers })
    return new Response(request.method === 'HEAD' ? null : bytes, {
      headers: { ...headers, 'Content-Length': String(bytes.length) },
    })
  }
}

function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url).pathname)
    return path.includes('\0') ? null : path
  } catch {
    return null // an address whose escapes do not decode
  }
}

function answer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, {
    status,
    headers: { ...PAGE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  })
}
