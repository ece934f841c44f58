/** Version of package.json, set at build time. */
declare const __HOLDLINE_VERSION__: string;
/** Built by `npm start`: the page asks its server for the evening's script. */
declare const HOLDLINE_DEMO: boolean;
/** Origins that `?stream=` and `?broadcast=` may name, set at build time from VITE_ALLOWED_ORIGINS; '*' is any. */
declare const ALLOWED_ORIGINS: readonly string[];
