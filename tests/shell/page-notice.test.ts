import { describe, expect, it } from 'vitest';
import { pageNotice, type NoticeFacts } from '../../src/shell/page-notice.ts';

const calm: NoticeFacts = {
  fromDevice: true,
  host: 'answers',
  hasUpdate: false,
  link: 'steady',
  isPlaying: false,
  documentMissing: false,
  documentKept: false,
  isQuiet: true,
};
const silent: NoticeFacts = { ...calm, host: 'silent' };

describe('pageNotice', () => {
  it.each<[string, NoticeFacts, ReturnType<typeof pageNotice>]>([
    ['all is well', calm, null],
    ['nothing is known yet', { ...calm, host: 'unknown' }, null],
    ['the host is silent', silent, 'host-silent'],
    ['so far only its document is', { ...calm, host: 'unknown', documentKept: true }, 'host-silent'],
    ['only its document is, the host itself answers', { ...calm, documentKept: true }, null],
    ['the broadcast begins to fail as well', { ...silent, link: 'struggling' }, 'host-silent'],
    ['nothing answers', { ...silent, link: 'lost' }, 'nothing-answers'],
    ['not even the document was kept', { ...silent, documentMissing: true }, 'nothing-answers'],
    ['the device is offline', { ...silent, link: 'offline' }, 'device-offline'],
    ['something is heard', { ...silent, isPlaying: true, isQuiet: false }, null],
    ['the page came from its host', { ...silent, fromDevice: false, link: 'lost' }, null],
    ['the origin is lost, the host answers', { ...calm, link: 'lost' }, null],
    ['a new version is there', { ...calm, hasUpdate: true }, 'update-ready'],
    ['a new version is there while one waits', { ...calm, hasUpdate: true, isQuiet: false }, null],
    ['a new version is there, the host has gone since', { ...silent, hasUpdate: true }, 'host-silent'],
  ])('%s', (_, facts, notice) => {
    expect(pageNotice(facts)).toBe(notice);
  });
});
