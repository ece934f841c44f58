/** What the parts of the page say that come after the first paint, in English: the type of this catalogue in all other languages. */
export const en = {
  'announcements.label': 'Announcements',
  'announcements.dismiss': 'Dismiss',

  'audience.listening': 'about {audience} listening',

  'details.summary': 'Details',
  'details.rendition': 'Rendition',
  'details.inHand': 'Audio in hand',
  'details.latency': 'Latency',
  'details.link': 'Link',
  'details.attempts': 'Attempts',
  'details.pathway': 'Pathway',
  'details.throughput': 'Throughput',
  'details.lost': 'Lost in gaps',
  'details.version': 'Version',
  'details.unknown': 'not known yet',
  'details.kilobits': '{kilobits} kbit/s',
  'details.renditionCodecs': '{bitrate}, {codecs}',
  'details.copy': 'Copy as JSON',
  'details.copied': 'Copied',
  'details.copyByHand': 'Select and copy this text:',
  'link.steady': 'steady',
  'link.struggling': 'struggling',
  'link.lost': 'lost',
  'link.offline': 'offline',
  'link.denied': 'denied',

  'pathway.oneOf': '{id}, one of {count}',
  'pathway.switch': 'Changed pathway',
  'pathway.switched': 'from {from} to {to}, {time}',

  'button.copyLink': 'Copy this page’s address',

  'lost.notice': {
    one: '{span} of the talk could not be had.',
    other: '{span} of the talk could not be had.',
  },

  'time.position': 'Place in the broadcast',
  'time.controls': 'Time',
  'time.live': 'Live',
  'time.liveSeen': 'Live, {span} after it is said',
  'time.beforeEnd': '{span} before the end',
  'time.at': 'at {time} of {total}',
  'time.back': '{seconds} s back',
  'time.on': '{seconds} s on',
  'time.atStart': 'This is the earliest that can be heard.',
  'time.atLive': 'You are at live.',
  'time.atEnd': 'This is the end.',
  'time.speed': 'Speed',
  'time.rate': '{rate}×',
  'time.faster': 'Faster',
  'time.fasterBehind': 'Faster, once you are behind live',

  'marks.chapters': { one: '{count} chapter', other: '{count} chapters' },
  'marks.marks': { one: '{count} mark', other: '{count} marks' },
  'marks.label': 'Marks on the line',
  'marks.keys': 'The arrow keys go from mark to mark.',
  'marks.joined': 'You joined here',
  'marks.gap': '{span} could not be had here',

  'replay.resumed': 'Goes on where you left off ({time}).',
  'replay.fromStart': 'Start from the beginning',
  'replay.label': 'What you missed',
  'replay.missed': {
    one: 'Hear the part that you missed ({span})',
    other: 'Hear the {count} parts that you missed ({span})',
  },
  'replay.next': 'Next part that you missed ({span})',
  'replay.part': '{time}, {span}',
  'replay.heard': 'heard',
  'replay.allHeard': 'You have heard everything that you missed.',

  'shortcuts.label': 'Keyboard shortcuts',
  'shortcuts.keys':
    'Space or K: listen and pause. J or ←: 15 s back. →: 30 s on. L: jump to live. <, >: speed. M: mute. ↑ ↓: volume.',
} as const;
