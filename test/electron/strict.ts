/** Objects that answer only for what they model, so that a new Electron call has to be thought about first. */

/**
 * Wraps a stand-in object: reading a member it does not have throws with the member's name, and so does listening to
 * an event that is not in `events`.
 */
export function strict<T extends object>(name: string, target: T, events: readonly string[] = []): T {
  return new Proxy(target, {
    get(object, key) {
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return Reflect.get(object, key) as unknown
      if (!(key in object)) throw new Error(`electron stand-in: ${name}.${key} is not modelled`)
      const value: unknown = Reflect.get(object, key)
      if (key !== 'on' && key !== 'once') return value
      return (event: string, listener: unknown) => {
        if (!events.includes(event)) throw new Error(`electron stand-in: event '${event}' of ${name} is not modelled`)
        return (value as (event: string, listener: unknown) => unknown).call(object, event, listener)
      }
    },
  })
}
