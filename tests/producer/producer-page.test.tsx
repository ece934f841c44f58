import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Locale } from '../../src/i18n/locale.ts';
import { createDraftStorage } from '../../src/producer/draft-storage.ts';
import type { PlotData, PlotMark } from '../../src/producer/plot-data.ts';
import { createProducer } from '../../src/producer/producer.ts';
import { ProducerPage } from '../../src/producer/producer-page.tsx';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { COLLECTOR_URL, type FakeCollector, TOKEN } from '../fakes/fake-collector.ts';
import { chokedReport, figure, reportOf } from '../fakes/join-status-reports.ts';
import { i18nOf } from '../fakes/languages.ts';
import { producerPictures } from '../fakes/producer-gallery/states.ts';

/** Stands where a canvas would be, and keeps what it was shown. */
function recordingDrawing() {
  const shown: { readonly data: PlotData; readonly marks: readonly PlotMark[] }[] = [];
  let alive = 0;
  const drawPlot = () => {
    alive += 1;
    return {
      show: (data: PlotData, marks: readonly PlotMark[]) => void shown.push({ data, marks }),
      dispose: () => void (alive -= 1),
    };
  };
  return { shown, alive: () => alive, load: () => Promise.resolve(drawPlot) };
}

async function openPage(
  name: string,
  options: { readonly locale?: Locale; readonly change?: (collector: FakeCollector) => void } = {},
) {
  const picture = producerPictures[name];
  if (picture === undefined) throw new Error(`There is no picture of ${name}.`);
  const clock = createFakeClock();
  const collector = picture.collector();
  options.change?.(collector);
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const producer = createProducer({
    baseUrl: COLLECTOR_URL,
    fetch: collector.fetch,
    clock,
    random: () => 0.5,
    storage: createDraftStorage(null),
    token: picture.token === undefined ? TOKEN : picture.token,
    signal: controller.signal,
  });
  const drawing = recordingDrawing();
  const rendered = render(
    <ProducerPage i18n={i18nOf(options.locale ?? 'en')} producer={producer} loadDrawing={drawing.load} />,
  );
  const advance = (ms: number) => act(() => clock.advance(ms));
  await advance(100);
  await act(() => Promise.resolve(picture.then?.(producer, collector)));
  await advance(100);
  return { ...rendered, producer, collector, drawing, advance, clock, user: userEvent.setup() };
}

const banner = () => screen.getByRole('region', { name: 'Join status' });
const lever = (name: string) => within(screen.getByRole('region', { name }));

describe('the banner', () => {
  it('is one sentence and one colour, with words for the colour', async () => {
    await openPage('choked');
    expect(banner()).toHaveAttribute('data-tone', 'bad');
    expect(banner()).toHaveTextContent('Bad');
    expect(banner()).toHaveTextContent('41,200 listening');
    expect(banner()).toHaveTextContent('pathway a answers 503');
    expect(banner()).toHaveTextContent('failing joins from 12% to 38%');
    expect(within(banner()).getByRole('status')).toHaveTextContent(
      'Bad: 41,200 listening, 38% of joins fail',
    );
  });

  it('does not chatter: moving figures are not told each second, a change of tone is', async () => {
    const { collector, advance } = await openPage('choked');
    const spoken = () => within(banner()).getByRole('status').textContent;
    const first = spoken();
    for (let second = 1; second <= 20; second += 1) {
      collector.tell(chokedReport({ now: { listening: figure(41_200 + second * 500) } }));
      await advance(1000);
    }
    expect(banner()).toHaveTextContent('51,200 listening');
    expect(spoken()).toBe(first);
    collector.tell(reportOf());
    await advance(1000);
    expect(spoken()).toContain('Good: 412,000 listening');
  });

  it('keeps the figures and marks them as old when the collector does not answer', async () => {
    const { collector, advance, user } = await openPage('choked');
    expect(banner()).toHaveAttribute('data-old', 'false');
    collector.behaviour.health = 'down';
    collector.breakStreams();
    await advance(20_000);
    expect(banner()).toHaveAttribute('data-old', 'true');
    expect(banner()).toHaveTextContent('These figures are old');
    expect(banner()).toHaveTextContent('41,200 listening');
    expect(screen.getByText(/The collector does not answer\./)).toBeVisible();
    collector.behaviour.health = 'up';
    await user.click(screen.getByRole('button', { name: 'Try now' }));
    await advance(100);
    expect(banner()).toHaveAttribute('data-old', 'false');
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
  });
});

describe('the figures', () => {
  it('each stand with their n, grey where it is small', async () => {
    const { collector, advance } = await openPage('calm');
    const row = () => screen.getByRole('row', { name: /^Start failures/ });
    expect(row()).toHaveTextContent('0.4%');
    expect(row()).toHaveTextContent('n 83');
    expect(row()).toHaveAttribute('data-thin', 'false');
    collector.tell(reportOf({ lastMinute: { startAttempts: figure(2_400, 24) } }));
    await advance(100);
    expect(row()).toHaveAttribute('data-thin', 'true');
  });
});

