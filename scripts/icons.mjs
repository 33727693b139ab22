// npm run icons: draws resources/icons from src/renderer/public/icon.svg, in every size and container that the systems
// ask for. Needs a Chromium; run it when the drawing changes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findBrowser, NO_BROWSER } from './browser.mjs'

const DRAWING = 'src/renderer/public/icon.svg'
const INTO = 'resources/icons'
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
/** Sizes in a Windows icon; its table has one byte for a size, in which 0 means 256. */
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]
/** Types of the pictures in a Mac's icon: names of Apple's, each for one size. */
const ICNS_TYPES = { ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }

/** @returns {Promise<Map<number, Buffer>>} PNGs with a clear ground, by size in pixels. */
async function draw(executablePath) {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath, args })
  const page = await browser.newPage()
  const drawing = readFileSync(DRAWING).toString('base64')
  const pictures = new Map()
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>*{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="data:image/svg+xml;base64,${drawing}">`,
    )
    await page.locator('img').evaluate((image) => image.decode())
    pictures.set(size, await page.screenshot({ omitBackground: true }))
  }
  await browser.close()
  return pictures
}

/** A Windows icon: a table of where the pictures are, then the PNGs as they are. */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * ICO_SIZES.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(ICO_SIZES.length, 4)
  let at = head.length
  for (const [i, size] of ICO_SIZES.entries()) {
    const { length } = pictures.get(size)
    const row = 6 + 16 * i
    head.writeUInt8(size % 256, row)
    head.writeUInt8(size % 256, row + 1)
    head.writeUInt16LE(1, row + 4)
    head.writeUInt16LE(32, row + 6)
    head.writeUInt32LE(length, row + 8)
    head.writeUInt32LE(at, row + 12)
    at += length
  }
  return Buffer.concat([head, ...ICO_SIZES.map((size) => pictures.get(size))])
}

/** A Mac's icon: blocks of a type, a length that counts its own eight bytes, and a PNG. */
function icns(pictures) {
  const block = (type, bytes) => {
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1')
    head.writeUInt32BE(bytes.length + 8, 4)
    return Buffer.concat([head, bytes])
  }
  return block('icns', Buffer.concat(Object.entries(ICNS_TYPES).map(([type, size]) => block(type, pictures.get(size)))))
}

const browser = findBrowser(process.execPath)
if (!browser) {
  console.error(NO_BROWSER)
  process.exit(1)
}
const pictures = await draw(browser)
mkdirSync(INTO, { recursive: true })
for (const [size, bytes] of pictures) writeFileSync(join(INTO, `${size}.png`), bytes)
writeFileSync(join(INTO, 'mailuo.ico'), ico(pictures))
writeFileSync(join(INTO, 'mailuo.icns'), icns(pictures))
console.log(`${INTO}: ${pictures.size} sizes, mailuo.ico, mailuo.icns`)
