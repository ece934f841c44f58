import { unsliced } from './names.ts';
import { type SessionRecord, sessionStates } from './session-record.ts';

/**
 * Records of sessions by their id, about 150 bytes each. They live in columns: as objects, replaced with every line, a
 * hundred thousand of them would cost the garbage collector twice their size.
 */
export interface SessionTable {
  size(): number;
  get(sid: string): SessionRecord | null;
  set(sid: string, record: SessionRecord): void;
  delete(sid: string): void;
  /** Up to `count` more sessions, going round and round; fewer when the end has been reached. */
  some(count: number): (readonly [sid: string, record: SessionRecord])[];
}

const FIRST_ROOM = 1024;

const noColumns = (room: number) => ({
  state: new Uint8Array(room),
  flags: new Uint8Array(room),
  sn: new Uint32Array(room),
  ts: new Float64Array(room),
  attemptTs: new Float64Array(room),
  heardAtMs: new Float64Array(room),
  sinceMs: new Float64Array(room),
  pathway: new Uint16Array(room),
  kbps: new Uint16Array(room),
  revision: new Int32Array(room),
});
type Columns = ReturnType<typeof noColumns>;

export function createSessionTable(): SessionTable {
  const places = new Map<string, number>();
  const free: number[] = [];
  const pathways = createNumbering();
  let columns = noColumns(FIRST_ROOM);
  let used = 0;
  let scan = places.entries();

  function newPlace(): number {
    const again = free.pop();
    if (again !== undefined) return again;
    if (used === columns.state.length) columns = widened(columns, used * 2);
    return used++;
  }

  function read(place: number): SessionRecord {
    const flags = at(columns.flags, place);
    return {
      state: sessionStates[at(columns.state, place)] ?? 'unknown',
      linkDown: (flags & 1) !== 0,
      silent: (flags & 2) !== 0,
      longPaused: (flags & 4) !== 0,
      joinCounted: (flags & 8) !== 0,
      sn: at(columns.sn, place),
      ts: at(columns.ts, place),
      attemptTs: at(columns.attemptTs, place),
      heardAtMs: at(columns.heardAtMs, place),
      sinceMs: at(columns.sinceMs, place),
      pathway: pathways.text(at(columns.pathway, place)),
      kbps: at(columns.kbps, place),
      revision: at(columns.revision, place),
    };
  }

  function write(place: number, record: SessionRecord): void {
    columns.state[place] = sessionStates.indexOf(record.state);
    columns.flags[place] =
      Number(record.linkDown) |
      (Number(record.silent) << 1) |
      (Number(record.longPaused) << 2) |
      (Number(record.joinCounted) << 3);
    columns.sn[place] = record.sn;
    columns.ts[place] = record.ts;
    columns.attemptTs[place] = record.attemptTs;
    columns.heardAtMs[place] = record.heardAtMs;
    columns.sinceMs[place] = record.sinceMs;
    columns.pathway[place] = pathways.number(record.pathway);
    columns.kbps[place] = record.kbps;
    columns.revision[place] = record.revision;
  }

  return {
    size: () => places.size,
    get(sid) {
      const place = places.get(sid);
      return place === undefined ? null : read(place);
    },
    set(sid, record) {
      let place = places.get(sid);
      if (place === undefined) {
        place = newPlace();
        places.set(unsliced(sid), place);
      }
      write(place, record);
    },
    delete(sid) {
      const place = places.get(sid);
      if (place === undefined) return;
      places.delete(sid);
      free.push(place);
    },
    some(count) {
      const found: [string, SessionRecord][] = [];
      while (found.length < count) {
        const next = scan.next();
        if (next.done === true) {
          scan = places.entries();
          break;
        }
        const [sid, place] = next.value;
        found.push([sid, read(place)]);
      }
      return found;
    },
  };
}

function at(
  column: Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array,
  place: number,
): number {
  return column[place] ?? 0;
}

function widened(columns: Columns, room: number): Columns {
  const wider = noColumns(room);
  for (const name of Object.keys(wider) as (keyof Columns)[]) wider[name].set(columns[name]);
  return wider;
}

/** Names of pathways, bounded by whoever gives them, as small numbers. */
function createNumbering() {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  return {
    text: (number: number) => texts[number] ?? '',
    number(text: string): number {
      const present = numbers.get(text);
      if (present !== undefined) return present;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}
