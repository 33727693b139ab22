/** What `sqlite` asks of its driver, the callback interface of `sqlite3`, over sql.js: reading, without native parts. */
import { readFileSync } from 'node:fs'
import openSqlJs, { type BindParams, type Database as SqlDatabase } from 'sql.js'

type Row = Record<string, unknown>
type Answer<T> = (error: Error | null, value?: T) => void

class Database {
  #database: SqlDatabase | undefined

  constructor(file: string, opened: Answer<never>) {
    openSqlJs().then((sql) => {
      this.#database = new sql.Database(readFileSync(file))
      opened(null)
    }, opened)
  }

  all(query: string, ...rest: [...BindParams[], Answer<Row[]>]): void {
    const answer = rest.pop() as Answer<Row[]>
    try {
      const rows: Row[] = []
      this.#database?.each(
        query,
        rest as unknown as BindParams,
        (row) => rows.push(row),
        () => undefined,
      )
      answer(null, rows)
    } catch (error) {
      answer(error as Error)
    }
  }

  get(query: string, ...rest: [...BindParams[], Answer<Row>]): void {
    const answer = rest.pop() as Answer<Row>
    const all: Answer<Row[]> = (error, rows) => {
      answer(error, rows?.[0])
    }
    this.all(query, ...(rest as BindParams[]), all)
  }
}

export default { Database }
