/** Rows of the fact base that are no subject of the field: the author of the post it began with is a source, not an entity. */
export const NOT_A_SUBJECT: ReadonlySet<string> = new Set(['captain-mike'])
