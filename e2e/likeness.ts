/** Whether an exported picture looks as the page did. */
import { expect, type Locator } from '@playwright/test'

/**
 * How like the page the picture is where the drawing has these words, at the worst of them: 1 where the pixels rise and
 * fall together, about 0 where they have nothing to do with each other.
 */
export async function leastLikeness(
  drawing: Locator,
  words: readonly string[],
  save: () => Promise<Buffer>,
): Promise<number> {
  const page = drawing.page()
  const whole = await drawing.boundingBox()
  const boxes = []
  for (const each of words) {
    const text = drawing.locator('text').filter({ hasText: each }).first()
    await expect(text).toBeVisible()
    boxes.push(await text.boundingBox())
  }
  const seen = await page.screenshot({ animations: 'disabled' })
  const pictures = [seen, await save()].map((bytes) => `data:image/png;base64,${bytes.toString('base64')}`)
  return page.evaluate(
    async ({ whole, boxes, pictures }) => {
      if (!whole) return 0
      const layers = pictures.map(async (source, i) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = Object.assign(document.createElement('canvas'), { width: innerWidth, height: innerHeight })
        const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
        context.imageSmoothingQuality = 'high'
        if (i === 0) context.drawImage(image, 0, 0)
        else context.drawImage(image, whole.x, whole.y, whole.width, whole.height)
        return context
      })
      const [page, picture] = await Promise.all(layers)
      const likeness = boxes.map((box) => {
        if (!box || !page || !picture) return 0
        const [a, b] = [page, picture].map((context) => {
          const { data } = context.getImageData(box.x, box.y, box.width, box.height)
          const light = Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + 1] ?? 0)
          const mean = light.reduce((sum, each) => sum + each, 0) / light.length
          return light.map((each) => each - mean)
        })
        const product = (x: readonly number[] = [], y: readonly number[] = []) =>
          x.reduce((sum, each, i) => sum + each * (y[i] ?? 0), 0)
        return product(a, b) / (Math.sqrt(product(a, a) * product(b, b)) || 1)
      })
      return Math.min(...likeness)
    },
    { whole, boxes, pictures },
  )
}
