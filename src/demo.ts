import { nullable, object, parse, string } from 'valibot';
import type { Demo } from './listener/demo-bar.tsx';

const answerSchema = object({ scenario: nullable(string()) });

/**
 * What the demonstration's server says about itself. Only in the page that `npm start` builds; undefined where the
 * evening has no script to begin again.
 */
export async function findDemo(): Promise<Demo | undefined> {
  try {
    const answer = await fetch('__demo');
    const { scenario } = parse(answerSchema, await answer.json());
    return scenario === null ? undefined : { scenario, beginAgain: () => void beginAgain() };
  } catch {
    // Built for the demonstration, served by something else.
    return undefined;
  }
}

async function beginAgain(): Promise<void> {
  await fetch('__demo/begin', { method: 'POST' });
  location.reload();
}
