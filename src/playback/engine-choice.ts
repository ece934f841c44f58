import type { Engine } from './engine.ts';
import { createHlsEngine, type HlsEngineOptions } from './hls-engine.ts';
import { mediaSourceClass } from './media-support.ts';

/**
 * The engine for this browser: the feed and hls.js where there are Media Source Extensions, else the element's own HLS,
 * whose supervision only such browsers fetch. Rejects when that could not be fetched.
 */
export async function loadEngine(options: HlsEngineOptions): Promise<() => Engine> {
  if (mediaSourceClass() !== undefined) return () => createHlsEngine(options);
  const { createNativeEngine } = await import('./native-engine.ts');
  return () => createNativeEngine(options);
}
