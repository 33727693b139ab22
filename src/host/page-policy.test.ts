import { describe, expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY, PAGE_HEADERS } from './page-policy.ts'

const directives = Object.fromEntries(
  CONTENT_SECURITY_POLICY.split('; ').map((each) => {
    const [name = '', ...values] = each.split(' ')
    return [name, values.join(' ')]
  }),
)

describe('the content security policy', () => {
  it('lets nothing in that no directive names', () => expect(directives['default-src']).toBe("'none'"))

  it.each(['script-src', 'style-src', 'font-src', 'connect-src', 'worker-src'])('takes %s from us alone', (name) =>
    expect(directives[name]).toBe("'self'"),
  )

  it('takes pictures from us and from what a page can make itself', () =>
    expect(directives['img-src']).toBe("'self' data:"))

  it.each(['base-uri', 'form-action', 'frame-ancestors', 'frame-src', 'object-src'])('allows no %s', (name) =>
    expect(directives[name]).toBe("'none'"),
  )

  it('asks for Trusted Types of two named policies', () => {
    expect(directives['require-trusted-types-for']).toBe("'script'")
    expect(directives['trusted-types']).toBe('svelte-trusted-html mailuo-article mailuo-worker')
  })

  it('has no directive besides: a new one has to be thought about here', () =>
    expect(Object.keys(directives)).toHaveLength(15))
})

it('the other headers close what the policy leaves open', () => {
  expect(PAGE_HEADERS).toMatchObject({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'X-Frame-Options': 'DENY',
  })
  for (const power of ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'hid', 'clipboard-read'])
    expect(PAGE_HEADERS['Permissions-Policy']).toContain(`${power}=()`)
})
