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

const OWN_HTML = 'src/renderer/ui/RichText.svelte'

export default defineConfig(
  { ignores: ['out', 'dist', 'resources', 'node_modules', 'corpus', 'test-results', 'playwright-report', '.cache'] },

  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-restricted-imports': ['error', { paths: noNetwork }],
      'no-restricted-globals': ['error', ...noNetworkGlobals],
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

  {
    files: ['src/renderer/**'],
    languageOptions: { globals: { ...globals.browser, __BUILD_ID__: 'readonly' } },
    rules: { 'no-restricted-imports': ['error', { paths: noNetwork, patterns: noEscape }] },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // `let { a } = $props()` is Svelte's own idiom: its rule knows that.
      'prefer-const': 'off',
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
    // The one place where compiled article HTML enters the page, through the one Trusted Types policy.
    files: [OWN_HTML],
    rules: { 'svelte/no-at-html-tags': 'off' },
  },
  {
    files: ['src/renderer/client/**', 'src/renderer/state/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['src/server/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // Tests talk to the host they started, assert what they take out, and have fakes that await nothing.
    files: ['**/*.test.ts', 'test/**', 'e2e/**'],
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-globals': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Playwright reads which fixtures a function wants from its pattern, also from an empty one.
    files: ['e2e/**'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    // Command lines in plain JavaScript: they print, and no tsconfig holds them.
    files: ['**/*.{js,mjs,cjs}'],
    ...ts.configs.disableTypeChecked,
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off', 'no-restricted-globals': 'off' },
  },
)