describe('the plots', () => {
  it('show both ranges, with the acts, and go with the page', async () => {
    const { drawing, user, unmount } = await openPage('calm');
    const states = () => drawing.shown.findLast(({ data }) => data.series[0]?.name === 'listening');
    expect(states()?.data.times).toHaveLength(180);
    expect(states()?.marks.map(({ text }) => text)).toEqual([
      'Said that it will be late',
      'state',
      'The lines of north are full',
    ]);
    await user.click(screen.getByRole('button', { name: 'The whole evening' }));
    expect(states()?.data.times).toHaveLength(104);
    expect(screen.getByRole('img', { name: /^Listeners by state\. Latest/ })).toBeInTheDocument();
    expect(drawing.alive()).toBe(3);
    unmount();
    expect(drawing.alive()).toBe(0);
  });
});

describe('tell', () => {
  it('previews each language, asks once with the difference, and clears what was sent', async () => {
    const { collector, advance, user } = await openPage('calm');
    const tell = lever('Tell');
    await user.type(tell.getByLabelText('Announcement in English'), 'Two minutes.');
    await user.type(tell.getByLabelText('Announcement in German'), 'Zwei Minuten.');
    const preview = within(tell.getByRole('group', { name: 'As listeners see it' }));
    expect(preview.getByText('Zwei Minuten.')).toHaveAttribute('lang', 'de');
    await user.click(tell.getByRole('button', { name: 'Look it over' }));
    const question = within(tell.getByRole('group', { name: 'Do this now?' }));
    expect(tell.getByRole('heading', { name: 'Do this now?' })).toHaveFocus();
    expect(question.getByText('New announcement: Two minutes. (en)')).toBeVisible();
    expect(tell.getByLabelText('Announcement in English')).toBeDisabled();
    expect(collector.requests.some(({ method }) => method === 'PUT')).toBe(false);
    await user.click(question.getByRole('button', { name: 'Yes, do it' }));
    await advance(100);
    expect(tell.getByText('Done, as revision 8.')).toBeVisible();
    expect(tell.getByLabelText('Announcement in English')).toHaveValue('');
    expect(collector.behaviour.document?.['announcements']).toHaveLength(2);
  });

  it('names a wrong language tag at its field', async () => {
    const { user } = await openPage('calm');
    const tell = lever('Tell');
    await user.click(tell.getByRole('button', { name: 'Add a language' }));
    await user.type(tell.getByLabelText('Language tag'), 'e');
    await user.type(tell.getByLabelText('Announcement in e'), 'x');
    await user.click(tell.getByRole('button', { name: 'Look it over' }));
    expect(tell.getByLabelText('Language tag')).toBeInvalid();
    expect(tell.getByLabelText('Language tag')).toHaveAccessibleDescription(/no language tag/);
    expect(tell.getByLabelText('Announcement in English')).toBeValid();
  });
});

describe('admit', () => {
  it('says what a fraction means in listeners, before anything is sent', async () => {
    const { user } = await openPage('choked');
    const admit = lever('Admit');
    expect(admit.getByText('61,000 are held back.')).toBeVisible();
    const field = admit.getByLabelText('Per cent of all tickets');
    await user.clear(field);
    await user.type(field, '70');
    expect(admit.getByText('Lets about 30,500 of 61,000 who are held back in.')).toBeVisible();
    await user.clear(field);
    await user.type(field, '20');
    expect(
      admit.getByText(
        /Of 15,800 who are starving at most 7,900 wait again; of those who hear, 20,600 give way/,
      ),
    ).toBeVisible();
    await user.clear(field);
    await user.click(admit.getByRole('button', { name: 'Look it over' }));
    expect(field).toHaveAccessibleDescription('From 0 to 100 per cent.');
  });
});

describe('automatic admission', () => {
  const open = async () => {
    const page = await openPage('choked');
    return {
      ...page,
      control: () => lever('Admit').getByRole('switch', { name: 'Admission moves by itself' }),
    };
  };

  it('is switched on within bounds, shows what it does, and is switched off again', async () => {
    const { user, advance, collector, control } = await open();
    const admit = lever('Admit');
    expect(control()).not.toBeChecked();
    expect(admit.getByText('Off: it stays as published.')).toBeVisible();
    const least = admit.getByLabelText('Never less, per cent');
    await user.clear(least);
    await user.type(least, '10');
    await user.click(control());
    await advance(100);
    expect(control()).toBeChecked();
    expect(collector.behaviour.automatic).toMatchObject({ on: true, least: 0.1, most: 1 });
    collector.behaviour.automatic.fraction = 0.23;
    await advance(10_000);
    expect(admit.getByText(/^On: let in 23%/)).toBeVisible();
    const most = admit.getByLabelText('Never more, per cent');
    await user.clear(most);
    await user.type(most, '50');
    await user.click(admit.getByRole('button', { name: 'Keep to this' }));
    await advance(100);
    expect(collector.behaviour.automatic).toMatchObject({ on: true, least: 0.1, most: 0.5 });
    await user.click(control());
    await advance(100);
    expect(control()).not.toBeChecked();
    expect(collector.behaviour.automatic.on).toBe(false);
  });

  it('stays as it is where the collector does not take it, and says so', async () => {
    const { user, advance, collector, control } = await open();
    const admit = lever('Admit');
    const most = admit.getByLabelText('Never more, per cent');
    await user.clear(most);
    await user.type(most, '1');
    await user.click(control());
    await advance(100);
    expect(control()).not.toBeChecked();
    expect(admit.getByText(/Expected least not above most/)).toBeVisible();
    await advance(20_000);
    expect(admit.getByText(/Expected least not above most/)).toBeVisible();
    expect(collector.behaviour.automatic.on).toBe(false);
  });

  it('is not there where the collector knows nothing of it', async () => {
    await openPage('choked', { change: (collector) => (collector.behaviour.health = 'down') });
    expect(screen.queryByRole('switch')).toBeNull();
  });
});

