/** A command of W3C WebDriver: the method, and the path below the session's. */
type Command = readonly ['GET' | 'POST' | 'DELETE', string];

/** A session with a driver of W3C WebDriver (https://www.w3.org/TR/webdriver2/), as far as the tests need one. */
export interface WebDriverSession {
  /** Name and version, as the browser tells them. */
  readonly version: string;
  navigateTo(url: string): Promise<void>;
  /** Runs the body of a function in the page. */
  execute(body: string): Promise<unknown>;
  /** Clicks the first element that an XPath finds; waits for one. */
  click(xpath: string): Promise<void>;
  /** Closes the browser. */
  end(): Promise<void>;
}

/** The key that stands for an element in answers (WebDriver 12.2). */
const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf';
/** An element is waited for so long. */
const IMPLICIT_WAIT_MS = 10_000;
const COMMAND_TIMEOUT_MS = 30_000;

interface NewSession {
  readonly sessionId: string;
  readonly capabilities: { readonly browserName?: string; readonly browserVersion?: string };
}

/** Asks the driver at this address for a browser. `capabilities`: what to ask for always. */
export async function newWebDriverSession(
  driverUrl: string,
  capabilities: Readonly<Record<string, unknown>>,
): Promise<WebDriverSession> {
  const opened = (await send(`${driverUrl}/session`, 'POST', {
    capabilities: { alwaysMatch: { ...capabilities, timeouts: { implicit: IMPLICIT_WAIT_MS } } },
  })) as NewSession;
  const run = ([method, path]: Command, parameters: object = {}) =>
    send(`${driverUrl}/session/${opened.sessionId}${path}`, method, parameters);
  const { browserName = '', browserVersion = '' } = opened.capabilities;
  return {
    version: `${browserName} ${browserVersion}`.trim(),
    async navigateTo(url) {
      await run(['POST', '/url'], { url });
    },
    execute: (body) => run(['POST', '/execute/sync'], { script: body, args: [] }),
    async click(xpath) {
      const found = await run(['POST', '/element'], { using: 'xpath', value: xpath });
      const id = (found as Readonly<Record<string, string>>)[ELEMENT_KEY] ?? '';
      await run(['POST', `/element/${id}/click`]);
    },
    async end() {
      await run(['DELETE', '']);
    },
  };
}

interface Answer {
  readonly value: unknown;
}

/** One command; throws with what the driver says where it refuses. */
async function send(url: string, method: Command[0], parameters: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(COMMAND_TIMEOUT_MS),
    ...(method === 'POST' ? { body: JSON.stringify(parameters) } : {}),
  });
  const { value } = (await response.json()) as Answer;
  if (response.ok) return value;
  const { error, message } = value as { readonly error: string; readonly message: string };
  throw new Error(`${method} ${new URL(url).pathname}: ${error}${message === '' ? '' : `, ${message}`}`);
}
