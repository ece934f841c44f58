import 'react';

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- only an interface can be merged
  interface CSSProperties {
    /** Custom properties: React sets them through CSSOM, so no style attribute is parsed and a strict CSP holds. */
    [variable: `--${string}`]: string | number | undefined;
  }
}
