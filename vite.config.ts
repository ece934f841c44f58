import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

const allowedOrigins = (process.env['VITE_ALLOWED_ORIGINS'] ?? '')
  .split(/[\s,]+/)
  .filter((origin) => origin !== '');
const define = {
  __HOLDLINE_VERSION__: JSON.stringify(packageJson.version),
  ALLOWED_ORIGINS: JSON.stringify(allowedOrigins),
};

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
  'this.logger.log',
  'this.logger.warn',
  'this.logger.debug',
  'logger.log',
  'logger.warn',
  'logger.debug',
  'hls.logger.log',
  'hls.logger.warn',
  'this.hls.logger.log',
  'this.hls.logger.warn',
];

export default defineConfig(({ mode }) => ({
  // Relative addresses, so that the built page can live in any folder of any static host.
  base: './',
  plugins: [react()],
  define,
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
    sourcemap: true,
    manifest: true,
    minify: 'terser',
    terserOptions: {
      module: true,
      compress: { passes: 3, pure_getters: true, unsafe_arrows: true, pure_funcs: playerLogCalls },
    },
  },
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{listener,ui}/**'],
        },
      },
      {
        plugins: [react()],
        define,
        test: {
          name: 'jsdom',
          environment: 'jsdom',
          include: ['tests/**/*.test.tsx', 'tests/{listener,ui}/**/*.test.ts'],
          setupFiles: ['tests/setup-dom.ts'],
        },
      },
    ],
  },
}));
