/** The Privacy page tells the truth: zero in ordinary use, more once something tries to get out. */
import { expect, test } from './shell.ts'

test('shows that nothing has left, and what is on the disk', async ({ shell }) => {
  const { page } = shell
  await page.evaluate(() => location.assign('#/settings'))
  await page.getByRole('main').locator('a[href="#/privacy"]').click()
  const figures = page.getByRole('main').locator('dd')
  await expect(figures.nth(0)).toHaveText('0')
  await expect(figures.nth(1)).toHaveText('0')
  await expect(figures.nth(2)).not.toHaveText('0')
  await expect(page.getByRole('row').filter({ hasText: 'mailuo.lock' })).toBeVisible()
})

test.describe('when something tries to get out', () => {
  test.use({ provokes: true })

  test('counts it', async ({ shell }) => {
    const { page } = shell
    await page.evaluate(() => location.assign('#/privacy'))
    const blocked = page.getByRole('main').locator('dd').nth(1)
    await expect(blocked).toHaveText('0')
    await page.evaluate(() => fetch('https://example.com/').catch(() => undefined))
    await expect(blocked).toHaveText('1')
    await expect(page.getByRole('main').locator('dd').nth(0)).toHaveText('0')
  })
})
