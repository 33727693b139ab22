// node packaging/check.mjs: makes the Linux installers against a stub of Electron (a file with the fuses' wire in it)
// and looks into them: what is in the package, what in the archive, and how the fuses stand. Says nothing of whether
// the real Electron starts; docs/release.md says who tries that.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { FUSES } from '../scripts/pack.mjs'

process.chdir(dirname(import.meta.dirname))
const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' })
const pipe = (input, command, ...args) => execFileSync(command, args, { input, maxBuffer: 2 ** 30 })
const isThere = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined

const AFTER_INSTALL = readFileSync('packaging/linux/after-install', 'utf8')
const BEFORE_REMOVE = readFileSync('packaging/linux/before-remove', 'utf8')

/** What @electron/fuses looks for in a real binary: sentinel, wire version, number of fuses, their states. */
const WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100011'),
])

async function makeStub(folder, version, arch) {
  const stub = join(folder, 'electron')
  await mkdir(join(stub, 'resources'), { recursive: true })
  await writeFile(join(stub, 'electron'), Buffer.concat([Buffer.alloc(64), WIRE, Buffer.alloc(64)]), { mode: 0o755 })
  for (const name of ['chrome-sandbox', 'version', 'LICENSE', 'resources/default_app.asar'])
    await writeFile(join(stub, name), version)
  const zip = join(folder, `electron-v${version}-linux-${arch}`)
  run('python3', '-c', 'import shutil, sys; shutil.make_archive(sys.argv[1], "zip", sys.argv[2])', zip, stub)
}

async function checkPackaged(folder) {
  const wire = await getCurrentFuseWire(join(folder, 'mailuo'))
  const states = Object.keys(FUSES).map((name) => [name, wire[FuseV1Options[name]] === FuseState.ENABLE])
  assert.deepEqual(Object.fromEntries(states), FUSES, 'the fuses')
  const archive = join(folder, 'resources/app.asar')
  const names = listPackage(archive, { isPack: false })
  assert.deepEqual(
    names.filter((name) => !/^\/(out|resources|resources\/corpus|package\.json)(\/|$)/.test(name)),
    [],
  )
  assert.deepEqual(
    names.filter((name) => /\.map$|\.tsx?$|node_modules|\/(server|loopback-host)\.js$/.test(name)),
    [],
  )
  const description = JSON.parse(extractFile(archive, 'package.json').toString())
  assert.equal(description.main, './out/main/desktop.js')
  assert.equal('devDependencies' in description, false)
  assert.equal(existsSync(join(folder, 'resources/default_app.asar')), false)
}

/** @param into Folder of the unpacked package. */
function checkInstalled(into) {
  const there = (path) => readFileSync(join(into, path), 'utf8')
  const entry = 'usr/share/applications/mailuo.desktop'
  assert.match(there(entry), /^MimeType=x-scheme-handler\/mailuo;application\/ld\+json;application\/x-mailuo-pack;$/m)
  // %U: the file manager hands over addresses, which src/main/opened-files.ts reads.
  assert.match(there(entry), /^Exec=mailuo %U$/m)
  assert.match(there(entry), /^Name\[zh_CN\]=脉络$/m)
  if (isThere('desktop-file-validate')) run('desktop-file-validate', join(into, entry))
  // What the two scripts of linux/ look for; test/packing runs them.
  assert.match(there('usr/lib/mailuo/resources/apparmor.profile'), /profile mailuo \/usr\/lib\/mailuo\/mailuo/)
  assert.match(there('usr/lib/mailuo/resources/mime.xml'), /type="application\/x-mailuo-pack"[\s\S]*\*\.mailuo/)
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
    assert.ok(existsSync(join(into, `usr/share/icons/hicolor/${size}x${size}/apps/mailuo.png`)), `icon ${size}`)
  assert.ok(existsSync(join(into, 'usr/lib/mailuo/resources/app.asar')), 'the archive')
}

function checkDeb(file, arch, into) {
  assert.match(run('dpkg-deb', '--field', file, 'Package', 'Architecture'), new RegExp(`mailuo\\n.*${arch}`))
  run('dpkg-deb', '--raw-extract', file, into)
  checkInstalled(into)
  assert.equal(readFileSync(join(into, 'DEBIAN/postinst'), 'utf8'), AFTER_INSTALL)
  assert.equal(readFileSync(join(into, 'DEBIAN/prerm'), 'utf8'), BEFORE_REMOVE)
}

function checkRpm(file, arch, into) {
  const ask = (...args) => run('rpm', '--query', '--package', ...args, file)
  assert.equal(ask('--queryformat', '%{NAME} %{ARCH}'), `mailuo ${arch}`)
  const folder = join(into, 'rpm')
  mkdirSync(folder, { recursive: true })
  const files = pipe(readFileSync(file), 'rpm2archive', '--nocompression', '-')
  pipe(files, 'tar', '--extract', '--directory', folder)
  checkInstalled(folder)
  const scripts = ask('--scripts')
  for (const script of [AFTER_INSTALL, BEFORE_REMOVE]) assert.ok(scripts.includes(script.trim()), 'a script of the rpm')
}

const work = mkdtempSync(join(tmpdir(), 'mailuo-dist-'))
try {
  const { devDependencies, version } = JSON.parse(await readFile('package.json', 'utf8'))
  const makesRpm = isThere('rpmbuild')
  const kinds = ['deb', ...(makesRpm ? ['rpm'] : []), 'zip']
  if (!makesRpm) console.log('no rpm is made: rpmbuild is not there')
  for (const [arch, debArch, rpmArch] of [
    ['x64', 'amd64', 'x86_64'],
    ['arm64', 'arm64', 'aarch64'],
  ]) {
    await makeStub(work, devDependencies.electron, arch)
    run(process.execPath, 'packaging/make.mjs', '--arch', arch, '--electron-zips', work, '--targets', kinds.join(','))
    await checkPackaged(`dist/make/Mailuo-linux-${arch}`)
    checkDeb(`dist/make/make/deb/${arch}/mailuo_${version}_${debArch}.deb`, debArch, join(work, arch))
    if (makesRpm) checkRpm(`dist/make/make/rpm/${arch}/mailuo-${version}-1.${rpmArch}.rpm`, rpmArch, join(work, arch))
    assert.ok(existsSync(`dist/make/make/zip/linux/${arch}/Mailuo-linux-${arch}-${version}.zip`), 'the zip')
    console.log(`ok  linux ${arch}: archive, fuses, ${kinds.join(', ')} as they should be (against a stub of Electron)`)
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
