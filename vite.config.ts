import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

const allowedOrigins = (process.env['VITE_ALLOWED_ORIGINS'] ?? '')
  .split(/[\s,]+/)
  .filter((origin) => origin !== '');
/** A new object each time: vitest takes out of it what it has dealt with. */
const define = () => ({
  __HOLDLINE_VERSION__: JSON.stringify(packageJson.version),
  HOLDLINE_DEMO: JSON.stringify(process.env['VITE_DEMO'] === 'yes'),
  ALLOWED_ORIGINS: JSON.stringify(allowedOrigins),
});

/**
 * hls.js describes all that it does to a logger that is switched off here. Without these calls, which do nothing, it is
 * 10 kB (gzip) smaller: a tenth of what a listener has to fetch from a page's host in a busy hour.
 */
const playerLogCalls = [
  'this.log',
  'this.warn',
  'this.info',
  'this.debug',
  'this.trace',
  'this.error',
  'this.logger.log',
  'this.logger.warn',
  'this.logger.debug',
  'logger.log',
  'logger.warn',
  'logger.debug',
  'logger.error',
  'hls.logger.log',
  'hls.logger.warn',
  'this.hls.logger.log',
  'this.hls.logger.warn',
];

/**
 * Parts of hls.js that have no work behind the feed, and that hls.js itself treats as optional: it asks for each before
 * it uses it. Left out of the build they save a listener another 5 kB. The build fails when a new hls.js words them
 * differently: then look again.
 */
const unusedParts: readonly (readonly [from: string, to: string])[] = [
  // Every request goes through our own loader.
  ['  loader: XhrLoader,', '  loader: undefined,'],
  ['currentLoader !== FetchLoader && currentLoader !== XhrLoader', 'currentLoader !== undefined'],
  ['config.loader = FetchLoader;', ''],
  // There is one rendition, no picture, and the feed steers.
  ['capLevelController: CapLevelController,', 'capLevelController: undefined,'],
  ['fpsController: FPSController,', 'fpsController: undefined,'],
  ['contentSteeringController: ContentSteeringController ,', 'contentSteeringController: undefined,'],
];

function withoutUnusedParts(): Plugin {
  return {
    name: 'holdline:without-unused-parts',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/hls.light.mjs')) return null;
      let lean = code;
      for (const [from, to] of unusedParts) {
        if (lean.split(from).length !== 2) this.error(`hls.js does not say "${from}" exactly once any more.`);
        lean = lean.replace(from, () => to);
      }
      return { code: lean, map: null };
    },
  };
}

export default defineConfig(({ mode }) => ({
  // The pages stand beside their code. The unit tests look from further up.
  root: mode === 'test' ? '.' : 'src',
  publicDir: mode === 'test' ? 'public' : '../public',
  // Relative addresses, so that the built page can live in any folder of any static host.
  base: './',
  plugins: [react(), withoutUnusedParts()],
  define: define(),
  resolve: {
    alias:
      mode === 'test'
        ? []
        : [
            // Behind the feed the light build is always enough; it ships no types, so the code imports 'hls.js'.
            { find: /^hls\.js$/, replacement: 'hls.js/light' },
          ],
  },
  build: {
    target: 'es2022',
    outDir: '../dist',
    emptyOutDir: true,
    sourcemap: true,
    manifest: true,
    // Every browser with Media Source Extensions and fetch streams has it.
    modulePreload: { polyfill: false },
    minify: 'terser',
    terserOptions: {
      module: true,
      ecma: 2020,
      compress: {
        passes: 3,
        pure_getters: true,
        unsafe_arrows: true,
        reduce_funcs: false,
        pure_funcs: playerLogCalls,
      },
    },
  },
  test: {
    projects: [
      {
        test: {
          name: 'node',
          // Tests assert no times; on a busy machine an hour on the fake clock takes longer than usual.
          testTimeout: 60_000,
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{listener,ui}/**'],
        },
      },
      {
        plugins: [react()],
        define: define(),
        test: {
          name: 'jsdom',
          testTimeout: 60_000,
          environment: 'jsdom',
          include: ['tests/**/*.test.tsx', 'tests/{listener,ui}/**/*.test.ts'],
          setupFiles: [`${import.meta.dirname}/tests/setup-dom.ts`],
        },
      },
    ],
  },
}));
