import { expect, it } from 'vitest';
import { readOptions } from '../../e2e/fleet/options.ts';

const read = (line: string) => readOptions(line.split(' '));

it('has defaults for everything but the source', () => {
  expect(read('--stream http://127.0.0.1:8081/live/main.m3u8')).toEqual({
    source: { kind: 'stream', url: 'http://127.0.0.1:8081/live/main.m3u8' },
    listeners: 100,
    arrivalSeconds: 10,
    impatientShare: 0.1,
    seed: 1,
    seconds: null,
    processes: 1,
  });
});

it('divides many listeners into two processes, unless it is told otherwise', () => {
  const stream = '--stream http://127.0.0.1:8081/live/main.m3u8';
  expect(read(`${stream} --listeners 500`)?.processes).toBe(1);
  expect(read(`${stream} --listeners 501`)?.processes).toBe(2);
  expect(read(`${stream} --listeners 2000 --processes 4`)?.processes).toBe(4);
  expect(() => read(`${stream} --listeners 3 --processes 4`)).toThrow(
    '--processes 4: must be a number from 1 to 3',
  );
});

it('takes what is given', () => {
  expect(
    read(
      '--document http://localhost/broadcast.json --listeners 2000 --arrivals crowd --impatient 0 --seed 9 --seconds 30',
    ),
  ).toMatchObject({ listeners: 2000, arrivalSeconds: null, impatientShare: 0, seed: 9, seconds: 30 });
  expect(read('--scenario clean --arrivals 0')).toMatchObject({
    source: { kind: 'scenario', name: 'clean' },
    arrivalSeconds: 0,
  });
  expect(read('--help')).toBeNull();
});

it.each([
  ['--listeners 5', 'Choose one of'],
  ['--scenario clean --stream http://127.0.0.1/', 'Choose one of'],
  ['--stream http://cdn.example/main.m3u8', 'of this computer only'],
  ['--document main.json', 'this is no URL'],
  ['--scenario clean --listeners 2001', '--listeners 2001: must be a number from 1 to 2000'],
  ['--scenario clean --listeners 1.5', '--listeners 1.5: must be a whole number'],
  ['--scenario clean --seconds soon', '--seconds soon: must be a number'],
  ['--scenario clean --impatient 2', '--impatient 2: must be a number from 0 to 1'],
  ['--scenario clean --arrivals crowd', 'needs a scheduled start'],
  ['--scenario clean --loud', 'See --help'],
])('%s: %s', (line, message) => {
  expect(() => read(line)).toThrow(message);
});
