import { UPLOAD_PART } from '../../contract/frames.ts'
import type { Client } from '../../contract/client.ts'

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
