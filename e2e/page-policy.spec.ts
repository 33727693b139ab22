import { expect, test } from './shell.ts'

test('the page comes up without an error or a policy violation, in the colours that the system asks for', async ({
  shell,
}) => {
  const { page } = shell
  await expect(page.getByRole('main')).toBeVisible()
  const ground = page.locator('body')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(ground).toHaveCSS('background-color', 'rgb(20, 23, 28)')
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' })
  await expect(ground).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' })
  await expect(ground).toHaveCSS('background-color', 'rgb(251, 250, 246)')
  expect(shell.violations).toEqual([])
})

test.describe('what the page may not do', () => {
  test.use({ provokes: true })

  test('the page refuses scripts, HTML and requests that are not its own', async ({ shell }) => {
    await expect(shell.page.getByRole('main')).toBeVisible()
    const seen = await shell.page.evaluate(async () => {
      // DevTools allows eval in the synchronous part of an evaluation: step out of it first.
      await new Promise((resolve) => setTimeout(resolve))
      const results: Record<string, string> = {}
      const attempt = (name: string, action: () => unknown): void => {
        try {
          action()
          results[name] = 'allowed'
        } catch (error) {
          results[name] = (error as Error).name
        }
      }
      const factory = (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } })
        .trustedTypes

      attempt('innerHTML', () => (document.createElement('div').innerHTML = '<b>x</b>'))
      attempt('srcdoc', () => (document.createElement('iframe').srcdoc = '<b>'))
      attempt('script source', () => (document.createElement('script').src = 'x.js'))
      attempt('another policy', () => factory.createPolicy('other', {}))
      attempt('eval', () => (0, eval)('1'))
      attempt('Function', () => Reflect.construct(Function, ['1']))

      const style = document.createElement('style')
      style.textContent = 'body { outline: 1px solid red }'
      document.head.append(style)
      results['style element'] = getComputedStyle(document.body).outlineStyle === 'solid' ? 'allowed' : 'blocked'
      const box = document.createElement('div')
      box.style.color = 'blue'
      results['style by script'] = box.style.color === 'blue' ? 'allowed' : 'blocked'

      const outcome = (promise: Promise<unknown>): Promise<string> =>
        promise.then(
          () => 'allowed',
          () => 'blocked',
        )
      results['fetch'] = await outcome(fetch('https://example.com/'))
      results['image'] = await new Promise((resolve) => {
        const image = new Image()
        image.onload = () => resolve('allowed')
        image.onerror = () => resolve('blocked')
        image.src = 'https://example.com/x.png'
      })
      results['socket'] = await new Promise((resolve) => {
        try {
          const socket = new WebSocket('wss://example.com/')
          socket.onopen = () => resolve('allowed')
          socket.onerror = () => resolve('blocked')
        } catch {
          resolve('blocked')
        }
      })
      results['frame'] = await new Promise((resolve) => {
        addEventListener('securitypolicyviolation', (event) => {
          if (event.effectiveDirective === 'frame-src') resolve('blocked')
        })
        const frame = document.createElement('iframe')
        frame.onload = () => resolve('loaded')
        frame.src = '/'
        document.body.append(frame)
      })
      results['peer connection'] = typeof (window as { RTCPeerConnection?: unknown }).RTCPeerConnection
      return { results, secure: isSecureContext, isolated: crossOriginIsolated }
    })

    expect(seen.results).toEqual({
      innerHTML: 'TypeError',
      srcdoc: 'TypeError',
      'script source': 'TypeError',
      'another policy': 'TypeError',
      eval: 'EvalError',
      Function: 'EvalError',
      'style element': 'blocked',
      'style by script': 'allowed',
      fetch: 'blocked',
      image: 'blocked',
      socket: 'blocked',
      frame: 'blocked',
      'peer connection': 'undefined',
    })
    expect(seen.secure).toBe(true)
    expect(seen.isolated).toBe(true)
  })
})
