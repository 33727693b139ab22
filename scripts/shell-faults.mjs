// The faults that `npm run test:mutate-shell` plants, one at a time: each takes one protection away. `edits` are
// [file, text that is there once, text in its place]; `test` is a test file and the words of the test that must fail.

/** @typedef {{ name: string, edits: [string, string, string][], test: [string, string] }} Fault */

const MAIN = 'test/electron/electron-main.test.ts'
const PRELOAD = 'test/electron/preload.test.ts'
const PARTS = 'src/main/pure-parts.test.ts'
const LOOPBACK = 'src/server/loopback.test.ts'
const POLICY = 'src/host/page-policy.test.ts'
const CONTENT = 'src/host/content.test.ts'
const LINKS = 'src/host/pack.test.ts'
const RPC = 'src/host/rpc.test.ts'
const MARKUP = 'src/core/text/markup.test.ts'
const HTML_POLICY = 'src/renderer/ui/html-policy.test.ts'
const PACK_FILE = 'src/host/pack-file.test.ts'
const EDITIONS = 'test/contract/editions.test.ts'

/** @returns {Fault} */
const fault = (name, test, ...edits) => ({ name, test, edits })

const desktop = [
  fault(
    'pages are not sandboxed by default',
    [MAIN, 'closes the doors'],
    ['src/main/index.ts', 'app.enableSandbox()\n', ''],
  ),
  fault(
    'names are resolved',
    [MAIN, 'closes the doors'],
    ['src/main/index.ts', "app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')\n", ''],
  ),
  fault(
    'WebRTC may use any route',
    [MAIN, 'closes the doors'],
    ['src/main/index.ts', "app.commandLine.appendSwitch('webrtc-ip-handling-policy', 'disable_non_proxied_udp')\n", ''],
  ),
  fault(
    'the scheme passes by the policy',
    [MAIN, 'privileges it needs and no more'],
    ['src/main/index.ts', 'codeCache: true }', 'codeCache: true, bypassCSP: true }'],
  ),
  fault(
    'the scheme takes service workers',
    [MAIN, 'privileges it needs and no more'],
    ['src/main/index.ts', 'codeCache: true }', 'codeCache: true, allowServiceWorkers: true }'],
  ),
  fault(
    "the system's parts keep their theme",
    [MAIN, 'have one theme'],
    ['src/main/index.ts', '    nativeTheme.themeSource = themeOf(settings)\n', ''],
  ),
  fault(
    'a page that keeps ending is loaded for ever',
    [MAIN, 'comes again and again'],
    ['src/main/page.ts', 'const CRASHES_BORNE = 3', 'const CRASHES_BORNE = 300'],
  ),
  fault(
    'the session is not guarded',
    [MAIN, 'guards the session'],
    ['src/main/index.ts', "  guardSession(session.defaultSession, () => traffic.count('blocked'))\n", ''],
  ),
  fault(
    'the pages are not guarded',
    [MAIN, 'does not navigate'],
    ['src/main/index.ts', '  guardContents(app, (url) => void host.openExternal(url))\n', ''],
  ),
  fault(
    'any address is handed to the system',
    [MAIN, 'hands only known addresses'],
    ['src/main/index.ts', 'void host.openExternal(url))', 'void shell.openExternal(url))'],
  ),
  fault(
    'the scheme answers under any name',
    [MAIN, 'under its own name only'],
    ['src/main/index.ts', 'isOwn(request.url) ? host', 'request.url ? host'],
  ),
  fault(
    'two instances share a data folder',
    [MAIN, 'ends at once'],
    ['src/main/index.ts', '!app.requestSingleInstanceLock()', '!app'],
  ),
  fault(
    'other hosts of the scheme are own',
    [PARTS, 'does not know'],
    ['src/main/guard.ts', "host === 'mailuo'", 'host'],
  ),
  fault(
    'addresses with a user name are own',
    [PARTS, 'does not know'],
    ['src/main/guard.ts', "username === ''", 'true'],
  ),
  fault(
    'addresses with a password are own',
    [PARTS, 'does not know'],
    ['src/main/guard.ts', "password === ''", 'true'],
  ),
  fault('requests go out', [MAIN, 'lets no request out'], ['src/main/guard.ts', '{ cancel: true }', '{}']),
  fault(
    'files are requested',
    [MAIN, 'lets no request out'],
    ['src/main/guard.ts', "url.startsWith('data:')", "url.startsWith('file:')"],
  ),
  fault(
    'every permission is granted',
    [MAIN, 'denies'],
    ['src/main/guard.ts', 'callback(GRANTED.has(permission) && ', 'callback('],
  ),
  fault(
    'other origins are granted permissions',
    [MAIN, 'to its own page only'],
    ['src/main/guard.ts', ' && isOwn(details.requestingUrl)', ''],
  ),
  fault(
    'every permission is there when checked',
    [MAIN, 'denies'],
    ['src/main/guard.ts', '=> GRANTED.has(permission) && isOwn(origin)', '=> isOwn(origin)'],
  ),
  fault(
    'other origins have permissions when checked',
    [MAIN, 'to its own page only'],
    ['src/main/guard.ts', ' && isOwn(origin)', ' && origin !== ""'],
  ),
  fault(
    'devices are given',
    [MAIN, 'no device'],
    ['src/main/guard.ts', 'setDevicePermissionHandler(() => false)', 'setDevicePermissionHandler(() => true)'],
  ),
  fault(
    'the screen is given',
    [MAIN, 'no device'],
    [
      'src/main/guard.ts',
      'setDisplayMediaRequestHandler((_request, callback) => callback({}))',
      "setDisplayMediaRequestHandler((_request, callback) => callback({ audio: 'loopback' }))",
    ],
  ),
  fault(
    'the spell checker fetches dictionaries',
    [MAIN, 'guards the session'],
    ['src/main/guard.ts', 'setSpellCheckerEnabled(false)', 'setSpellCheckerEnabled(true)'],
  ),
  fault(
    'downloads start',
    [MAIN, 'start a download'],
    ['src/main/guard.ts', '!item.getURL().startsWith(`blob:${ORIGIN}/`)', 'false'],
  ),
  ...['will-navigate', 'will-redirect', 'will-frame-navigate'].map((event) =>
    fault(
      `${event} is not stopped`,
      [MAIN, 'by any of the three ways'],
      ['src/main/guard.ts', `    contents.on('${event}', stay)\n`, ''],
    ),
  ),
  fault(
    'webviews are attached',
    [MAIN, 'attach a webview'],
    ['src/main/guard.ts', "    contents.on('will-attach-webview', stay)\n", ''],
  ),
  fault(
    'second windows open',
    [MAIN, 'opens no second window'],
    ['src/main/guard.ts', "action: 'deny'", "action: 'allow'"],
  ),
  fault(
    'WebRTC of a page may use any route',
    [MAIN, 'guards the session'],
    ['src/main/guard.ts', "    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')\n", ''],
  ),
  fault(
    'frames inside the page are heard',
    [MAIN, 'of strangers'],
    ['src/main/page.ts', ' || frame !== contents.mainFrame', ''],
  ),
  fault('other pages are heard', [MAIN, 'of strangers'], ['src/main/page.ts', 'event.sender !== contents || ', '']),
  fault('other origins are heard', [MAIN, 'of strangers'], ['src/main/page.ts', ' || !isOwn(frame.url)', '']),
  fault(
    'objects are heard as texts',
    [MAIN, 'of strangers'],
    [
      'src/main/page.ts',
      "if (typeof text !== 'string' || text.length > MAX_FRAME_LENGTH) return\n    texts.forEach((listener) => listener(text))",
      'texts.forEach((listener) => listener(JSON.stringify(text)))',
    ],
  ),
  fault(
    'frames of any length are read',
    [MAIN, 'of strangers'],
    ['src/main/page.ts', ' || text.length > MAX_FRAME_LENGTH', ''],
    ['src/host/rpc.ts', 'if (text.length > MAX_FRAME_LENGTH) return null\n', ''],
  ),
  ...[
    ['sandbox: true', 'sandbox: false'],
    ['contextIsolation: true', 'contextIsolation: false'],
    ['nodeIntegration: false', 'nodeIntegration: true'],
    ['nodeIntegrationInWorker: false', 'nodeIntegrationInWorker: true'],
    ['nodeIntegrationInSubFrames: false', 'nodeIntegrationInSubFrames: true'],
    ['webSecurity: true', 'webSecurity: false'],
    ['webviewTag: false', 'webviewTag: true'],
    ['spellcheck: false', 'spellcheck: true'],
  ].map(([safe, unsafe]) =>
    fault(`the window has ${unsafe}`, [MAIN, 'sandboxed, isolated'], ['src/main/page.ts', safe, unsafe]),
  ),
  fault(
    'a crash leaves an empty window',
    [MAIN, 'answered with a fresh page'],
    ['src/main/page.ts', 'if (again) void window.loadURL(isOwn(place) ? place : HOME)', ''],
  ),
  fault(
    'deep links carry anything',
    [PARTS, 'goes nowhere by'],
    ['src/main/deep-link.ts', '(article|thread)\\/([a-z0-9-]{1,80})', '(article|thread)\\/(.{1,80})'],
  ),
  fault(
    'the page gets the messenger',
    [PRELOAD, 'one object with two functions'],
    ['src/preload/index.ts', "exposeInMainWorld('mailuoPort', {", "exposeInMainWorld('mailuoPort', {\n  ipcRenderer,"],
  ),
  fault(
    'the page gets the event',
    [PRELOAD, 'never the event'],
    [
      'src/preload/index.ts',
      "(_event, text: unknown) => {\n      if (typeof text === 'string') listener(text)",
      "(...all: unknown[]) => {\n      if (typeof all[1] === 'string') (listener as (...all: unknown[]) => void)(...all)",
    ],
  ),
  fault(
    'the page sends anything',
    [PRELOAD, 'and nothing else'],
    ['src/preload/index.ts', "if (typeof text === 'string') ipcRenderer", 'ipcRenderer'],
  ),
  fault(
    'links bring files along',
    [PARTS, 'leaves a file that comes with a link alone'],
    ['src/main/opened-files.ts', '  if (argv.some((each) => /^mailuo:/i.test(each))) return []\n', ''],
  ),
  fault(
    'files of other machines are opened',
    [PARTS, 'leaves files of other machines alone'],
    ['src/main/opened-files.ts', "url.protocol === 'file:' && url.host === ''", "url.protocol === 'file:'"],
    ['src/main/opened-files.ts', 'fileURLToPath(url)', 'url.pathname'],
  ),
  fault(
    'command lines open any file',
    [PARTS, 'leaves what is no file of notes alone'],
    ['src/main/opened-files.ts', '    .filter(isOpened)\n', ''],
  ),
  fault(
    'files of any kind are read',
    [MAIN, 'and refuse, with a reason'],
    ['src/main/opened-files.ts', "  if (!isOpened(path)) return { name, problem: 'other-kind' }\n", ''],
  ),
  fault(
    'the page names the file to read',
    [MAIN, 'and can name none'],
    ['src/contract/methods.ts', "'shell.takeFile': nothing", "'shell.takeFile': v.any()"],
  ),
  fault(
    'the page learns where files lie',
    [MAIN, 'and can name none'],
    ['src/main/opened-files.ts', 'return { name, text:', 'return { name: path, text:'],
  ),
  fault(
    'the packed binary runs as Node',
    ['test/packing/pack.test.ts', 'turned into plain Node'],
    ['scripts/pack.mjs', 'RunAsNode: false', 'RunAsNode: true'],
  ),
  fault(
    'a refused sandbox is switched off',
    ['test/open-app.test.ts', 'starts the binary that is there'],
    ['scripts/open.mjs', "spawn(binary, ['.', ...", "spawn(binary, ['.', '--no-sandbox', ..."],
  ),
]

