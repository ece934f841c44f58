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

  'tab.plain': '{title} · Holdline',
  'tab.waiting': 'Waiting · {title}',
  'tab.connecting': 'Connecting · {title}',
  'tab.listening': 'Listening · {title}',
  'tab.silent': 'Silence · {title}',
  'tab.lost': 'Connection lost · {title}',
  'tab.paused': 'Paused · {title}',
  'tab.press': 'Press Listen · {title}',
  'tab.ended': 'Over · {title}',
  'tab.failed': 'Not available · {title}',

  'room.label': 'While you wait',

  'check.start': 'Check your sound',
  'check.again': 'Check your sound again',
  'check.muted': 'The sound of this page is turned off. Turn it up, then check again.',
  'check.sounding': 'Two notes are playing.',
  'check.asking': 'Did you hear two notes?',
  'check.yes': 'Yes',
  'check.no': 'No',
  'check.heard': 'Good. The broadcast will come from the same place, about as loud.',
  'check.unheard': 'Then it is most often one of these:',
  'check.help.volume': 'The volume is low, on this page or on your device.',
  'check.help.tab': 'This tab is muted in your browser.',
  'check.help.phone': 'A phone is switched to silent.',
  'check.help.output': 'The sound goes elsewhere: to headphones, a loudspeaker, or over Bluetooth.',
  'check.refused':
    'Your browser did not let the notes out. Listen may work all the same: its sound takes another way.',

  'begin.ask': 'Tell me when it begins',
  'begin.on': 'Your device will tell you when it begins, if you are looking elsewhere. Leave this page open.',
  'begin.denied':
    'Your browser does not let this page tell you when it begins. Its settings for this page can change that.',
  'begin.missing': 'Your browser cannot tell you from here when it begins. Leave this page open and hear it.',
  'begin.news.sounding': 'It has begun. You are listening.',
  'begin.news.admitted': 'It is your turn. You are listening.',
  'begin.news.press': 'It is on now. Press Listen.',

  'calendar.add': 'Add to calendar (.ics)',
  'calendar.description':
    'Open this page a few minutes before and press Listen once. The sound comes by itself.',
} as const;