describe('steer', () => {
  it('changes the order by keyboard, and the focus goes along', async () => {
    const { producer, user } = await openPage('calm');
    const steer = lever('Steer');
    steer.getByRole('button', { name: 'Move b up' }).focus();
    await user.keyboard('{Enter}');
    expect(producer.store.getState().edits.pathways?.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(steer.getByRole('button', { name: 'Move b up' })).toHaveFocus();
    expect(steer.getByText('b is number 1 of 2 now.')).toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(producer.store.getState().edits.pathways?.map(({ id }) => id)).toEqual(['b', 'a']);
    await user.click(steer.getByRole('button', { name: 'Move b down' }));
    // As it was: nothing to send.
    expect(steer.queryByRole('button', { name: 'Look it over' })).toBeNull();
  });

  it('names a wrong address at its field', async () => {
    const { user } = await openPage('calm');
    const steer = lever('Steer');
    await user.click(steer.getByRole('button', { name: 'Add a pathway' }));
    await user.type(steer.getByLabelText('Name 3'), 'c');
    await user.type(steer.getByLabelText('Address 3'), 'ftp://c.example/');
    await user.click(steer.getByRole('button', { name: 'Look it over' }));
    expect(steer.getByLabelText('Address 3')).toHaveAccessibleDescription(/web address is needed/);
    expect(steer.getByLabelText('Address 1')).toBeValid();
  });
});

describe('somebody else’s change', () => {
  it('is shown as a difference, and one’s own can be put on top', async () => {
    const { user, collector, advance } = await openPage('conflict');
    const notice = within(screen.getByRole('region', { name: 'Somebody else has changed the broadcast' }));
    expect(notice.getByText('Let in: 40% → 50%')).toBeVisible();
    await user.click(notice.getByRole('button', { name: 'Put mine on top' }));
    const admit = lever('Admit');
    expect(admit.getByText('Let in: 50% → 60%')).toBeVisible();
    expect(admit.getByLabelText(/Why, for the log/)).toHaveValue('North is up again');
    await user.click(admit.getByRole('button', { name: 'Yes, do it' }));
    await advance(100);
    expect(collector.behaviour.document).toMatchObject({ admission: 0.6 });
    expect(collector.behaviour.history.acts.at(-1)).toMatchObject({ note: 'North is up again' });
  });
});

describe('the token', () => {
  it('can be entered anew, and nothing else changes', async () => {
    const { user, advance, collector } = await openPage('token-refused');
    await advance(1000);
    expect(screen.getByText(/does not take this token/)).toBeVisible();
    expect(banner()).toHaveAttribute('data-old', 'true');
    await user.type(screen.getByLabelText('Token'), collector.behaviour.token);
    await user.click(screen.getByRole('button', { name: 'Use this token' }));
    await advance(100);
    expect(screen.queryByLabelText('Token')).toBeNull();
    expect(banner()).toHaveAttribute('data-old', 'false');
  });
});

describe('what comes from outside', () => {
  it('is text, never markup', async () => {
    const note = '<img src=x onerror="alert(1)">';
    const { container } = await openPage('calm', {
      change: ({ behaviour }) => {
        const [first] = behaviour.history.acts;
        if (first !== undefined) behaviour.history = { ...behaviour.history, acts: [{ ...first, note }] };
      },
    });
    expect(screen.getByText(`· ${note}`)).toBeVisible();
    expect(container.querySelector('img[src]')).toBeNull();
  });
});

describe('German', () => {
  it('is spoken throughout', async () => {
    await openPage('choked', { locale: 'de' });
    const region = screen.getByRole('region', { name: 'Stand der Verbindungen' });
    expect(region).toHaveTextContent('41.200 hören zu');
    expect(screen.getByRole('region', { name: 'Einlassen' })).toHaveTextContent(
      '61.000 sind noch nicht eingelassen.',
    );
  });
});

describe('every picture', () => {
  it.each(Object.keys(producerPictures))('%s can be drawn', async (name) => {
    const { container } = await openPage(name);
    expect(container.querySelector('main')).not.toBeEmptyDOMElement();
    expect(container).not.toHaveTextContent(/\{\w+\}|undefined|NaN/);
  });
});
