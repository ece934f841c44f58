import type { Plugin } from 'vite';

/** The module that Vite puts around every dynamic import. */
const HELPER = '\0vite/preload-helper.js';

/**
 * Vite wraps each dynamic import in code that first fetches the style sheets and imports of what is to come. Here every
 * page has one style sheet (`cssCodeSplit: false`), and what is fetched late imports nothing but what is there already.
 * Without the wrapper 600 bytes (gzip) less come before the first press. The build fails when Vite no longer asks for it
 * by this name.
 */
export function plainImports(): Plugin {
  let replaced = false;
  return {
    name: 'holdline:plain-imports',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (id !== HELPER) return null;
      replaced = true;
      return 'export const __vitePreload = (load) => load();';
    },
    buildEnd(error) {
      if (error === undefined && !replaced) throw new Error(`Nothing has asked for ${HELPER}.`);
    },
  };
}
