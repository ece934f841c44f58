/** What the document is asked for as, of the page's own host: by this the service worker knows it. */
export const DOCUMENT_TYPE = 'application/json';

/**
 * The type of a copy that the service worker kept: its host has not answered. Such a copy carries no Date, ETag or
 * Age, for it says nothing about the host's clock, and a 304 must not confirm it.
 */
export const KEPT_TYPE = 'application/vnd.holdline.kept+json';
