import type { PageSession } from './session-context.tsx';

/** Gives each session one of its own: parts of the page that do not know each other then share it. */
export function perSession<Made>(create: (session: PageSession) => Made): (session: PageSession) => Made {
  const made = new WeakMap<object, Made>();
  return (session) => {
    const known = made.get(session.store);
    if (known !== undefined) return known;
    const fresh = create(session);
    made.set(session.store, fresh);
    return fresh;
  };
}
