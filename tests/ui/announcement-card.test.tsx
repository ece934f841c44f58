import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { AnnouncementCard } from '../../src/ui/announcement-card.tsx';
import { i18nOf } from '../fakes/languages.ts';

const announcement = {
  at: '2026-11-23T20:15:00Z',
  level: 'warning',
  text: { en: 'We <b>begin</b> soon.', de: 'Gleich geht es los.' },
} as const;
const wallNowMs = Date.parse(announcement.at);

it('says its text as text, in the language that it is asked for', () => {
  const { rerender } = render(
    <AnnouncementCard i18n={i18nOf('en')} announcement={announcement} wallNowMs={wallNowMs} />,
  );
  expect(screen.getByText('We <b>begin</b> soon.')).toHaveAttribute('lang', 'en');
  rerender(<AnnouncementCard i18n={i18nOf('de')} announcement={announcement} wallNowMs={wallNowMs} />);
  expect(screen.getByText('Gleich geht es los.')).toHaveAttribute('lang', 'de');
});

it('can be put away only where somebody takes care of it', async () => {
  const onDismiss = vi.fn();
  const card = { i18n: i18nOf('en'), announcement, wallNowMs };
  const { rerender } = render(<AnnouncementCard {...card} />);
  expect(screen.queryByRole('button')).toBeNull();
  rerender(<AnnouncementCard {...card} onDismiss={onDismiss} />);
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(onDismiss).toHaveBeenCalledOnce();
});
