/**
 * Custom CMCD keys of Holdline's reports (CTA-5004-B: a custom key carries a hyphen and a reverse-domain prefix).
 * Client and collector take the names from here. The library's validator takes only strings and tokens of at most 64
 * characters as their values, so numbers are strings of digits.
 */
export const reportKeys = {
  /** Link state: `steady | struggling | lost | offline | denied`; a token. On every event. */
  link: 'org.holdline-link',
  /** Attempts that failed since the trouble of the moment began; a string of digits, left out while there is no trouble. */
  attempts: 'org.holdline-attempts',
  /** Failure kind of an `rr` or `e` event, as `network/failure.ts` names it; a token. */
  failure: 'org.holdline-failure',
  /** Pathway that an `rr` event was about, or that is followed now; a string of 1 to 64 letters, digits, "-", "_", ".". */
  pathway: 'org.holdline-pathway',
  /** Revision of the broadcast document that the session acts on; a string of digits, left out without one. */
  revision: 'org.holdline-revision',
  /** The token `true` while the session waits because admission has not let it join yet; left out otherwise. */
  held: 'org.holdline-held',
} as const;
