/**
 * Bytes for both shells: one `Request → Response` function over a map of files listed at start. A request's path is
 * only ever looked up, never joined, so there is nothing to escape from.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
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

/** A folder whose files may be asked for. */
export interface ContentRoot {
  /** Path its files are served below, with a slash at its end. */
  readonly prefix: string
  readonly folder: string
  /** SHA-256 (hex) its files must have, by path; a file that has another is not given out. */
  readonly hashes?: Readonly<Record<string, string>>
  /** What becomes of a file before it is given, by path. */
  readonly fill?: Readonly<Record<string, (text: string) => string>>
}

interface ListedFile {
  readonly file: string
  readonly hash: string | undefined
  readonly fill: ((text: string) => string) | undefined
}

/**
 * Lists what may be asked for; files are read when they are.
 * @param onError Receives what could not be given although it is listed.
 */
export async function createContent(
  roots: readonly ContentRoot[],
  onError: (where: string, error: unknown) => void,
): Promise<ContentHandler> {
  const files = new Map<string, ListedFile>()
  for (const root of roots) await list(root, files)

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plainAnswer(405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' })
    const path = pathOf(request.url)
    if (path === null) return plainAnswer(400, 'This address cannot be read.')
    const listed = files.get(path === '/' ? '/index.html' : path)
    if (!listed) return plainAnswer(404, 'There is nothing at this address.')
    try {
      return give(request, path, listed.file, await readWhole(listed))
    } catch (error) {
      onError(path, error)
      return plainAnswer(500, 'This file is missing or damaged. Start Mailuo again; your notes are safe.')
    }
  }
}

/** Walks the folder step by step: inside a packed app `readdir` knows fewer options than on a disk. */
async function list(root: ContentRoot, files: Map<string, ListedFile>, below = ''): Promise<void> {
  for (const entry of await readdir(join(root.folder, below), { withFileTypes: true })) {
    const name = below + entry.name
    if (entry.isDirectory()) await list(root, files, `${name}/`)
    else if (entry.isFile() && extname(name) in TYPES)
      files.set(root.prefix + name, {
        file: join(root.folder, name),
        hash: root.hashes?.[name],
        fill: root.fill?.[name],
      })
  }
}

interface Whole {
  readonly bytes: Buffer<ArrayBuffer>
  readonly digest: Buffer
}

async function readWhole({ file, hash, fill }: ListedFile): Promise<Whole> {
  const read = await readFile(file)
  const bytes = fill ? Buffer.from(fill(read.toString())) : read
  const digest = createHash('sha256').update(bytes).digest()
  if (hash !== undefined && digest.toString('hex') !== hash) {
    throw new Error(`${file} is not what the pack's manifest says: it was changed or damaged after the app started`)
  }
  return { bytes, digest }
}

function give(request: Request, path: string, file: string, { bytes, digest }: Whole): Response {
  const tag = `"${digest.toString('base64url').slice(0, 22)}"`
  const isForever = path.startsWith('/assets/') && HASHED.test(path)
  const headers = {
    ...PAGE_HEADERS,
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': isForever ? 'private, max-age=31536000, immutable' : 'no-cache',
    ETag: tag,
  }
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers })
  return new Response(request.method === 'HEAD' ? null : bytes, {
    headers: { ...headers, 'Content-Length': String(bytes.length) },
  })
}

function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url).pathname)
    return path.includes('\0') ? null : path
  } catch {
    return null // an address whose escapes do not decode
  }
}

/** A short text for people, with the headers of every answer. */
export function plainAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, {
    status,
    headers: { ...PAGE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  })
}
