/** What filters let through. */
import type { GraphEdge } from '../corpus/model.ts'
import { compactForm } from '../text/index.ts'
import type { Equivalents } from './equivalents.ts'
import type { Names } from './names.ts'
import type { Filter } from './query.ts'

/**
 * A test of an entity (by its place in the catalog) against all filters. Several filters of one key are alternatives
 * (kind:model kind:paper), different keys must all hold. `lang:` also limits the articles, which the engine sees to.
 */
export function entityFilter(
  filters: readonly Filter[],
  names: Names,
  equivalents: Equivalents,
  edges: () => readonly GraphEdge[],
): (place: number) => boolean {
  const keys = [...new Set(filters.map((filter) => filter.key))]
  const tests = keys.map((key) => filters.filter((filter) => filter.key === key).map(testOf))
  return (place) => tests.every((alternatives) => alternatives.some((test) => test(place)))

  function testOf(filter: Filter): (place: number) => boolean {
    const entry = (place: number) => names.entities[place]
    switch (filter.key) {
      case 'kind':
        return (place) => entry(place)?.kind === filter.value
      case 'lang':
        return (place) => entry(place)?.langs.includes(filter.value) ?? false
      case 'by': {
        const makers = placesOf(filter.value)
        return (place) => entry(place)?.makers.some((id) => makers.has(names.placeOf(id) ?? -1)) ?? false
      }
      case 'uses': {
        const used = placesOf(filter.value)
        const users = new Set(
          edges()
            .filter((edge) => edge.type === 'uses-method' && used.has(names.placeOf(edge.to) ?? -1))
            .map((edge) => names.placeOf(edge.from)),
        )
        return (place) => users.has(place)
      }
      case 'title': {
        const also = equivalents.of(compactForm(filter.value)).flatMap((concept) => concept.entities)
        const places = new Set(also.map((id) => names.placeOf(id)))
        return (place) =>
          places.has(place) || names.compactNames(place).some((name) => name.includes(compactForm(filter.value)))
      }
      case 'year':
        return (place) => {
          const year = Number(entry(place)?.date?.slice(0, 4) ?? NaN)
          return year >= filter.from && year <= filter.to
        }
      case 'in':
        return () => filter.value === 'articles'
      case 'tag':
        return () => false // only notes carry tags
    }
  }

  /** Entities that a reader may call so. */
  function placesOf(value: string): Set<number> {
    const form = compactForm(value)
    const ids = equivalents.of(form).flatMap((concept) => concept.entities)
    const places = ids.flatMap((id) => names.placeOf(id) ?? [])
    return new Set([...names.exactly(form).keys(), ...places])
  }
}
