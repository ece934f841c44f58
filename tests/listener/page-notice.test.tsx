import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PageNotice } from '../../src/listener/page-notice.tsx';
import { SessionProvider } from '../../src/listener/session-context.tsx';
import type { SessionState } from '../../src/session/audio-session.ts';
import { TAKE_OVER } from '../../src/shell/installed-page.ts';
import { I18nProvider } from '../../src/ui/i18n-context.tsx';
import { createFakeSession } from '../fakes/fake-session.ts';
import { createFakeWorkers } from '../fakes/fake-workers.ts';
import { i18nOf } from '../fakes/languages.ts';
import { trouble } from '../fakes/session-states.ts';

const HOST_SILENT = /its host does not answer just now/;
const UPDATE = 'A new version of this page is ready.';

afterEach(() => {
  cleanup();
  vi.unstubAllEnvs();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

function show(isBuilt = true) {
  if (isBuilt) vi.stubEnv('PROD', true);
  const workers = createFakeWorkers({ controlled: true });
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: workers.container });
  const session = createFakeSession();
  const view = render(
    <I18nProvider initial={i18nOf('en')}>
      <SessionProvider session={session}>
        <PageNotice />
      </SessionProvider>
    </I18nProvider>,
  );
  /** Lets the page's timers run until that holds. */
  const until = (check: () => void) =>
    waitFor(() => {
      session.advance(1);
      check();
    });
  const setState = (state: Partial<SessionState>) => act(() => session.store.setState(state));
  return { workers, session, setState, view, until };
}

describe('PageNotice', () => {
  it('says that the host is silent, but not to whoever hears', async () => {
    const { workers, setState, until } = show();
    workers.hostIs('silent');
    await until(() => expect(screen.getByText(HOST_SILENT)).toBeVisible());
    setState({ playback: { kind: 'playing' } });
    await until(() => expect(screen.queryByText(HOST_SILENT)).toBeNull());
  });

  it('says that nothing answers at all', async () => {
    const { workers, setState, until } = show();
    workers.hostIs('silent');
    setState({ playback: { kind: 'joining' }, link: { ...trouble(), kind: 'lost' } });
    await until(() => expect(screen.getByText(/neither its host nor the broadcast answers/)).toBeVisible());
  });

  it('offers a new version only while nobody listens', async () => {
    const { workers, setState, until } = show();
    setState({ playback: { kind: 'playing' } });
    const waiting = workers.waits();
    await until(() => expect(workers.updates()).toBe(1));
    expect(screen.queryByText(UPDATE)).toBeNull();
    expect(waiting.told).toEqual([]);
    setState({ playback: { kind: 'idle' } });
    await until(() => expect(screen.getByText(UPDATE)).toBeVisible());
    expect(screen.getByRole('button', { name: 'Load it now' })).toBeVisible();
    expect(waiting.told).toEqual([TAKE_OVER]);
  });

  it('says nothing where all is well, and leaves nothing behind', async () => {
    const { workers, session, view, until } = show();
    await until(() => expect(workers.updates()).toBe(1));
    expect(view.container.textContent).toBe('');
    view.unmount();
    expect(session.subscribers()).toBe(0);
    expect(session.timers()).toBe(0);
  });

  it('installs nothing in development', async () => {
    const { workers, session } = show(false);
    session.advance(60_000);
    await Promise.resolve();
    expect(workers.registered).toEqual([]);
  });
});
