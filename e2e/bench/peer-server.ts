import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ts from 'typescript';
import { serveStatic } from '../demo/static-files.ts';
import { requestPath } from '../origin/request-path.ts';
import { sendText } from '../origin/send.ts';

export interface PeerServer {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  stop(): Promise<void>;
}

const moduleName = /^\/page\/([a-z-]+\.ts)$/;

/** A page's own TypeScript as a browser takes it. */
async function asJavaScript(file: string): Promise<string> {
  const source = await readFile(join(import.meta.dirname, 'page', file), 'utf8');
  const { ESNext } = ts.ModuleKind;
  return ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ESNext } })
    .outputText;
}

/**
 * Serves the page of the peers (`/page/`) and, under `/peers/`, the files that the peers publish, unchanged: what is
 * measured is what their packages ship.
 */
export async function servePeers(): Promise<PeerServer> {
  const server = createServer((request, response) => {
    const { path } = requestPath(request);
    const module = moduleName.exec(path)?.[1];
    const answer = async () => {
      if (module !== undefined) {
        const headers = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' };
        sendText(response, 200, headers, await asJavaScript(module));
        return;
      }
      const isPeer = path.startsWith('/peers/');
      if (isPeer) request.url = path.slice('/peers'.length);
      const directory = isPeer ? join(import.meta.dirname, 'node_modules') : import.meta.dirname;
      await serveStatic(request, response, { directory, cacheControl: () => 'no-cache' });
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
