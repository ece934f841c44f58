import * as v from 'valibot';
import { seconds } from '../schema-parts.ts';

/** Before anything is answered: see `struckAnswer`. */
export const clockSkewSchema = v.pipe(
  v.strictObject({ type: v.literal('clock-skew'), bySeconds: seconds }),
  v.description(
    'The origin’s clock is wrong by so much, behind where it is negative: its Date, the dates of its playlists, and a Retry-After that is a date.',
  ),
);
