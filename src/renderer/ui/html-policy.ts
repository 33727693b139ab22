/** What a compiled article never holds; a second wall behind the compiler's sanitiser. */
const FORBIDDEN = /<\s*(script|iframe|object|embed|base|form|meta|link)\b/i

interface Html {
  createHTML(html: string): TrustedHTML
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createHTML(html: string): string }): Html
}

function check(html: string): string {
  if (FORBIDDEN.test(html)) throw new TypeError('An article holds markup that the compiler never makes; it is not shown.')
  return html
}

const factory = (window as Window & { trustedTypes?: TrustedTypesFactory }).trustedTypes

/** The page's one Trusted Types policy: HTML of the compiled corpus, nothing else. */
export const articleHtml: Html = factory
  ? factory.createPolicy('mailuo-article', { createHTML: check })
  : { createHTML: (html) => check(html) as unknown as TrustedHTML }
