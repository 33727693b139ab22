/** A checksum in the first line of a file: a flipped bit inside a note is still good JSON, and only this notices it. */
import { createHash } from 'node:crypto'

const SEAL = /^\{"sum":"([0-9a-f]{64})",/

/** The JSON text of an object, which must have a property, with the SHA-256 of that text as its first property. */
export function sealed(value: object): string {
  const text = JSON.stringify(value)
  return `{"sum":"${sumOf(text)}",${text.slice(1)}`
}

/** Whether a text is sealed and something else than what was sealed. Text without a seal (older files) is not broken. */
export function isSealBroken(text: string): boolean {
  const [start, sum] = SEAL.exec(text) ?? []
  return start !== undefined && sumOf(`{${text.slice(start.length)}`) !== sum
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
