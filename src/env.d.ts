/// <reference types="unplugin-icons/types/svelte" />
/** Set by the bundler: changes with every build, so that a page left open over an update can reload itself. */
declare const __BUILD_ID__: string
/** Set by the bundler from package.json. */
declare const __APP_VERSION__: string
