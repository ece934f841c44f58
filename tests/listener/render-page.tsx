import { i18nOf } from '../fakes/languages.ts';
import { render, screen, type RenderResult } from '@testing-library/react';
import { act } from 'react';
import type { I18n } from '../../src/i18n/i18n.ts';
import { ListenerPage } from '../../src/listener/listener-page.tsx';
import { SessionProvider } from '../../src/listener/session-context.tsx';
import { DemoBar, type Demo } from '../../src/listener/demo-bar.tsx';
import type { SessionState } from '../../src/session/audio-session.ts';
import { createFakeSession, type FakeSession } from '../fakes/fake-session.ts';
import { START_WALL_MS } from '../fakes/session-states.ts';

export interface RenderedPage extends RenderResult {
  readonly session: FakeSession;
  readonly setState: (state: Partial<SessionState>) => void;
  readonly advance: (durationMs: number) => void;
}

/** The same with its late parts, as somebody has it who has had the page open for a moment. */
export async function renderWholePage(...given: Parameters<typeof renderPage>): Promise<RenderedPage> {
  const page = renderPage(...given);
  await screen.findByText(/^(Details|Einzelheiten)$/);
  await act(() => Promise.resolve());
  return page;
}

/** The listener page over a fake session whose clock begins `secondsAfterStart` after the announced start. */
export function renderPage(
  state: Partial<SessionState> = {},
  options: { readonly i18n?: I18n; readonly demo?: Demo; readonly secondsAfterStart?: number } = {},
): RenderedPage {
  const { i18n = i18nOf('en'), demo, secondsAfterStart = 0 } = options;
  const session = createFakeSession(state, START_WALL_MS + secondsAfterStart * 1000);
  const result = render(
    <SessionProvider session={session}>
      <ListenerPage i18n={i18n} demoBar={demo && <DemoBar demo={demo} />} />
    </SessionProvider>,
  );
  return {
    ...result,
    session,
    setState: (next) => act(() => session.store.setState(next)),
    advance: (durationMs) => act(() => session.advance(durationMs)),
  };
}
