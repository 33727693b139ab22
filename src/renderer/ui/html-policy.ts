import { failure } from '../../contract/errors.ts'
import { isCompiledMarkup } from '../../core/text/index.ts'

/** HTML as Trusted Types wants it; a plain string where the browser has no Trusted Types. */
export type ArticleHtml = string | { toString(): string }

interface Policy {
  createHTML(html: string): ArticleHtml
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: Policy): Policy
}

/** Another wall behind the compiler's sanitiser. */
function check(html: string): string {
  if (!isCompiledMarkup(html))
    throw failure(
      'internal',
      'markup-refused',
      'An article holds markup that the compiler never makes; it is not shown.',
    )
  return html
}

const factory = (window as Window & { trustedTypes?: TrustedTypesFactory }).trustedTypes

/** The page's one Trusted Types policy: HTML of the compiled corpus, nothing else. */
export const articleHtml: Policy = factory?.createPolicy('mailuo-article', { createHTML: check }) ?? {
  createHTML: check,
}
