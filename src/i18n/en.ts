/**
 * Everything the pages say, in English. This catalogue is the type of all others (`messages.ts`): a key that
 * another language lacks is a type error. `{name}` is a placeholder; a pair of forms is chosen by `{count}`.
 */
export const en = {
  'page.brand': 'Holdline',
  'page.language': 'Language',
  'page.untitled': 'A live broadcast',
  'page.loadingTitle': 'One moment…',
  'page.with': 'with {host}',

  'announcements.label': 'Announcements',
  'announcements.dismiss': 'Dismiss',

  'schedule.at': '{day}, {time}',
  'schedule.startsAt': 'Announced for {when}',
  'schedule.startsIn': 'Begins in {digits}',
  'schedule.starts': 'Begins {when}',
  'schedule.late': '{span} late',
  'schedule.lateSpoken': 'About {span} late',

  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min',
  'unit.minutesSeconds': '{minutes} min {seconds} s',
  'unit.hours': '{hours} h',
  'unit.hoursMinutes': '{hours} h {minutes} min',

  'button.listen': 'Listen',
  'button.pause': 'Pause',
  'button.waiting': 'Waiting for the start',
  'button.held': 'Waiting for your turn',
  'button.joining': 'Connecting',
  'button.retry': 'Try again',
  'button.tryNow': 'Try now',
  'button.stopWaiting': 'Stop waiting',
  'button.openWithout': 'Open the page without this address',

  'status.ready.unknown': 'Ready when you are.',
  'status.ready.unknown.detail':
    'Press Listen once. If the broadcast is not there yet, this page waits for you.',
  'status.ready.scheduled': 'It has not begun yet.',
  'status.ready.scheduled.detail': 'Press Listen now and leave it: the sound comes by itself when it begins.',
  'status.ready.late': 'It should have begun, and has not.',
  'status.ready.late.detail':
    'Press Listen once and leave it: the sound comes by itself. There is no need to reload.',
  'status.ready.live': 'It is on now.',
  'status.ready.live.detail': 'Press Listen once. This page keeps you connected, whatever the line does.',
  'status.ready.ended': 'This broadcast is over.',
  'status.ready.ended.detail': 'If it can still be had, Listen plays what is left of it.',
  'status.ready.replay': 'This broadcast is over.',
  'status.ready.replay.detail': 'Its recording is here: Listen plays it from the beginning.',

  'status.waiting.scheduled': 'You are in. Now we wait for the start.',
  'status.waiting.late': 'You are in. The start is late, and we are waiting.',
  'status.waiting.unknown': 'You are in. It is not there yet.',
  'status.waiting.detail':
    'The sound comes by itself, in a background tab too. Nothing to press, nothing to reload.',
  'status.waiting.trouble':
    'We keep asking, with pauses, so that we do not make it worse. Your place is kept.',
  'status.held': 'You are in. Joining is being let in step by step, about {percent}\u00a0% so far.',
  'status.held.none': 'You are in. Nobody is being let in just now.',
  'status.held.spread': 'You are in. Your turn comes by itself.',
  'status.held.detail': 'Your place is kept; nothing to press.',
  'status.closed': 'Live is closed for new listeners.',
  'status.closed.detail':
    'The line carries no more. The recording will be here afterwards. Listen keeps you a place, should live open again.',
  'status.closed.pressed':
    'The recording will be here afterwards. Should live open again, the sound comes by itself; nothing to press.',
  'status.joining': 'Connecting.',
  'status.joining.detail': 'We are fetching the first seconds. The sound comes by itself; nothing to press.',
  'status.joining.trouble': 'Getting in is hard just now.',
  'status.joining.trouble.detail': 'We keep trying by ourselves, and keep every piece that arrives.',
  'status.listening': 'You are listening.',
  'status.listening.detail': 'The line is steady.',
  'status.listening-in-trouble': 'The sound goes on.',
  'status.listening-in-trouble.detail': 'We play what is in hand and fetch more as soon as it can be had.',
  'status.listening-offline': 'You are offline. The sound goes on for now.',
  'status.listening-offline.detail':
    'We play what is in hand, and fetch more as soon as your network is back.',
  'status.rebuffering': 'Silence. What was in hand ran out.',
  'status.rebuffering.detail':
    'We go on where the sound stopped, as soon as enough has arrived. Nothing to press.',
  'status.offline': 'Your device is offline.',
  'status.offline.detail': 'We go on by ourselves as soon as the network is back. Nothing to press.',
  'status.paused': 'Paused.',
  'status.paused.detail': 'Listen goes on from here.',
  'status.blocked': 'One more press, please.',
  'status.blocked.detail': 'Your browser lets no sound out without it. The broadcast is ready: press Listen.',
  'status.ended': 'The broadcast is over.',
  'status.ended.detail': 'Thank you for holding the line.',
  'status.ended.replay': 'The broadcast is over, and its recording is here.',
  'status.ended.replay.detail': 'Listen plays it from the beginning.',
  'status.denied': 'We are not let in.',
  'status.denied.detail':
    'The server refuses this broadcast ({status}). It may want a subscription, or not be offered where you are. We have stopped asking; one more try is yours.',

  'failed.not-a-playlist': 'There is no stream at this address.',
  'failed.not-a-playlist.detail':
    'What came from {url} is not a stream. Check the address, or ask whoever gave it to you.',
  'failed.no-audio': 'This stream carries no sound.',
  'failed.no-audio.detail':
    'There is nothing in it to hear. If that is a mistake at the other end, try again later.',
  'failed.codec-not-supported': 'Your browser cannot play this sound.',
  'failed.codec-not-supported.detail':
    'It is encoded as {codecs}. Another browser may know it: take the address of this page there.',
  'failed.browser-not-supported': 'This browser cannot play live streams.',
  'failed.browser-not-supported.detail':
    'Take the address of this page to a current Firefox, Chrome, Edge or Safari.',
  'failed.player-not-loaded': 'The player could not be fetched.',
  'failed.player-not-loaded.detail': 'The host of this page did not deliver it. Try again in a moment.',
  'failed.media': 'The sound could not be decoded.',
  'failed.media.detail': 'We started the player afresh, without success ({message}).',

  'address.invalid-url': 'This address cannot be read.',
  'address.invalid-url.detail':
    '“{url}” is not a web address that can be played. It should begin with https:// and hold no password.',
  'address.unsupported-scheme': 'This kind of address cannot be played.',
  'address.unsupported-scheme.detail': '“{url}” begins with something else than http:// or https://',
  'address.origin-not-allowed': 'This page may not play from there.',
  'address.origin-not-allowed.detail':
    '“{url}” is not among the places that this page may play from. Ask whoever runs it.',

  'trouble.overloaded': 'The server is overloaded.',
  'trouble.not-found': 'The server does not have it yet.',
  'trouble.denied': 'The server refuses us.',
  'trouble.unreachable': 'The server cannot be reached.',
  'trouble.timed-out': 'The server does not answer.',
  'trouble.stalled': 'The server begins to answer, then falls silent.',
  'trouble.truncated': 'The connection keeps breaking off.',
  'trouble.malformed': 'The server sends something that is not the broadcast.',
  'trouble.stale': 'The server answers, but brings nothing new.',

  'ticker.inHand': '{span} in hand',
  'ticker.inHandSpoken': 'About {span} of sound in hand.',
  'ticker.inHandLittle': 'Only a few seconds of sound in hand.',
  'ticker.nextTry': 'Next try in {span}',
  'ticker.turn': 'Your turn in {span}',
  'ticker.turnSpoken': 'About {span} until your turn.',
  'ticker.tryingNow': 'Trying now',
  'ticker.attempts': { one: '{count} try so far', other: '{count} tries so far' },

  'notice.documentUnreachable': 'The programme could not be fetched. It is asked for again by itself.',
  'notice.documentMalformed': 'The programme has a mistake, and whoever publishes it should know: {message}',

  'latency.behind': '{span} behind live',
  'latency.jump': 'Jump to live',
  'volume.label': 'Volume',
  'volume.value': '{percent} percent',
  'volume.mute': 'Mute',

  'line.live': 'live',
  'line.end': 'end',
  'line.waiting': 'The line is quiet. The broadcast is not there yet.',
  'line.waitingUntil': 'The line is quiet. The start is announced for {time}.',
  'line.waitingLate': 'The line is quiet. The start was announced for {time}.',
  'line.joining': 'The first seconds are being fetched.',
  'line.heard': '{span} heard',
  'line.nothingInHand': 'nothing in hand',
  'line.lost': '{span} lost in gaps',

  'demo.label': 'Demonstration',
  'demo.scenario': 'This is a demonstration. Tonight: {scenario}',
  'demo.beginAgain': 'Begin the evening again',
} as const;

export { en as messages };

/** What the late parts say, in a file of its own: it comes with them. */
export const loadLater = () => import('./later/en.ts').then((later) => later.en);
