import {
  array,
  type BaseIssue,
  check,
  custom,
  type InferOutput,
  number,
  object,
  optional,
  picklist,
  pipe,
  rawTransform,
  record,
  safeParse,
  string,
} from 'valibot';

/** Everybody who waits fetches it again and again: what does not fit in here does not belong in it. */
const MAX_DOCUMENT_CHARACTERS = 256 * 1024;
const MAX_URL_CHARACTERS = 2048;
const MAX_PATHWAYS = 16;
const MAX_ANNOUNCEMENTS = 50;
/** More than three mistakes at once are one: not this kind of document. */
const MAX_MISTAKES_NAMED = 3;
const MAX_FOUND_CHARACTERS = 60;

const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
const ISO_8601 = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

// Conditions are checks of our own rather than valibot's ready-made actions: each action that is not imported is one
// that nobody has to load before they can press Listen.

/** Text as it is shown: it is never read as markup, and has no control characters but tab and line breaks. */
const text = (limit: number) =>
  pipe(
    string(),
    check((value) => value.length <= limit && /\S/.test(value), `text of 1 to ${limit} characters`),
    // eslint-disable-next-line no-control-regex -- they are what must not be there
    check((value) => !/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/.test(value), 'text without control characters'),
  );
const isLanguageTag = (value: string) => /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(value);
const isId = (value: unknown): boolean => typeof value === 'string' && /^[\w.-]{1,64}$/.test(value);
const identifier = pipe(
  string(),
  check((value) => isId(value), 'an id of 1 to 64 letters, digits, "-", "_" or "."'),
);
const between = (least: number, most: number) =>
  pipe(
    number(),
    check((value) => value >= least && value <= most, `a number from ${least} to ${most}`),
  );
const areDistinct = (items: readonly { readonly id: string }[]) =>
  new Set(items.map(({ id }) => id)).size === items.length;

/** Without a time zone it would be another moment for every listener. */
const moment = pipe(
  string(),
  rawTransform(({ dataset, addIssue, NEVER }) => {
    const atMs = momentMs(dataset.value);
    if (atMs >= EARLIEST_MS && atMs < LATEST_MS) return new Date(atMs).toISOString();
    addIssue({ message: 'an ISO 8601 time with time zone, in the years 2000 to 2099' });
    return NEVER;
  }),
);

/** The broadcast document; relative addresses are resolved against `baseUrl`. */
function documentSchema(baseUrl: string) {
  const url = pipe(
    string(),
    check(
      (value) => value.length <= MAX_URL_CHARACTERS,
      `an address of at most ${MAX_URL_CHARACTERS} characters`,
    ),
    rawTransform(({ dataset, addIssue, NEVER }) => {
      const address = httpUrl(dataset.value, baseUrl);
      if (address !== null) return address;
      addIssue({ message: 'an http or https address' });
      return NEVER;
    }),
  );
  return object({
    version: picklist([1]),
    id: identifier,
    /** Counts the changes of this document; told in reports, so that producers see who acts on it. */
    revision: optional(
      pipe(
        number(),
        check((value) => Number.isInteger(value) && value >= 0 && value < 1e9, 'a whole number from 0'),
      ),
    ),
    title: text(200),
    host: optional(text(200)),
    artwork: optional(url),
    scheduledStart: moment,
    state: picklist(['scheduled', 'late', 'live', 'ended']),
    pathways: pipe(
      array(object({ id: identifier, url })),
      check((items) => items.length <= MAX_PATHWAYS, `at most ${MAX_PATHWAYS} pathways`),
      check((items) => areDistinct(items), 'pathways with an id of their own each'),
    ),
    admission: optional(between(0, 1)),
    admissionEpoch: optional(
      custom<string | number>((value) => Number.isInteger(value) || isId(value), 'a whole number or an id'),
    ),
    joinSpreadSeconds: optional(between(0, 3600)),
    pollSeconds: optional(between(5, 3600)),
    joinBackoffSeconds: optional(between(1, 120)),
    degrade: optional(picklist([0, 1, 2, 3, 4])),
    announcements: optional(
      pipe(
        array(
          object({
            id: identifier,
            at: moment,
            level: picklist(['info', 'warning']),
            text: pipe(
              record(
                pipe(
                  string(),
                  check((value) => isLanguageTag(value), 'a language tag'),
                ),
                text(1000),
              ),
              check((texts) => Object.keys(texts).length > 0, 'text in at least one language'),
            ),
          }),
        ),
        check((items) => items.length <= MAX_ANNOUNCEMENTS, `at most ${MAX_ANNOUNCEMENTS} announcements`),
        check((items) => areDistinct(items), 'announcements with an id of their own each'),
      ),
    ),
    audience: optional(between(0, 1e10)),
    replay: optional(object({ url })),
    reports: optional(object({ url, sampleRate: between(0, 1) })),
  });
}

