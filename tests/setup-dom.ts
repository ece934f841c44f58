import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// The late parts of a page are imported while a test waits for them, and on a busy machine that takes its time.
configure({ asyncUtilTimeout: 30_000 });
afterEach(() => cleanup());
