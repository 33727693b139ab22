/** The seam between page and host: everything either side may know of the other. */
export * from './errors.ts'
export * from './frames.ts'
export * from './methods.ts'
export * from './settings.ts'