const loopback = [
  fault(
    'it listens on every address',
    [LOOPBACK, 'listens on one address only'],
    ['src/server/loopback.ts', "http.listen(port, '127.0.0.1', resolve)", "http.listen(port, '0.0.0.0', resolve)"],
  ),
  fault(
    'any Host is served',
    [LOOPBACK, 'whoever asks'],
    ['src/server/access.ts', '=> host !== undefined && hosts.has(host)', '=> host !== undefined'],
  ),
  fault(
    'other sites ask',
    [LOOPBACK, 'gets 403'],
    ['src/server/access.ts', "site !== undefined && site !== 'same-origin'", "site === 'never'"],
  ),
  fault(
    'other origins ask',
    [LOOPBACK, 'gets 403'],
    ['src/server/access.ts', 'origin !== undefined && origin !== own', 'false'],
  ),
  fault(
    'a socket needs no origin',
    [LOOPBACK, 'without an origin'],
    ['src/server/access.ts', "kind === 'socket' ? origin !== own : ", ''],
  ),
  fault(
    'nobody needs the session',
    [LOOPBACK, 'without the session'],
    ['src/server/access.ts', '!same(cookie(request, cookieName), session)', '!cookie'],
  ),
  fault(
    'the link works for ever',
    [LOOPBACK, 'works once'],
    ['src/server/access.ts', 'if (redeemed || !same', 'if (!same'],
  ),
  fault(
    'signing out ends nothing',
    [LOOPBACK, 'ends every session'],
    ['src/server/access.ts', '      session = secret()\n      ticket = secret()\n      redeemed = false\n', ''],
  ),
  fault(
    'signing out leaves the sockets open',
    [LOOPBACK, 'ends every session'],
    ['src/server/loopback.ts', 'socket.close(SIGNED_OUT, reason)', 'socket.ping()'],
  ),
  fault(
    'a session never idles',
    [LOOPBACK, 'comes by itself'],
    ['src/server/loopback.ts', 'performance.now() - lastUse >= idleMs', 'lastUse === 0'],
  ),
  fault(
    'any ticket opens a session',
    [LOOPBACK, 'cannot be guessed'],
    ['src/server/access.ts', 'redeemed || !same(given, ticket)', 'given === null'],
  ),
  fault(
    'the ticket is the session',
    [LOOPBACK, 'gives a cookie'],
    ['src/server/access.ts', 'let ticket = secret()', 'let ticket = session'],
  ),
  fault(
    'the cookie is for every port',
    [LOOPBACK, 'gives a cookie'],
    ['src/server/access.ts', '`mailuo-${String(port)}`', "'mailuo'"],
  ),
  fault(
    'the page without a session runs what it likes',
    [LOOPBACK, 'runs nothing'],
    ['src/server/door.ts', "    'Content-Security-Policy': POLICY,\n", ''],
  ),
  fault('scripts read the cookie', [LOOPBACK, 'gives a cookie'], ['src/server/loopback.ts', ' HttpOnly;', '']),
  fault(
    'other sites use the cookie',
    [LOOPBACK, 'gives a cookie'],
    ['src/server/loopback.ts', 'SameSite=Strict', 'SameSite=Lax'],
  ),
  fault(
    'sockets are open to all',
    [LOOPBACK, 'gets 401 without the session'],
    ['src/server/loopback.ts', "access.refuse(request, 'socket')", 'null'],
  ),
  fault(
    'sockets open anywhere',
    [LOOPBACK, 'at its one address only'],
    ['src/server/loopback.ts', "request.url === '/rpc'", 'request.url'],
  ),
  fault(
    'sockets take any amount',
    [LOOPBACK, 'sends too much at once'],
    ['src/server/loopback.ts', '    maxPayload: MAX_PAYLOAD_BYTES,\n', ''],
  ),
  fault(
    'HTTP changes things',
    [LOOPBACK, 'POST'],
    [
      'src/server/loopback.ts',
      "  if (method !== 'GET' && method !== 'HEAD') return plainAnswer(405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' })\n",
      '',
    ],
  ),
]

