/*
 * Who may import whom: the table of ARCHITECTURE.md as rules. Each comment says what to do instead.
 * test/dependency-rules.test.ts plants one violation of every rule and expects it to be found.
 *
 * A type-only import inside a component is erased before this tool reads it; eslint.config.js covers that case.
 */

const TEST_FILES = '\\.test\\.ts$'

/** Packages the pure core may use: none of them reads a file, a clock or the DOM. */
const PURE_PACKAGES = [
  'approx-string-match',
  'diff',
  'fast-diff',
  'fflate',
  'minisearch',
  'opencc-js',
  'pinyin-pro',
  'ts-fsrs',
  'valibot',
  'yaml',
  '@citation-js/[^/]+',
  'd3-scale',
  '@types/d3-scale',
  '@viz-js/viz',
  'katex',
  'shiki',
  '@shikijs/[^/]+',
  'unified',
  'vfile',
  'unist-util-[^/]+',
  'hast-util-[^/]+',
  'mdast-util-[^/]+',
  'remark-[^/]+',
  'rehype-[^/]+',
  '@types/(hast|mdast|unist)',
]
const node = (names) => `(^|/)node_modules/(${names.join('|')})(/|$)`

/** A rule that files in `from` must not reach `to`. */
const never = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { pathNot: TEST_FILES, ...(typeof from === 'string' ? { path: from } : from) },
  to: typeof to === 'string' ? { path: to } : to,
})

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Two files that need each other are one subject: move what both use into a third, or join them.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'The import leads nowhere: correct the path, or add the package to package.json.',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '^~icons/', '\\?'] },
    },
    never(
      'no-test-in-product',
      '^(src|tools)/',
      `${TEST_FILES}|^(test|e2e)/`,
      'Product code never imports a test or its fixtures: move the helper beside the code that both use.',
    ),

    never(
      'core-is-pure',
      '^src/core/',
      { dependencyTypes: ['core'] },
      'core has no Node: take the value (text, hash function, time) as an argument and let host or tools provide it.',
    ),
    never(
      'core-stays-in-core',
      '^src/core/',
      '^(src/(?!core/)|tools/|test/|e2e/|bench/)',
      'core knows nothing above it: move the shared type into core, or pass what is needed as an argument.',
    ),
    never(
      'core-listed-packages',
      '^src/core/',
      { path: 'node_modules/', pathNot: node(PURE_PACKAGES) },
      'core uses only the listed pure packages: use the package in host or dom, or add it to the list with a reason.',
    ),
    never(
      'core-by-index',
      { path: '^src/core/([^/]+)/' },
      { path: '^src/core/([^/]+)/', pathNot: ['^src/core/$1/', '^src/core/[^/]+/(index|model)\\.ts$'] },
      'Import a core module by its index.ts (or its types by model.ts): its other files may change at any time.',
    ),
    never(
      'core-by-index-from-outside',
      { path: '^(src/(?!core/)|tools/|bench/)' },
      { path: '^src/core/[^/]+/', pathNot: '^src/core/[^/]+/(index|model)\\.ts$' },
      'Import a core module by its index.ts (or its types by model.ts): its other files may change at any time.',
    ),

    never(
      'contract-is-small',
      '^src/contract/',
      { path: '.', pathNot: ['^src/contract/', '^src/core/[^/]+/(index|model)\\.ts$', node(['valibot'])] },
      'The seam knows core types and the schema library: put behaviour into host or into renderer/client.',
    ),

    never(
      'host-has-no-shell',
      '^src/host/',
      '^src/(main|preload|server|renderer)/',
      'host serves both shells: let the shell pass in what differs (createHost({ shell })).',
    ),
    never(
      'host-has-no-electron',
      '^src/(host|server|core|contract)/',
      node(['electron', 'electron-store']),
      'Importing electron under plain Node downloads a binary: only src/main and src/preload may; the host uses conf.',
    ),
    never(
      'main-stays-thin',
      '^src/main/',
      '^src/(server|renderer|preload)/',
      'Code wanted in both shells belongs in host; code wanted in host and page in core.',
    ),
    never(
      'shell-by-host-index',
      '^src/(main|server)/',
      { path: '^src/host/', pathNot: '^src/host/index\\.ts$' },
      'Import the host by its index.ts: export there what both shells need.',
    ),
    never(
      'main-leaves-core-alone',
      '^src/main/',
      { path: '^src/core/', pathNot: '^src/core/[^/]+/model\\.ts$' },
      'The shells carry frames and bytes: what needs core belongs in host.',
    ),
    never(
      'preload-is-one-file',
      '^src/preload/',
      { path: '.', pathNot: ['^src/preload/', '^src/contract/frames\\.ts$', node(['electron'])] },
      'A sandboxed preload is one CommonJS file that may require electron only: take frame types from contract/frames.ts.',
    ),
    never(
      'server-stays-thin',
      '^src/server/',
      '^src/(main|preload|renderer)/',
      'Code wanted in both shells belongs in host; code wanted in host and page in core.',
    ),

    never(
      'network-only-in-server',
      { path: '^(src|tools|bench)/', pathNot: ['^src/server/', TEST_FILES] },
      { dependencyTypes: ['core'], path: '^(node:)?(https?|http2|net|tls|dgram|dns(/promises)?|inspector)$' },
      'The app never speaks to the network: only src/server listens, and only on loopback.',
    ),

    never(
      'page-behind-the-seam',
      '^src/renderer/',
      '^src/(host|main|preload|server)/|^tools/',
      'The page knows the application by src/contract only: ask for it with a method or an event.',
    ),
    never(
      'page-has-no-node',
      '^src/renderer/',
      { dependencyTypes: ['core'] },
      'The page runs in a sandbox without Node: ask the host by a contract method.',
    ),
    never(
      'page-has-no-electron',
      '^src/renderer/',
      node(['electron', 'electron-store', 'conf', 'ws']),
      'The page runs in a sandbox without Electron: ask the host by a contract method.',
    ),
    never(
      'drawing-only-in-dom',
      { path: '^src/renderer/', pathNot: '^src/renderer/dom/' },
      node(['cytoscape']),
      'Canvas drawing stays in renderer/dom, so that a view can be tested and its library exchanged.',
    ),
    never(
      'page-has-no-compiler',
      '^src/renderer/',
      '^src/core/corpus/index\\.ts$',
      'core/corpus/index.ts brings the whole compiler into the page: import types from core/corpus/model.ts.',
    ),
    never(
      'views-stand-alone',
      { path: '^src/renderer/views/([^/]+)/' },
      { path: '^src/renderer/views/([^/]+)/', pathNot: '^src/renderer/views/$1/' },
      'A view never imports another view: link to it by its route, or move what both show into renderer/ui.',
    ),
    never(
      'views-use-the-client',
      { path: '^src/renderer/(views|ui|dom)/' },
      { path: '^src/renderer/client/', pathNot: '^src/renderer/client/index\\.ts$' },
      'Use client/index.ts: how the frames travel is no business of a view.',
    ),
    never(
      'parts-below-views',
      { path: '^src/renderer/(client|state|ui|dom|strings)/' },
      '^src/renderer/views/',
      'Parts serve the views and not the other way round: pass in what they need.',
    ),

    never(
      'tools-have-no-shell',
      '^(tools|bench)/',
      { path: ['^src/(main|preload|server|renderer)/', node(['electron', 'electron-store'])] },
      'A command line uses core and host; it starts a shell as a process if it must.',
    ),
    {
      name: 'e2e-drives-the-built-app',
      severity: 'error',
      comment: 'e2e sees what a reader sees: use roles and visible text of the built app, or test/electron helpers.',
      from: { path: '^e2e/' },
      to: { path: '^(src|tools)/' },
    },
    {
      name: 'no-dev-package-in-desktop',
      severity: 'error',
      comment: 'What stays outside the bundle must be in dependencies: only electron-store and electron itself do.',
      from: { path: '^src/main/', pathNot: TEST_FILES },
      to: { dependencyTypes: ['npm-dev'], pathNot: node(['electron', 'electron-store', 'conf', '@types']) },
    },
  ],

  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|resources|corpus|test-results)/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    // Types count as imports: a type of the host in the page is a leak as well.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'svelte', 'types', 'default'] },
  },
}