type Frozen<Value> = Value extends object ? { readonly [Key in keyof Value]: Frozen<Value[Key]> } : Value;

/**
 * What a producer tells everybody (DESIGN, The broadcast document). Addresses are absolute, times are ISO 8601 in
 * UTC. What is optional stays unsaid: its default belongs to the policy that reads it.
 */
export type BroadcastDocument = Frozen<InferOutput<ReturnType<typeof documentSchema>>>;

export type ParsedDocument =
  | { readonly kind: 'ok'; readonly document: BroadcastDocument }
  /** `message` names the first wrong fields, what was expected there and what was found. */
  | { readonly kind: 'malformed'; readonly message: string };

/**
 * Reads a broadcast document. `baseUrl` is the address that it came from, after redirects. Unknown fields are left
 * out. Never throws.
 */
export function parseBroadcastDocument(json: string, baseUrl: string): ParsedDocument {
  if (json.length > MAX_DOCUMENT_CHARACTERS) {
    return { kind: 'malformed', message: `longer than ${MAX_DOCUMENT_CHARACTERS} characters` };
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { kind: 'malformed', message: `expected JSON, found ${excerpt(json.trim())}` };
  }
  const parsed = safeParse(documentSchema(baseUrl), value, { abortPipeEarly: true });
  if (parsed.success) return { kind: 'ok', document: parsed.output };
  return { kind: 'malformed', message: parsed.issues.slice(0, MAX_MISTAKES_NAMED).map(describe).join('; ') };
}

/** Milliseconds since the epoch; NaN for what is no moment. */
function momentMs(written: string): number {
  const day = ISO_8601.exec(written)?.[1] ?? '';
  const dayMs = Date.parse(day);
  // Date.parse takes 31 November for 1 December.
  const isDay = !Number.isNaN(dayMs) && new Date(dayMs).toISOString().startsWith(day);
  return isDay ? Date.parse(written) : Number.NaN;
}

function httpUrl(written: string, baseUrl: string): string | null {
  try {
    const { protocol, href } = new URL(written, baseUrl);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** `pathways[0].url: expected an http or https address, found "ftp://…"`. */
function describe(issue: BaseIssue<unknown>): string {
  const path = (issue.path ?? [])
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  const own = !issue.message.startsWith('Invalid ');
  const expected = own || issue.expected === null ? issue.message : issue.expected;
  // A list has an `at` and other functions of its own, where an object has nothing.
  const isNothing = issue.input === undefined || typeof issue.input === 'function';
  const found = isNothing ? 'nothing' : excerpt(JSON.stringify(issue.input));
  return `${path === '' ? '' : `${path}: `}expected ${expected}, found ${found}`;
}

function excerpt(found: string): string {
  if (found === '') return 'nothing';
  return found.length > MAX_FOUND_CHARACTERS ? `${found.slice(0, MAX_FOUND_CHARACTERS)}…` : found;
}
