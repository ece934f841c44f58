import type { ReactNode } from 'react';
import { nullable, object, parse, string } from 'valibot';
import { DemoBar } from './listener/demo-bar.tsx';

const answerSchema = object({ scenario: nullable(string()) });

/**
 * What stands above the page in the demonstration, by what its server says about itself. Only in the page that
 * `npm start` builds; nothing where the evening has no script to begin again.
 */
export async function findDemoBar(): Promise<ReactNode> {
  try {
    const answer = await fetch('__demo');
    const { scenario } = parse(answerSchema, await answer.json());
    return scenario !== null && <DemoBar demo={{ scenario, beginAgain: () => void beginAgain() }} />;
  } catch {
    // Built for the demonstration, served by something else.
    return null;
  }
}

async function beginAgain(): Promise<void> {
  await fetch('__demo/begin', { method: 'POST' });
  location.reload();
}
