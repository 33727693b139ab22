// npm run notices: writes THIRD-PARTY-NOTICES.md, the licences of every package that went into the built app. Needs
// `npm run build`, which notes the packages. `-- --check` only says whether the file is as it should be.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'THIRD-PARTY-NOTICES.md'
const PARTS = ['main', 'preload', 'renderer']
const LICENCE_FILE = /^(licen[cs]e|copying|notice|ofl)([.-].*)?$/i

function bundled() {
  try {
    return [...new Set(PARTS.flatMap((part) => JSON.parse(readFileSync(`.cache/bundled-${part}.json`, 'utf8'))))].sort()
  } catch (error) {
    throw new Error(`It is not known what is in the built app: run "npm run build" first (${error.message}).`, {
      cause: error,
    })
  }
}

function notice(name) {
  const folder = join('node_modules', name)
  const { version, license, homepage = '' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) =>
      readFileSync(join(folder, file), 'utf8')
        .trim()
        .replaceAll('\r\n', '\n')
        .replaceAll(/[ \t]+$/gm, ''),
    )
  const text = texts.length > 0 ? `\n\n\`\`\`\`text\n${texts.join('\n\n')}\n\`\`\`\`` : ''
  return `## ${name} ${version}\n\nLicence: ${license}${homepage ? ` · <${homepage}>` : ''}${text}\n`
}

/** @returns {string} The notices of everything in the built app. */
function notices() {
  return `# Third-party notices

Mailuo is given on together with parts of these packages. This file is made by \`npm run notices\`. The desktop app also
holds Electron and Chromium, whose notices lie beside it as \`LICENSE\` and \`LICENSES.chromium.html\`.

${bundled().map(notice).join('\n')}`
}

try {
  const text = notices()
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, text)
    console.log(`${FILE}: ${bundled().length} packages`)
  } else if (readFileSync(FILE, 'utf8') !== text) {
    throw new Error(`${FILE} is not what is in the built app: run "npm run notices".`)
  }
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
