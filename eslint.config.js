import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

/*
 * What the compiler and dependency-cruiser can't see: doors to the network, HTML that wasn't made by our compiler, and
 * imports inside components that are types only (they are erased before dependency-cruiser looks).
 */

const NETWORK_MODULES = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'inspector']
const noNetwork = NETWORK_MODULES.flatMap((name) => [`node:${name}`, name]).map((name) => ({
  name,
  message: 'The app never speaks to the network. Only src/server listens, and only on loopback.',
}))
const noNetworkGlobals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
  name,
  message: 'Only the page asks for bytes, from its own origin, in src/renderer/client and src/renderer/state.',
}))

const noEscape = [
  {
    regex: '(^|/)(host|main|preload|server)/',
    message: 'The page knows the application by src/contract only: ask for it with a method or an event.',
  },
  {
    regex: '/core/[^/]+/(?!(index|model)\\.ts$)',
    message: 'Import a core module by its index.ts, or its types by model.ts.',
  },
  { regex: '^(node:|electron$|electron-store$)', message: 'The page runs in a sandbox: no Node, no Electron.' },
]

const TYPED = ['**/*.ts', '**/*.svelte']
const SVELTE = ['**/*.svelte', '**/*.svelte.ts']
const TESTS = ['**/*.test.ts', 'test/**', 'e2e/**']
const ONLY_LISTENER = 'src/server/**'
const ONLY_ASKERS = ['src/renderer/client/**', 'src/renderer/state/**']

export default defineConfig(
  { ignores: ['out', 'dist', 'resources', 'node_modules', 'corpus', 'test-results', 'playwright-report', '.cache'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'smart'],
      'object-shorthand': 'error',
    },
  },
  {
    // `let { a } = $props()` is Svelte's own idiom: components have Svelte's form of the rule.
    ignores: SVELTE,
    rules: { 'prefer-const': 'error' },
  },
  {
    // Command lines in plain JavaScript, held by no tsconfig.
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
  },

  {
    files: TYPED,
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A number in a message is plain; an object, null or undefined in one is a mistake.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => listener(text)` is how we write; TypeScript refuses void where a value is wanted.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A string is spread into its code points on purpose: that is what the text modules count in.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },

  // Tests talk to the host they started; of the app itself one folder listens and two ask.
  {
    files: TYPED,
    ignores: [...TESTS, ONLY_LISTENER],
    rules: { 'no-restricted-imports': ['error', { paths: noNetwork }] },
  },
  {
    files: TYPED,
    ignores: [...TESTS, ...ONLY_ASKERS],
    rules: { 'no-restricted-globals': ['error', ...noNetworkGlobals] },
  },
  {
    files: ['src/renderer/**'],
    ignores: TESTS,
    rules: { 'no-restricted-imports': ['error', { paths: noNetwork, patterns: noEscape }] },
  },

  svelte.configs.recommended,
  {
    files: ['src/renderer/**'],
    languageOptions: { globals: { ...globals.browser, __BUILD_ID__: 'readonly' } },
  },
  { files: [ONLY_LISTENER], languageOptions: { globals: globals.node } },
  {
    files: SVELTE,
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'svelte/require-each-key': 'error',
      'svelte/prefer-const': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"][value.length=1] > SvelteLiteral',
          message: 'The content security policy reports a static style attribute: use a class, or style:property={…}.',
        },
      ],
    },
  },
  {
    // Playwright reads which fixtures a function wants from its pattern, also from an empty one.
    files: ['e2e/**'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
)
