/** A page in a browser that Playwright does not drive. */
export interface EnginePage {
  /** Puts this into every page that is opened from now on, before anything of the page's own where the browser can. */
  addInitScript<Args extends unknown[]>(script: (...args: Args) => void, ...args: Args): Promise<void>;
  open(url: string): Promise<void>;
  /** What an expression of JavaScript is in the page, as JSON carries it. */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Presses the button with this text as a person would: a real click, which counts as a gesture. */
  press(button: string): Promise<void>;
  close(): Promise<void>;
}

/** A browser of this computer, as the distribution has it. */
export interface Engine {
  /** Its name and version. */
  readonly version: string;
  newPage(): Promise<EnginePage>;
  stop(): Promise<void>;
}

/** Finds a button by the text that is on it. No button of the page has a quotation mark on it. */
export const buttonXPath = (text: string): string => `//button[normalize-space()="${text}"]`;
