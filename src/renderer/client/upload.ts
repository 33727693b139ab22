import { UPLOAD_PART } from '../../contract/frames.ts'
import type { Client } from '../../contract/client.ts'

/** Bytes whose Base64 is one piece. */
const PART_BYTES = (UPLOAD_PART / 4) * 3

/**
 * Hands a text to the host piece by piece; gives the name it is known by there.
 * @param progress Told the share that has arrived, 0 to 1.
 */
export async function uploadText(
  client: Pick<Client, 'call'>,
  method: 'notes.upload' | 'study.upload',
  text: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const upload = crypto.randomUUID()
  for (let at = 0; at === 0 || at < text.length; at += UPLOAD_PART) {
    await client.call(method, { upload, part: text.slice(at, at + UPLOAD_PART) }, { signal })
    progress(Math.min(1, (at + UPLOAD_PART) / text.length))
  }
  return upload
}

/**
 * Hands the bytes of a file to the host in Base64, piece by piece; gives the name it is known by there.
 * @param progress Told the share that has arrived, 0 to 1.
 */
export async function uploadFile(
  client: Pick<Client, 'call'>,
  method: 'study.upload' | 'corpus.upload',
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const upload = crypto.randomUUID()
  for (let at = 0; at === 0 || at < file.size; at += PART_BYTES) {
    await client.call(method, { upload, part: await base64Of(file.slice(at, at + PART_BYTES)) }, { signal })
    progress(Math.min(1, (at + PART_BYTES) / file.size))
  }
  return upload
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : '')
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'))
    reader.readAsDataURL(blob)
  })
}
