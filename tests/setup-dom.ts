import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// The late parts of a page are imported while a test waits for them, and on a busy machine that takes its time.
configure({ asyncUtilTimeout: 30_000 });
afterEach(() => cleanup());

// What is fetched late takes longer than the usual second on a busy machine.
configure({ asyncUtilTimeout: 20_000 });

// jsdom has the element, without what opens and closes it.
Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true;
    this.querySelector('button')?.focus();
  },
  close(this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  },
});
