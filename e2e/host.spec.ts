/** The window as a whole: its menus on the desktop, and what a browser says when its host is gone. */
import type { Page } from '@playwright/test'
import { select, setReader, show } from './reader.ts'
import { expect, startHost, test } from './shell.ts'

/** As by the mouse, at the beginning of what is selected. */
async function openMenuOfSelection(page: Page): Promise<void> {
  const spot = await page.evaluate(() => {
    const { x, y, height } = getSelection()?.getRangeAt(0).getBoundingClientRect() ?? new DOMRect()
    return { x: x + 4, y: y + height / 2 }
  })
  await page.mouse.click(spot.x, spot.y, { button: 'right' })
}

test('the menus do what the palette does, in the language of the page', async ({ shell }) => {
  const { main, page } = shell
  test.skip(main === undefined, 'menus are the desktop’s')
  const click = (label: string) => main?.ask('clickMenu', { label })
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await expect.poll(() => click('Graph')).toBe(true)
  await expect(page).toHaveURL(/#\/graph/)
  await show(page, '#/article/gpt-3')
  // Done by the component that listens to its key, and not by a function of the list.
  await click('Find in this article')
  await expect(page.getByRole('searchbox').or(page.getByRole('search').getByRole('textbox'))).toBeFocused()
  await page.keyboard.press('Escape')
  const words = await select(page, 'parameters', 16)
  const ways = ['Copy', 'Highlight the selection', 'Note on the selection', `Look up “${words}”`]
  await openMenuOfSelection(page)
  await expect(page.getByRole('menuitem')).toHaveText([...ways, `Search the texts for “${words}”`])
  await page.getByRole('menuitem', { name: 'Look up' }).click()
  await expect(page.getByRole('combobox', { name: 'Find anything' })).toHaveValue(words)
  await page.keyboard.press('Escape')
  await select(page, 'parameters', 16)
  await openMenuOfSelection(page)
  await page.getByRole('menuitem', { name: 'Search' }).click()
  await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue(words)
  await show(page, '#/article/gpt-3')
  await select(page, 'parameters', 16)
  await openMenuOfSelection(page)
  await page.getByRole('menuitem', { name: 'Highlight' }).click()
  await show(page, '#/notes')
  await expect(page.getByRole('main').getByRole('article')).toContainText(words)
  // As from the file manager: what cannot be imported is said as plainly as what can.
  await main?.ask('openFile', { path: '/nowhere/mine.jsonld' })
  await expect(page.getByRole('dialog', { name: /mine/ })).toContainText('could not be read')
  await page.keyboard.press('Escape')
  await setReader(page, { language: 'zh', theme: 'light' })
  await expect.poll(() => click('图谱')).toBe(true)
})

test('@browser-only loses no change with the connection, and says that the session has ended, and that the host was stopped', async ({
  chrome,
  data,
}) => {
  const host = await startHost(data)
  const page = await chrome.newPage()
  const cuts: (() => Promise<unknown>)[] = []
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer()
    cuts.push(() => Promise.all([socket.close({ code: 3000 }), server.close({ code: 3000 })]))
  })
  await page.goto(host.link)
  await show(page, '#/article/gpt-3')
  await select(page, 'GPT-3', 5)
  await cuts[0]?.() // as after a sleep
  await page.keyboard.press('h')
  await expect.poll(() => cuts.length).toBeGreaterThan(1)
  await show(page, '#/notes')
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1)
  await page.reload()
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1)
  await setReader(page, { language: 'en', theme: 'light' })
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('sign out')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  expect(host.printed()).toContain('{"signedOut":true')
  expect(await page.evaluate(() => fetch('/').then(({ status }) => status))).toBe(401)
  const stranger = await chrome.newPage({ locale: 'zh-CN', colorScheme: 'dark' })
  const complaints: string[] = []
  stranger.on('console', (message) => complaints.push(message.text()))
  await stranger.goto(new URL(host.link).origin)
  await expect(stranger.getByRole('heading', { name: '这个浏览器还没有登录' })).toBeVisible()
  await expect(stranger.locator('body')).toHaveCSS('background-color', 'rgb(20, 23, 28)')
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([])
  await stranger.close()
  await host.stop()
  await expect(page.getByRole('heading', { name: 'Mailuo has been stopped' })).toBeVisible()
  await page.close()
})
