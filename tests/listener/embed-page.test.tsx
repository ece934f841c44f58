import { render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ListenerPage } from '../../src/listener/listener-page.tsx';
import { SessionProvider } from '../../src/listener/session-context.tsx';
import { createFakeSession } from '../fakes/fake-session.ts';
import { i18nOf } from '../fakes/languages.ts';
import { loaded } from '../fakes/session-states.ts';

const announcements = (['info', 'warning'] as const).map((level) => ({
  id: level,
  at: '2026-11-23T20:18:00Z',
  level,
  text: { en: `Told as ${level}.` },
}));

function renderEmbedded(embed: string) {
  const session = createFakeSession({ broadcast: loaded({ state: 'live', announcements }) });
  const { container } = render(
    <SessionProvider session={session}>
      <ListenerPage i18n={i18nOf('en')} embed={embed} />
    </SessionProvider>,
  );
  return { container, session };
}

afterEach(() => history.replaceState(null, '', '/'));

/** The late parts come when the machine gets round to it. */
const PATIENCE = { timeout: 20_000 };

// On a busy machine the first import takes longer than any waiting for an element.
beforeAll(() => import('../../src/listener/late-parts.ts'));

describe('the embedded player', () => {
  it('has title, host, status, button, volume and the way out, and nothing else', async () => {
    history.replaceState(null, '', '/?embed&debug&broadcast=%2Fevening.json');
    const { container } = renderEmbedded('paper');
    const link = await screen.findByRole('link', { name: 'Open the full page' }, PATIENCE);
    expect(link).toHaveAttribute('href', `${location.origin}/?broadcast=%2Fevening.json`);
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noopener');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('An Evening About Rockets');
    expect(screen.getByText('with Ada Winter')).toBeInTheDocument();
    const status = screen.getByRole('status');
    expect(status).toHaveAttribute('data-playback', 'idle');
    expect(status).toHaveAttribute('data-link', 'steady');
    expect(status).toHaveAttribute('data-join-status', 'ready');
    expect(screen.getByRole('button', { name: 'Listen' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Mute' })).toBeInTheDocument();
    expect(screen.getByRole('slider', { name: 'Volume' })).toBeInTheDocument();
    expect(container.querySelector('header, footer, .line')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Deutsch' })).toBeNull();
  });

  it('tells warnings, and no other announcement', async () => {
    renderEmbedded('paper');
    expect(await screen.findByText('Told as warning.', {}, PATIENCE)).toBeInTheDocument();
    expect(screen.queryByText('Told as info.')).toBeNull();
  });

  it.each(['paper', 'transparent'])('can stand on %s', (background) => {
    const { container } = renderEmbedded(background);
    expect(container.querySelector('.sheet')).toHaveAttribute('data-embed', background);
  });
});
