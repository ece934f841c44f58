/** What the parts of the page say that come after the first paint, in English: the type of this catalogue in all other languages. */
export const en = {
  'announcements.label': 'Announcements',
  'announcements.dismiss': 'Dismiss',

  'audience.listening': 'about {audience} listening',

  'audio.legend': 'Language of the sound',
  'audio.hint': 'Changes what you hear, not the language of this page.',
  'audio.switching': 'Changing to {name} …',
  'audio.switched': 'You now hear {name}.',
  'audio.unavailable': '{name} cannot be had at present. {heard} goes on; we keep trying.',
  'audio.unnamed': 'Version {number}',

  'saver.label': 'Use less data',
  'saver.hint': 'The lowest bit rate, and less fetched ahead. Follows your browser until you choose.',

  'details.summary': 'Details',
  'details.dataPerHour': 'Data per hour',
  'details.about': 'about {amount}',
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

  'settings.open': 'Settings',
  'settings.title': 'Settings',
  'settings.theme': 'Appearance',
  'settings.theme.system': 'As this device',
  'settings.theme.light': 'Light',
  'settings.theme.dark': 'Dark',
  'settings.kept': 'Language, appearance, volume and the like are remembered on this device only.',
  'settings.forget': 'Forget what this page remembers',
  'settings.forgotten': 'Forgotten. What you set from now on is remembered again.',
  'settings.forgetFailed': 'This browser gives the page no storage; nothing is remembered.',
  'sheet.close': 'Close',

  'sleep.label': 'Sleep timer',
  'sleep.off': 'Off',
  'sleep.minutes': {
    one: '{count} minute',
    other: '{count} minutes',
  },
  'sleep.endOfTalk': 'At the end of the talk',
  'sleep.about': 'The sound grows quieter over the last seconds, then pauses.',
  'sleep.left': 'Sound stops in {span}',
  'sleep.leftTalk': 'Sound stops at the end of the talk',
  'sleep.fading': 'The sound is fading out.',
  'sleep.more': {
    one: '{count} more minute',
    other: '{count} more minutes',
  },
  'sleep.cancel': 'Stay on',

  'help.open': 'Help',
  'help.title': 'Help',
  'help.keysOff': 'Single keys are switched off in the settings.',
  'help.group.listening': 'Listening',
  'help.group.sound': 'Sound',
  'help.group.page': 'On this page',
  'help.do.toggle': 'Listen and pause',
  'help.do.live': 'Jump to live',
  'help.do.mute': 'Mute',
  'help.do.louder': 'Louder',
  'help.do.quieter': 'Quieter',
  'help.do.help': 'This help',
  'help.do.next': 'Next control; backwards with Shift',
  'help.do.press': 'Press the control',
  'help.do.close': 'Close this sheet',
  'help.key.space': 'Space',
  'help.key.tab': 'Tab',
  'help.key.enter': 'Enter',
  'help.key.escape': 'Esc',
  'help.questions': 'Questions',
  'help.waiting.question': 'It says “waiting”. Do I have to do anything?',
  'help.waiting.answer':
    'No. One press of Listen is enough: the sound comes by itself when it begins. Do not reload; it would not come sooner.',
  'help.silence.question': 'Why is it silent?',
  'help.silence.answer':
    'Either it has not begun, or nothing can be had just now; the sentence above the button says which. Both end by themselves. If it says that you are listening, look at the volume here and on your device.',
  'help.behind.question': 'Why am I behind live?',
  'help.behind.answer':
    'Some seconds are kept in hand, so that you do not hear it when the line falters. If you have fallen far behind, “Jump to live” is offered.',
  'help.leaving.question': 'May I leave this tab, or lock the screen?',
  'help.leaving.answer':
    'Leave the tab as you like, but do not close it. While you listen, the screen may be locked; while you wait on a phone, better leave it on, for a phone may put a silent page to sleep.',
  'help.privacy.question': 'What does this page know about me?',
  'help.privacy.answer':
    'What you set stays on this device, and the settings can forget it. If the broadcaster collects reports, they tell how well the sound arrives, not who you are.',

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
  'page.deviceOffline':
    'This page comes from your device, which is offline. It goes on by itself as soon as the network is back.',
  'page.nothingAnswers':
    'This page comes from your device; neither its host nor the broadcast answers. It keeps trying.',
  'page.hostSilent':
    'This page comes from your device; its host does not answer just now. That need not keep you from listening.',
  'page.updateReady': 'A new version of this page is ready.',
  'page.loadUpdate': 'Load it now',

  'shortcuts.label': 'Keyboard shortcuts',
  'shortcuts.about': 'Single keys that work anywhere on the page; the help lists them.',

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

  'why.silent': 'Why is it silent?',
  'why.calm': 'What is going on?',
  'why.close': 'Close',
  'why.happening': 'What is happening',
  'why.todo': 'What you can do',
  'why.since': 'So since {time}, for {span}.',
  'why.unmute': 'Switch the sound on',
  'why.volumeUp': 'Turn the volume up',

  'why.address.invalid-url': 'The link that brought you here names an address that cannot be read.',
  'why.address.unsupported-scheme': 'The link that brought you here names something that is no web address.',
  'why.address.origin-not-allowed':
    'The link that brought you here names a place that this page may not play from.',
  'why.not-pressed.before':
    'Nobody has pressed Listen yet, so this page fetches no sound. It may be pressed before the broadcast begins: then the page waits for you.',
  'why.not-pressed.live':
    'The broadcast is on. Nobody has pressed Listen yet, so this page fetches no sound.',
  'why.not-pressed.ended': 'The broadcast is over. Perhaps some of it can still be had.',
  'why.not-pressed.replay': 'The broadcast is over. Its recording can be heard here.',
  'why.not-started':
    'The broadcast has not begun. We look for it again and again, and the sound comes by itself when it begins.',
  'why.late':
    'The broadcast should have begun and has not. That has nothing to do with your device or your connection. We look for it again and again.',
  'why.held':
    'So many people want to listen that they are let in step by step. In this way those who are in can hear everything.',
  'why.held.share':
    'About {percent}\u00a0% are in so far. You need not hurry: chance decides, and your place is kept.',
  'why.held.none': 'Nobody is being let in at the moment. Your place is kept.',
  'why.held.due': 'Your turn comes by itself, in about {span}.',
  'why.closed':
    'There is no room for more listeners, so the organisers have closed the live broadcast for newcomers.',
  'why.joining':
    'We are looking for the broadcast and fetching its first seconds. As a rule that takes a moment.',
  'why.trouble.overloaded':
    'More people want to listen than the server can serve, so it turns some of us away for a while. Your device and your connection seem to be in order.',
  'why.trouble.not-found': 'The server answers that it does not have the broadcast, or not yet.',
  'why.trouble.denied': 'The server refuses us the broadcast.',
  'why.trouble.unreachable':
    'The server cannot be reached. It may be down or cut off by the crowd, or something on your way to it blocks it.',
  'why.trouble.timed-out':
    'The server does not answer in time. Mostly that means that too many people ask it at once.',
  'why.trouble.stalled':
    'The server begins to send and then falls silent. Mostly that means that its line is full.',
  'why.trouble.truncated':
    'The connection to the server keeps breaking off. We keep every piece that arrives.',
  'why.trouble.malformed':
    'The server sends something else than the broadcast, an error page for instance. Or your network shows a sign-in page instead.',
  'why.trouble.stale':
    'The server answers and brings nothing new: the broadcast itself stands still at the moment.',
  'why.slow-line':
    'The sound arrives more slowly than it is spoken. Mostly the reason is one’s own connection: weak Wi-Fi, a weak mobile signal, or others on the same line.',
  'why.offline': 'Your device is not connected to any network, as far as your browser knows.',
  'why.heard.nothing-yet': 'That is why no sound has come yet.',
  'why.heard.silent': 'What we had kept in hand is used up, so it is silent.',
  'why.heard.goes-on': 'You still hear it, because we have kept about {span} of sound in hand.',
  'why.gap': 'A piece of the broadcast could not be had anywhere. We go on behind it.',
  'why.refilling':
    'What we had kept in hand ran out. New sound is arriving, and goes on as soon as it will last for a while.',
  'why.muted': 'The broadcast is playing, but the sound is switched off on this page.',
  'why.volume-zero': 'The broadcast is playing, but the volume on this page is at zero.',
  'why.paused':
    'The sound is paused: by you, or by something on your device, such as a call, the lock screen or headphones that were pulled out.',
  'why.blocked':
    'The broadcast is ready. Your browser lets a page make a sound only after somebody has pressed something on it.',
  'why.ended': 'The broadcast is over; nothing more follows.',
  'why.ended.replay': 'The broadcast is over. Its recording can be heard here.',
  'why.denied':
    'The server refuses us this broadcast. It may be for subscribers only, or not be offered where you are.',
  'why.failed.not-a-playlist': 'There is no broadcast at the address that this page was given.',
  'why.failed.no-audio':
    'There is something at the address that this page was given, but it carries no sound.',
  'why.failed.codec-not-supported': 'The sound comes in a form that your browser cannot play.',
  'why.failed.browser-not-supported': 'Your browser lacks what is needed to play live broadcasts.',
  'why.failed.player-not-loaded':
    'A part of this page, the player, could not be fetched. The host of this page may be overloaded as well.',
  'why.failed.media': 'Sound arrived that could not be played, and starting the player afresh did not help.',
  'why.listening': 'You are listening, and everything is in order.',

  'why.beside.muted': 'Besides, the sound is switched off on this page.',
  'why.beside.volume-zero': 'Besides, the volume on this page is at zero.',
  'why.beside.other-pathway': 'One of several ways to the broadcast is failing, so we use another.',
  'why.beside.behind': 'You hear it about {span} after it is said.',

  'why.todo.nothing': 'Nothing. Leave this page open: the sound comes by itself.',
  'why.todo.nothing-more': 'Nothing more. Thank you for listening.',
  'why.todo.goes-on': 'Nothing. We keep fetching what comes next.',
  'why.todo.try-now':
    'Nothing: we keep trying by ourselves. If you do not want to wait for the next try, try now.',
  'why.todo.listen': 'Press Listen.',
  'why.todo.closed':
    'Leave this page open: should there be room again, the sound comes by itself. The recording will be here afterwards.',
  'why.todo.unmute': 'Switch the sound on.',
  'why.todo.volume': 'Turn the volume up.',
  'why.todo.slow-line':
    'It goes on by itself. It may help to go nearer to the Wi-Fi, to stop what else uses the line, or to change between Wi-Fi and mobile data.',
  'why.todo.offline':
    'See whether flight mode is on, or Wi-Fi off. As soon as the network is back, it goes on by itself.',
  'why.todo.denied': 'If you should be let in, ask whoever gave you this link. You may try once more.',
  'why.todo.other-browser': 'Open this page in a current Firefox, Chrome, Edge or Safari.',
  'why.todo.ask': 'Ask whoever gave you this link whether it is the right one.',
  'why.todo.retry': 'Try again. If that does not help, send the report to whoever runs this page.',
  'why.todo.address': 'Check the link, or open the page without it.',
  'why.todo.device':
    'If you hear nothing all the same: turn up the volume of your device, and see whether it sends the sound to other loudspeakers or headphones.',

  'report.label': 'Report',
  'report.about':
    'For whoever helps you: what has happened since you opened this page. It holds no names, no addresses of yours and nothing secret.',
  'report.copy': 'Copy the report',
  'report.save': 'Save as a file',
  'report.saved': 'Saved.',
  'report.show': 'Read it first',
  'report.timeline': 'What has happened, and how long ago',
  'report.forgotten': {
    one: '{count} earlier change was not kept.',
    other: '{count} earlier changes were not kept.',
  },
  'report.requests': 'Requests by pathway',
  'report.tally': '{pathway}: {asked} sent, {ok} answered, {failed} failed',
  'report.failures': 'Failures by pathway and kind',
  'report.times': { one: 'once', other: '{count} times' },
  'report.playback.idle': 'Nobody listens.',
  'report.playback.waiting': 'Waiting for the broadcast.',
  'report.playback.joining': 'Connecting.',
  'report.playback.playing': 'Sound.',
  'report.playback.rebuffering': 'Silence: nothing in hand.',
  'report.playback.paused': 'Paused.',
  'report.playback.blocked': 'The browser lets no sound out.',
  'report.playback.ended': 'The broadcast is over.',
  'report.playback.failed': 'Failed.',
  'report.link': 'Link: {state}.',
  'report.admission.held': 'Not let in yet.',
  'report.admission.due': 'Let in, at a moment that chance has set.',
  'report.admission.in': 'Let in.',
  'report.admission.closed': 'Closed for newcomers.',
  'report.programme': 'Programme: {state}.',
  'report.pathway': 'Pathway changed from {from} to {to}.',
  'report.rendition': 'Rendition: {bitrate}.',
  'report.output.on': 'The sound is switched on.',
  'report.output.off': 'The sound is switched off, or at zero.',
  'report.fault': 'The player complains: {message}',

  'share.label': 'Pass it on',
  'share.button': 'Share',
  'share.text': '{title}, live. Press Listen once and stay.',
  'share.thanks': 'Thank you for passing it on.',
  'share.embed': 'Embed in your own page',

  'embed.full': 'Open the full page',
  'shortcuts.keys': 'Space or K: listen and pause. L: jump to live. M: mute. ↑ ↓: volume.',
  'transcript.read': 'Read along',
  'transcript.label': 'Transcript',
  'transcript.lines': 'What is said',
  'transcript.language': 'Language of the text',
  'transcript.empty': 'No captions yet.',
  'transcript.failing':
    'There are no captions to be had at the moment. What is still there will be fetched as soon as possible.',
  'transcript.denied': 'The server does not give out these captions.',
  'transcript.hole': '… {span} without captions …',
  'transcript.back': 'Back to now',
  'transcript.search': 'Find in the text',
  'transcript.next': 'Next match',
  'transcript.previous': 'Previous match',
  'transcript.found': '{index} of {count}',
  'transcript.notFound': 'Not found',
  'transcript.larger': 'Larger text',
  'transcript.smaller': 'Smaller text',
  'transcript.aloud': 'Read new lines aloud (for screen readers)',
  'transcript.copy': 'Copy the text',
  'transcript.save': 'Save as a text file',
  'transcript.fileName': 'transcript.txt',
  'transcript.said': '[{time}] {text}',
  'transcript.saidBy': '[{time}] {speaker}: {text}',
} as const;
