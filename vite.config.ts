import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };
import { leanHls, type UnusedParts } from './.build/lean-hls.ts';
import { leanReact, type UnusedExports } from './.build/lean-react.ts';
import { plainImports } from './.build/plain-imports.ts';
import { readShareFacts, shareTags } from './.build/share-tags.ts';

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

/** Functions of hls.js that are never called behind the feed, or to no effect. */
const neverCalled = [
  // The multivariant playlist, and more than one rendition.
  'PlaylistLoader.handleMasterPlaylist',
  'PlaylistLoader.onAudioTrackLoading',
  'PlaylistLoader.onSubtitleTrackLoading',
  'StreamController.onAudioTrackSwitching',
  'StreamController.onAudioTrackSwitched',
  'StreamController.immediateLevelSwitch',
  'StreamController._loadBitrateTestFrag',
  'BaseStreamController.nextLevelSwitch',
  'LevelController.removeLevel',
  // Parts of segments.
  'BaseStreamController.doFragPartsLoad',
  'BaseStreamController.getNextPart',
  'FragmentLoader.loadPart',
  // Pictures and timed metadata.
  'TSDemuxer.readyVideoParser',
  'TSDemuxer.parseID3PES',
  'TSDemuxer.parseKlvPES',
  'MP4Remuxer.remuxVideo',
  'MP4Remuxer.getVideoStartPts',
  'MP4.avc1',
  'flushTextTrackMetadataCueSamples',
  'flushTextTrackUserdataCueSamples',
  // Silence between frames, to keep in step with a picture.
  'AAC.getSilentFrame',
  // Keys of DRM, a source that goes from player to player, a worker.
  'KeyLoader.loadKeyEME',
  'BufferController.attachTransferred',
  'BufferController.transferMedia',
  'injectWorker',
  'loadWorker',
];

/** Classes of hls.js that are named and never made. */
const neverMade = [
  'CapLevelController',
  'ContentSteeringController',
  'DateRange',
  'FPSController',
  'ID3TrackController',
  'LatencyController',
  'Part',
  'XhrLoader',
];

/**
 * hls.js is given one live playlist of one rendition, sound only, and every request of it is answered by the feed. Most
 * of what it can do beyond that is left out.
 */
const unusedParts: UnusedParts = {
  texts: {
    // Every request goes through our own loader, and there is nothing to choose or to show.
    '  loader: XhrLoader,': '',
    '  capLevelController: CapLevelController,': '',
    '  fpsController: FPSController,': '',
    '  contentSteeringController: ContentSteeringController ,': '',
    '  id3TrackController: ID3TrackController,': '',
    // The feed says where to be in time.
    '  latencyController: LatencyController\n': '',
    // Of a stream under AES-128 that carries a picture as well, the sound is what is played.
    'result.videoPid = pid;': '',
    "emitParsingError(observer, new Error('Unsupported HEVC in M2TS found'), chunkMeta, undefined, logger);\n          return result;":
      'break;',
  },
  standIns: {
    AbrController: `class AbrController {
      firstAutoLevel = 0;
      nextAutoLevel = 0;
      forcedAutoLevel = -1;
      destroy() {}
    }`,
    ...Object.fromEntries(neverMade.map((name) => [name, `class ${name} {}`])),
  },
  bodies: {
    enableStreamingMode: '',
    timelineConfig: 'return {};',
    'M3U8Parser.resolve': 'return new URL(url, baseUrl).href;',
    ...Object.fromEntries(neverCalled.map((name) => [name, ''])),
    'MP4Demuxer.extractID3Track': 'return this.id3Track;',
    'ErrorController.variantHasKey': 'return false;',
    // Captions, from pictures.
    parseSamples: 'return [];',
    'SampleAesDecrypter.decryptAvcSamples': 'callback();',
  },
  cases: {
    'M3U8Parser.parseLevelPlaylist': [
      'BYTERANGE',
      'PLAYLIST-TYPE',
      'SKIP',
      'INDEPENDENT-SEGMENTS',
      'I-FRAMES-ONLY',
      'BITRATE',
      'DATERANGE',
      'DEFINE',
      'START',
      'PART-INF',
      'PART',
      'PRELOAD-HINT',
      'RENDITION-REPORT',
    ],
  },
  constants: {
    // No parts, no delta updates, no dates, no variables.
    loadingParts: 'false',
    partList: 'null',
    partTarget: '0',
    fragmentHint: 'undefined',
    renditionReports: 'undefined',
    skippedSegments: '0',
    canSkipUntil: '0',
    dateRangeTagCount: '0',
    partHoldBack: '0',
    // No picture.
    videoParser: 'null',
    videoIntegrityChecker: 'null',
    iframesOnly: 'false',
    iframe: 'false',
    iframes: 'undefined',
    // No DRM.
    emeController: 'null',
    emeEnabled: 'false',
    // No second stream.
    steering: 'null',
    altAudio: '0',
    audioTrackController: 'null',
    subtitleTrackController: 'null',
    audioStreamController: 'undefined',
    subtititleStreamController: 'undefined',
    interstitialsController: 'undefined',
    cmcdController: 'undefined',
    capLevelController: 'undefined',
    latencyController: 'null',
    liveSyncPosition: 'null',
    // No worker, no progressive loading.
    workerContext: 'null',
    useWorker: 'false',
    progressive: 'false',
    bitrateTest: 'false',
    bwEstimator: 'undefined',
    timelineOffset: '0',
  },
  usedMembers: ['on', 'loadSource', 'attachMedia', 'recoverMediaError', 'destroy'],
};

