/** The package types its converters, not its dictionaries. */
declare module 'opencc-js/dict/TSCharacters' {
  /** Entries joined by `|`: a traditional character, a space, its simplified form. */
  const entries: string
  export default entries
}
