// The page at /__origin/: switches for the most common faults, and a plot of what is asked.

/** Each switch adds an entry to the evening and ends it again; `share`: the choice above applies to it. */
let switches = [];

const OUTCOMES = [
  { id: 'answered', name: 'answered' },
  { id: 'refused', name: 'refused (4xx, 5xx)' },
  { id: 'broken', name: 'broken or unanswered' },
  { id: 'open', name: 'under way' },
];
const SECONDS = 60;
/** What is under way for longer than this is as good as unanswered. */
const PATIENCE_MS = 10_000;
const POLL_MS = 1_000;

const at = (id) => document.getElementById(id);
let lastFaults = [];

async function ask(method, path, body) {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(JSON.parse(text).error);
  return text;
}

const askJson = async (...request) => JSON.parse(await ask(...request));

function tell(trouble) {
  at('trouble').textContent = trouble;
}

function outcomeOf({ status, endedAtMs, completed, atMs }, nowMs) {
  if (endedAtMs === null && nowMs - atMs < PATIENCE_MS) return 'open';
  if (status !== null && status >= 400 && completed) return 'refused';
  return completed ? 'answered' : 'broken';
}

function makeSwitches() {
  for (const [index, { name, what }] of switches.entries()) {
    const item = document.createElement('li');
    const label = document.createElement('label');
    const box = document.createElement('input');
    const note = document.createElement('small');
    box.type = 'checkbox';
    box.dataset.index = String(index);
    box.setAttribute('role', 'switch');
    box.addEventListener('change', () => turn(switches[index], box));
    note.textContent = what;
    label.append(box, name, note);
    item.append(label);
    at('switches').append(item);
  }
}

/** The running entries that a switch has made, perhaps before the page was opened anew. */
function entriesOf({ name }) {
  return lastFaults.filter((entry) => entry.active && entry.name === name);
}

async function turn(choice, box) {
  tell('');
  try {
    if (box.checked) {
      const state = await askJson('GET', 'state');
      const entry = {
        name: choice.name,
        match: choice.match ?? { what: 'any' },
        fault: choice.fault,
        ...(choice.share === true ? { probability: Number(at('share').value) } : {}),
        ...(choice.forSeconds === undefined ? {} : { toSeconds: state.elapsedSeconds + choice.forSeconds }),
      };
      await ask('POST', 'faults', entry);
    } else {
      for (const { index } of entriesOf(choice)) await ask('DELETE', `faults/${index}`);
    }
  } catch (error) {
    tell(error.message);
  }
  await look();
}

function showSwitches() {
  for (const box of document.querySelectorAll('#switches input')) {
    box.checked = entriesOf(switches[box.dataset.index]).length > 0;
  }
}

function showCounts(entries, nowMs) {
  const rows = OUTCOMES.map(({ id, name }) => {
    const mine = entries.filter((entry) => outcomeOf(entry, nowMs) === id);
    const recent = mine.filter(({ atMs }) => atMs > nowMs - 10_000).length;
    const row = document.createElement('tr');
    const head = document.createElement('th');
    const mark = document.createElement('span');
    head.scope = 'row';
    mark.className = 'mark';
    mark.style.background = `var(--${id})`;
    head.append(mark, name);
    row.append(head);
    for (const count of [recent, mine.length]) row.insertCell().textContent = String(count);
    return row;
  });
  at('counts').tBodies[0].replaceChildren(...rows);
}

/** A bar for each second, the newest on the right; what is broken stands at the bottom. */
function plot(entries, nowMs) {
  const canvas = at('plot');
  const scale = devicePixelRatio;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`);
  const bars = Array.from({ length: SECONDS }, () => ({ answered: 0, refused: 0, broken: 0, open: 0 }));
  const nowSecond = Math.floor(nowMs / 1000);
  for (const entry of entries) {
    const bar = bars[SECONDS - 1 - (nowSecond - Math.floor(entry.atMs / 1000))];
    if (bar !== undefined) bar[outcomeOf(entry, nowMs)] += 1;
  }
  const most = Math.max(5, ...bars.map((bar) => bar.answered + bar.refused + bar.broken + bar.open));
  const [top, bottom] = [16, height - 1];
  pen.font = '12px system-ui, sans-serif';
  pen.fillStyle = colour('quiet');
  pen.fillText(`${most} a second`, 0, 11);
  pen.fillStyle = colour('edge');
  pen.fillRect(0, top, width, 1);
  pen.fillRect(0, bottom, width, 1);
  const step = width / SECONDS;
  for (const [index, bar] of bars.entries()) {
    let y = bottom;
    for (const outcome of ['broken', 'refused', 'open', 'answered']) {
      const tall = (bar[outcome] / most) * (bottom - top);
      pen.fillStyle = colour(outcome);
      pen.fillRect(index * step + 1, y - tall, Math.max(1, step - 2), tall);
      y -= tall;
    }
  }
}

async function look() {
  try {
    const [state, faults, log] = await Promise.all([
      askJson('GET', 'state'),
      askJson('GET', 'faults'),
      ask('GET', `log?lastSeconds=${SECONDS}`),
    ]);
    lastFaults = faults;
    const nowMs = state.elapsedSeconds * 1000;
    const entries = log
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    const second = state.began ? `second ${Math.floor(state.elapsedSeconds)}` : 'not begun';
    const active = [...new Set(state.activeFaults)].join(', ') || 'no fault';
    at('evening').textContent = `${state.scenario}, ${second}: ${active}. ${state.connections} connections.`;
    at('stream').href = state.stream;
    at('stream').textContent = state.stream;
    showSwitches();
    showCounts(entries, nowMs);
    plot(entries, nowMs);
  } catch {
    at('evening').textContent = 'The origin does not answer.';
  }
}

async function start() {
  const [names, state, offered] = await Promise.all([
    askJson('GET', 'scenarios'),
    askJson('GET', 'state'),
    askJson('GET', 'switches.json'),
  ]);
  switches = offered;
  makeSwitches();
  at('scenario').append(...names.map((name) => new Option(name, name, false, name === state.scenario)));
  at('choose').addEventListener('submit', async (event) => {
    event.preventDefault();
    tell('');
    try {
      await ask('PUT', 'scenario', at('scenario').value);
      await ask('POST', 'begin');
    } catch (error) {
      tell(error.message);
    }
    await look();
  });
  at('heal').addEventListener('click', async () => {
    await ask('DELETE', 'faults').catch((error) => tell(error.message));
    await look();
  });
  for (;;) {
    await look();
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

await start();