/** What the pages do not need of React: it is two thirds of what comes before the first press. */
const unusedOfReact: UnusedExports = {
  '/react/cjs/react.production.js': {
    names: [
      'Children',
      'Component',
      'PureComponent',
      '__COMPILER_RUNTIME',
      'addTransitionType',
      'cache',
      'cacheSignal',
      'cloneElement',
      'createElement',
      'createRef',
      'forwardRef',
      'isValidElement',
      'lazy',
      'memo',
      'unstable_useCacheRefresh',
      'useActionState',
      'useImperativeHandle',
      'useInsertionEffect',
      'useOptimistic',
      'useTransition',
    ],
  },
  '/react-dom/cjs/react-dom.production.js': {
    names: [
      'browser',
      'createPortal',
      'flushSync',
      'preconnect',
      'prefetchDNS',
      'preinit',
      'preinitModule',
      'preload',
      'preloadModule',
      'requestFormReset',
      'unstable_batchedUpdates',
      'useFormState',
      'useFormStatus',
    ],
  },
  '/react-dom/cjs/react-dom-client.production.js': {
    names: ['hydrateRoot'],
    // Without hydrateRoot nothing is ever hydrated.
    constants: { isHydrating: 'false' },
    texts: {
      'ReactDOMHydrationRoot.prototype.render = ReactDOMRoot': 'ReactDOMRoot',
      'ReactDOMHydrationRoot.prototype.unmount = ReactDOMRoot': 'ReactDOMRoot',
      'ReactDOMHydrationRoot.prototype.unstable_scheduleHydration = function (target) {':
        'function scheduleHydration(target) {',
      // They stand behind preload() and its like.
      '  D: prefetchDNS,\n': '',
      '  C: preconnect,\n': '',
      '  L: preload,\n': '',
      '  m: preloadModule,\n': '',
      '  X: preinitScript,\n': '',
      '  S: preinitStyle,\n': '',
      '  M: preinitModuleScript\n': '',
    },
  },
  '/scheduler/cjs/scheduler.production.js': {
    names: ['unstable_forceFrameRate', 'unstable_next', 'unstable_runWithPriority', 'unstable_wrapCallback'],
  },
};

/**
 * `dist/service-worker.js`, which keeps the listener page on the device of whoever has opened it: what that page can
 * ever need of its host. The producer page, maps, pictures for shops and the example document are not among it.
 */
const serviceWorker = () =>
  VitePWA({
    strategies: 'injectManifest',
    srcDir: '.',
    filename: 'service-worker.ts',
    // The page registers it itself, late, and public/ has its manifest.
    injectRegister: false,
    manifest: false,
    injectManifest: {
      globPatterns: ['index.html', 'assets/*.{js,css}', 'icon*.{svg,png}', 'manifest.webmanifest'],
      rollupFormat: 'iife',
      minify: 'terser',
      sourcemap: false,
      target: 'es2022',
    },
  })
    // The producer page is built after the listener page, and has no worker.
    .map((plugin) => ({ ...plugin, applyToEnvironment: ({ name }: { name: string }) => name === 'client' }));

/** `dist/producer.html`, and what it needs in `dist/producer/`. */
const producerBuild: Pick<UserConfig, 'environments' | 'builder'> = {
  environments: {
    producer: {
      consumer: 'client',
      build: {
        rolldownOptions: { input: `${import.meta.dirname}/src/producer.html` },
        assetsDir: 'producer',
        manifest: false,
        emptyOutDir: false,
        copyPublicDir: false,
      },
    },
  },
  builder: {
    async buildApp(builder) {
      // vite-plugin-pwa brings a server's environment into being, of which nothing is built.
      const pages = Object.values(builder.environments).filter(({ config }) => config.consumer === 'client');
      for (const environment of pages) await builder.build(environment);
    },
  },
};

/** Tests with real sockets, real processes and real time. */
const realTests = [
  'tests/{origin,collector}/**/*.test.ts',
  'tests/fleet/{cli,fleet}.test.ts',
  'tests/network/{attempt,clock}.test.ts',
];
const chance = `${import.meta.dirname}/tests/setup-chance.ts`;

export default defineConfig(({ mode }) => ({
  // The pages stand beside their code. The unit tests look from further up.
  root: mode === 'test' ? '.' : 'src',
  publicDir: mode === 'test' ? 'public' : '../public',
  // Relative addresses, so that the built page can live in any folder of any static host.
  base: './',
  plugins: [
    react(),
    leanHls(unusedParts),
    leanReact(unusedOfReact),
    plainImports(),
    shareTags(readShareFacts(process.env)),
    ...(mode === 'test' ? [] : serviceWorker()),
  ],
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
    /*
     * One style sheet a page. Late parts with sheets of their own would each be one more request to a busy host.
     */
    cssCodeSplit: false,
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
  /*
   * The producer page is a build of its own, into the same directory. In one build, what both pages use would become a
   * file of its own, and each listener would have one more to fetch in a busy hour.
   */
  ...(mode === 'test' ? {} : producerBuild),
  test: {
    projects: [
      {
        test: {
          name: 'node',
          // Tests assert no times; on a busy machine an hour on the fake clock takes longer than usual.
          testTimeout: 60_000,
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{listener,producer,ui}/**', ...realTests],
          setupFiles: [chance],
        },
      },
      {
        test: {
          name: 'real',
          testTimeout: 60_000,
          environment: 'node',
          include: realTests,
          setupFiles: [chance],
          // A second run tells a machine that was busy for a moment from a defect. `npm test` names who needed it.
          retry: 1,
        },
      },
      {
        plugins: [react()],
        define: define(),
        test: {
          name: 'jsdom',
          testTimeout: 60_000,
          environment: 'jsdom',
          include: ['tests/**/*.test.tsx', 'tests/{listener,producer,ui}/**/*.test.ts'],
          setupFiles: [chance, `${import.meta.dirname}/tests/setup-dom.ts`],
        },
      },
    ],
  },
}));
