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

  'shortcuts.label': 'Keyboard shortcuts',
  'shortcuts.keys': 'Space or K: listen and pause. L: jump to live. M: mute. ↑ ↓: volume.',
} as const;