const shared = [
  ...[
    ["script-src 'self'", "script-src 'self' 'unsafe-inline'", 'takes script-src'],
    ["connect-src 'self'", 'connect-src *', 'takes connect-src'],
    ["default-src 'none'", "default-src 'self'", 'lets nothing in'],
    ["frame-ancestors 'none'", "frame-ancestors 'self'", 'allows no frame-ancestors'],
    ["base-uri 'none'", "base-uri 'self'", 'allows no base-uri'],
    ["form-action 'none'", "form-action 'self'", 'allows no form-action'],
    ["require-trusted-types-for 'script'", 'upgrade-insecure-requests', 'asks for Trusted Types'],
    ['svelte-trusted-html mailuo-article mailuo-worker', '*', 'asks for Trusted Types'],
  ].map(([safe, unsafe, test]) =>
    fault(`the policy says ${unsafe}`, [POLICY, test], ['src/host/page-policy.ts', safe, unsafe]),
  ),
  ...[
    ["  'X-Content-Type-Options': 'nosniff',\n", 'types are guessed'],
    ["  'Cross-Origin-Opener-Policy': 'same-origin',\n", 'openers keep a handle'],
    ["  'Cross-Origin-Resource-Policy': 'same-origin',\n", 'other sites embed our files'],
    ["  'Cross-Origin-Embedder-Policy': 'require-corp',\n", 'the page is not isolated'],
    ["  'X-Frame-Options': 'DENY',\n", 'old browsers frame the page'],
  ].map(([header, name]) => fault(name, [POLICY, 'the other headers'], ['src/host/page-policy.ts', header, ''])),
  fault(
    'content answers every method',
    [CONTENT, 'refuses POST'],
    ['src/host/content.ts', "request.method !== 'GET' && request.method !== 'HEAD'", "request.method === 'NEVER'"],
  ),
  fault(
    'links out of the folder are followed',
    [CONTENT, 'has nothing at /corpus/link.json'],
    ['src/host/content.ts', 'entry.isFile() && extname', 'extname'],
  ),
  fault(
    'a path is joined instead of looked up',
    [CONTENT, 'has nothing at'],
    [
      'src/host/content.ts',
      "const listed = files.get(path === '/' ? '/index.html' : path)",
      "const listed = files.get(path === '/' ? '/index.html' : path) ?? { file: join(roots[0]?.folder ?? '', path), hash: undefined }",
    ],
  ),
  fault(
    'changed articles are given out',
    [CONTENT, 'not what the manifest says'],
    ['src/host/content.ts', "hash !== undefined && digest.toString('hex') !== hash", 'hash === null'],
  ),
  ...[
    ["url.protocol !== 'https:' || ", 'plain http is opened', 'http://arxiv.org/abs/1'],
    ['url.username || ', 'addresses with a user are opened', 'https://reader@arxiv.org'],
    [' || url.port', 'addresses with a port are opened', 'https://arxiv.org:8443'],
    ['|| url.password ', 'addresses with a password are opened', 'https://:secret@arxiv.org'],
  ].map(([check, name, test]) =>
    fault(name, [LINKS, `does not let "${test}`], ['src/host/external-links.ts', check, '']),
  ),
  fault(
    'hosts that look alike are opened',
    [LINKS, 'does not let'],
    ['src/host/external-links.ts', 'HOSTS.has(host)', '[...HOSTS].some((each) => host.startsWith(each))'],
  ),
  fault(
    'inherited names are methods',
    [RPC, 'knows no method'],
    ['src/host/rpc.ts', 'Object.hasOwn(INPUTS, name)', 'name in INPUTS'],
  ),
  fault(
    'nobody has to say hello',
    [RPC, 'has not said hello'],
    ['src/host/rpc.ts', 'let greeted = false', 'let greeted = true'],
  ),
  fault(
    'inputs are not checked',
    [RPC, 'refuses an input'],
    [
      'src/host/rpc.ts',
      'if (input.success) return { method, input: input.output }',
      'if (method) return { method, input: params }',
    ],
  ),
  fault(
    'texts of bugs cross to the page',
    [RPC, 'text and stack of a bug'],
    [
      'src/host/rpc.ts',
      "'Something went wrong inside the app. Nothing you saved is lost; the log tells more.',",
      'String(error),',
    ],
  ),
]

