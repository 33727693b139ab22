/** Reads a YAML file against a schema; everything that is wrong with it is a problem with its line. */
import * as v from 'valibot'
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import type { CorpusProblem } from './model.ts'

/** A value of a YAML file together with where its parts stand. */
export interface Located<T> {
  readonly path: string
  readonly value: T
  /** Line (from 1) of a part, by its keys and indexes; the nearest parent's where the part is not written. */
  readonly line: (...keys: readonly (string | number)[]) => number
}

/** @returns The value, or `null` when it does not fit; the reasons are pushed to `problems`. */
export function readYaml<S extends v.GenericSchema>(
  path: string,
  text: string,
  schema: S,
  problems: CorpusProblem[],
): Located<v.InferOutput<S>> | null {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, version: '1.2', schema: 'core' })
  for (const error of document.errors) {
    problems.push({
      path,
      line: error.linePos?.[0].line ?? 1,
      message: error.message.split(/ at line|\n/)[0] ?? 'not YAML',
    })
  }
  if (document.errors.length > 0) return null
  const line = (...keys: readonly (string | number)[]) => lineOf(document, counter, keys)
  const result = v.safeParse(schema, document.toJS())
  if (result.success) return { path, value: result.output, line }
  for (const issue of result.issues) {
    const keys = (issue.path ?? []).map((item) => item.key as string | number)
    problems.push({ path, line: line(...keys), message: `${keys.join('.') || 'file'} ${reason(issue)}` })
  }
  return null
}

function reason({ message, expected, received }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'is no known key (docs/corpus.md lists them)'
  if (received === 'undefined') return 'is missing'
  if (/^Invalid \w+: Expected/.test(message)) return `is ${received}, not ${expected ?? 'valid'}`
  return `${received === 'Object' ? '' : `is ${received.slice(0, 60)}; `}${message}`
}

function lineOf(document: Document, counter: LineCounter, keys: readonly (string | number)[]): number {
  for (let length = keys.length; length > 0; length--) {
    const parent = document.getIn(keys.slice(0, length - 1), true)
    const key = keys[length - 1]
    // A value may begin lines after its key: in a map, the key is the place to look at.
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
    const node = pair?.key ?? document.getIn(keys.slice(0, length), true)
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line
  }
  return 1
}
