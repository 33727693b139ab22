/** Makes the content of a file of one format that of the next; the number itself is not its business. */
export type Step = (file: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

/**
 * The content of an older file in today's format, step by step.
 * @param steps The first leads from format 1 to 2, the next from 2 to 3; today's format is one more than there are steps.
 * @returns The value as it is when it is of today's format, or of none there ever was: the caller's check refuses that.
 */
export function migrate(value: unknown, steps: readonly Step[]): unknown {
  let file = value
  for (let step = steps[formatOf(file) - 1]; step; step = steps[formatOf(file) - 1]) {
    const format = formatOf(file) + 1
    file = { ...step(file as Readonly<Record<string, unknown>>), format }
  }
  return file
}

/** The format number that a file says; `NaN` when it says none. */
export function formatOf(value: unknown): number {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : null
  return typeof format === 'number' ? format : NaN
}