/** A corpus pack that comes as a file. */
const packs = [
  ...[
    ['a pack names any path', 'listed or not', '!SAFE_NAME.test(each) || each === MANIFEST', 'each === MANIFEST'],
    [
      'a pack holds what it does not list',
      'twice',
      "    if (hash === undefined) throw refused('unlisted', name)\n",
      '',
    ],
    ['a pack lacks files', 'twice', "    if (missing !== undefined) throw refused('missing', missing)\n", ''],
    [
      'files of a pack have any hash',
      'twice',
      "      if (sha256(whole) !== hash) throw refused('changed', name)\n",
      '',
    ],
    ['a pack is of any length', 'a bomb', "  if (bytes.length > MAX_PACK_BYTES) throw refused('too-large')\n", ''],
    ['a pack unpacks to any size', 'a bomb', 'unpacked > MAX_UNPACKED || length > most', 'length > most'],
    [
      'a file of a pack unpacks to any size',
      'a bomb',
      'unpacked > MAX_UNPACKED || length > most',
      'unpacked > MAX_UNPACKED',
    ],
    [
      'a pack lists any number of files',
      'a bomb',
      "      if (names.length > MAX_FILES) throw refused('too-large')\n",
      '',
    ],
  ].map(([name, test, check, instead]) => fault(name, [PACK_FILE, test], ['src/host/pack-file.ts', check, instead])),
  fault(
    'a pack brings scripts',
    [PACK_FILE, 'an article with a script'],
    ['src/core/text/markup.ts', 'a b blockquote', 'a b script blockquote'],
  ),
  fault(
    'a figure of a pack brings scripts',
    [PACK_FILE, 'a drawing with a script'],
    ['src/host/pack-shapes.ts', '(?:script|iframe|', '(?:iframe|'],
  ),
  fault(
    'a pack brings handlers',
    [PACK_FILE, 'an article with a handler'],
    ['src/core/text/markup.ts', '(?:on|action$', '(?:action$'],
  ),
  fault(
    'a pack brings addresses that run',
    [PACK_FILE, 'an article with <a href="javascript:'],
    ['src/core/text/markup.ts', '!ADDRESS.test(value)', "value === ''"],
  ),
  fault(
    'markup is read otherwise than by a browser',
    [MARKUP, 'refuses <p class='],
    ['src/core/text/markup.ts', '(?: [a-z][a-z0-9:-]*(?:="[^"]*")?)*', '[^>]*'],
  ),
  fault(
    'the page shows any markup',
    [HTML_POLICY, 'and no other'],
    ['src/renderer/ui/html-policy.ts', 'if (!isCompiledMarkup(html))', "if (html === '')"],
  ),
  fault(
    'an article lies about its text',
    [PACK_FILE, 'lies about its text'],
    ['src/host/pack-shapes.ts', ' && hash === textHash', ''],
  ),
  fault(
    'a refused pack is left behind',
    [EDITIONS, 'leaves nothing behind'],
    [
      'src/host/storage/editions.ts',
      '} finally {\n        rmSync(draft, { recursive: true, force: true })',
      '} finally {',
    ],
  ),
  fault(
    'a damaged edition cannot be left',
    [EDITIONS, 'that turns out to be damaged'],
    ['src/host/storage/editions.ts', 'place === null || !isWhole(place)', 'place === null'],
  ),
]

/** Seen only by a browser over the built app: `test` names an end-to-end spec. */
const page = [
  fault(
    'the page keeps WebRTC',
    ['e2e/page-policy.spec.ts', 'refuses scripts'],
    ['src/renderer/client/port.ts', "Reflect.deleteProperty(window, 'RTCPeerConnection')\n", ''],
  ),
  fault(
    'answers carry no policy',
    ['e2e/page-policy.spec.ts', 'refuses scripts'],
    ['src/host/page-policy.ts', "  'Content-Security-Policy': CONTENT_SECURITY_POLICY,\n", ''],
  ),
]

/** @type {Fault[]} */
export const FAULTS = [...desktop, ...loopback, ...shared, ...packs, ...page]
