import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DemoBar } from '../../../src/listener/demo-bar.tsx';
import { ListenerPage } from '../../../src/listener/listener-page.tsx';
import { SessionProvider } from '../../../src/listener/session-context.tsx';
import { i18nOf } from '../languages.ts';
import { pseudoI18n } from '../pseudo.ts';
import { chooseLocale } from '../../../src/i18n/locale.ts';
import { beginHistory } from '../../../src/session/history.ts';
import { createFakeSession, silentState } from '../fake-session.ts';
import { START_WALL_MS } from '../session-states.ts';
import { pictured } from './states.ts';

/**
 * Every state of the page without a broadcast, for looking and for axe: `?state=NAME&lang=de`, `lang=en-XA` for the
 * pseudo-locale. Without a state, a list of
 * links. `&demo` shows the demo bar, `&moving` lets time pass. Served by the dev server only; not part of the build.
 */
const STEP_MS = 500;
/** Time that has passed before the picture: enough to have heard something. */
const PRELUDE_STEPS = 90;

/** When the states have begun. */
const HAPPENED_MS = -30_000;

const query = new URLSearchParams(location.search);
const root = document.querySelector('#root');
const picture = pictured[query.get('state') ?? ''];
if (root === null) throw new Error('index.html must hold an element with id "root".');

if (picture === undefined) {
  createRoot(root).render(
    <ul>
      {Object.keys(pictured).map((name) => (
        <li key={name}>
          <a href={`?state=${name}`}>{name}</a>
        </li>
      ))}
    </ul>,
  );
} else {
  const { state, secondsAfterStart, embed, explained, press = [] } = picture;
  const lang = query.get('lang');
  const i18n = lang === 'en-XA' ? pseudoI18n('en') : i18nOf(chooseLocale(lang, []));
  const { position } = state;
  const session = createFakeSession(state, START_WALL_MS + secondsAfterStart * 1000);
  session.setHistory(beginHistory({ ...silentState, ...state }, HAPPENED_MS));
  // The states are drawn at clock time 0: what came before happens at negative times.
  const preludeMs = PRELUDE_STEPS * STEP_MS;
  const clock = {
    ...session.clock,
    now: () => session.clock.now() - preludeMs,
    wallNow: () => session.clock.wallNow() - preludeMs,
  };
  createRoot(root).render(
    <StrictMode>
      <SessionProvider session={{ ...session, clock }}>
        <ListenerPage
          i18n={i18n}
          embed={embed}
          demoBar={
            query.has('demo') && (
              <DemoBar demo={{ scenario: 'choked-start', beginAgain: () => location.reload() }} />
            )
          }
        />
      </SessionProvider>
    </StrictMode>,
  );
  const finish = async () => {
    for (const key of press) {
      for (;;) {
        const button = [...document.querySelectorAll('button')].findLast(
          ({ textContent }) => textContent === i18n.later?.[key],
        );
        button?.click();
        // What a press opens comes a moment later.
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (button !== undefined) break;
      }
    }
    document.body.dataset['ready'] = 'true';
    if (picture.draggedPixels !== undefined)
      document.body.dataset['draggedPixels'] = String(picture.draggedPixels);
  };
  // The line begins to watch what is heard when its part has come. An embedded player has no details.
  const whenComplete = (callback: () => void) => {
    if (document.querySelector('.details, .full-page') !== null) setTimeout(callback, 50);
    else setTimeout(() => whenComplete(callback), 50);
  };
  whenComplete(() => {
    for (let step = 1; step <= PRELUDE_STEPS; step += 1) {
      if (position !== undefined) {
        const positionSeconds = position.positionSeconds - ((PRELUDE_STEPS - step) * STEP_MS) / 1000;
        session.store.setState({ position: { ...position, positionSeconds } });
      }
      session.advance(STEP_MS);
    }
    if (explained === true) openExplanation();
    void finish();
    if (query.has('moving'))
      setInterval(() => {
        if (state.playback?.kind === 'playing') {
          const before = session.store.getState().position;
          session.store.setState({
            position: { ...before, positionSeconds: before.positionSeconds + STEP_MS / 1000 },
          });
        }
        session.advance(STEP_MS);
      }, STEP_MS);
  });
}

/** Presses the button as soon as it is there: it comes with the late parts. */
function openExplanation(): void {
  const button = document.querySelector<HTMLButtonElement>('.why');
  if (button === null) setTimeout(openExplanation, 20);
  else button.click();
}
