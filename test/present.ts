/** What a test takes for granted: the value, or an error that says it was missing. */
export function present<T>(value: T, what = 'value'): NonNullable<T> {
  if (value === null || value === undefined) throw new Error(`The ${what} this test needs is missing.`)
  return value
}
