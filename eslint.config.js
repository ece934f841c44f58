import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Which rooms of src each room may import. Everything else is an error.
 * `types:` marks an import that may only fetch types.
 */
const rooms = {
  network: [],
  hls: [],
  i18n: [],
  feed: ['network', 'hls'],
  playback: ['feed', 'hls', 'network'],
  broadcast: ['network'],
  reporting: ['network'],
  session: ['broadcast', 'reporting', 'network', 'playback/engine.ts'],
  ui: ['i18n'],
  shell: ['broadcast', 'network'],
  listener: ['session', 'ui', 'i18n', 'shell', 'playback/engine.ts'],
  producer: ['broadcast', 'network', 'ui', 'i18n', 'reporting/join-status-report.ts'],
  collector: ['broadcast', 'reporting', 'network/clock.ts', 'network/random.ts'],
};
const reactRooms = new Set(['listener', 'producer', 'ui']);

const everyRoom = Object.keys(rooms);

/** @param {string} room */
function boundaries(room) {
  const allowed = rooms[room];
  const wholeRooms = allowed.filter((place) => !place.includes('/'));
  const forbidden = everyRoom.filter((other) => other !== room && !wholeRooms.includes(other));
  const patterns = forbidden.map((other) => {
    const files = allowed
      .filter((place) => place.startsWith(`${other}/`))
      .map((place) => place.slice(other.length + 1));
    const except = files.length > 0 ? `(?!(?:${files.join('|').replaceAll('.', '\\.')})$)` : '';
    return { regex: `^(?:\\.\\./)+${other}/${except}`, message: `src/${room} may not import src/${other}.` };
  });
  if (!reactRooms.has(room)) {
    patterns.push({
      regex: '^react(?:-dom)?(?:/|$)|^zustand/react|^zustand$',
      message: `src/${room} works without React.`,
    });
  }
  if (room !== 'playback')
    patterns.push({ regex: '^hls\\.js', message: 'Only src/playback imports hls.js.' });
  patterns.push({ regex: '(?:\\.\\./)+e2e/', message: 'Nothing in src imports e2e.' });
  return {
    files: [`src/${room}/**/*.{ts,tsx}`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      '.cache',
      'test-results',
      'playwright-report',
      'e2e/bench/node_modules',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  // Fakes are closures: their functions need no `this`.
  { files: ['tests/**/*.{ts,tsx}'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  { files: ['src/**/*.tsx', 'tests/**/*.tsx'], ...reactHooks.configs.flat.recommended },
  ...everyRoom.map(boundaries),
  {
    files: ['src/{network,hls,feed,broadcast,reporting,session,shell,playback,producer}/**/*.ts'],
    ignores: [
      'src/network/clock.ts',
      'src/network/random.ts',
      'src/network/worker-clock.ts',
      'src/network/timer-worker.ts',
    ],
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the time from a Clock.' },
        { object: 'Math', property: 'random', message: 'Take randomness from an injected Random.' },
        { object: 'performance', property: 'now', message: 'Take the time from a Clock.' },
      ],
    },
  },
  {
    files: ['e2e/**/*.ts'],
    ignores: ['e2e/fleet/**', 'e2e/simulate/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(?:\\.\\./)+src/',
              message: 'In e2e only the fleet and the load simulation import src.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['e2e/origin/page/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        devicePixelRatio: 'readonly',
        getComputedStyle: 'readonly',
        Option: 'readonly',
      },
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
);
