import type { Messages } from './messages.ts';

export const de: Messages = {
  'page.brand': 'Holdline',
  'page.language': 'Sprache',
  'page.untitled': 'Eine Live-Übertragung',
  'page.loadingTitle': 'Einen Moment …',
  'page.with': 'mit {host}',

  'announcements.label': 'Durchsagen',
  'announcements.dismiss': 'Schließen',

  'schedule.at': '{day}, {time}',
  'schedule.startsAt': 'Angekündigt für {when}',
  'schedule.startsIn': 'Beginnt in {digits}',
  'schedule.starts': 'Beginnt {when}',
  'schedule.late': '{span} Verspätung',
  'schedule.lateSpoken': 'Etwa {span} Verspätung',

  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min',
  'unit.minutesSeconds': '{minutes} min {seconds} s',
  'unit.hours': '{hours} h',
  'unit.hoursMinutes': '{hours} h {minutes} min',

  'button.listen': 'Zuhören',
  'button.pause': 'Pause',
  'button.waiting': 'Warten auf den Beginn',
  'button.held': 'Warten auf den Einlass',
  'button.joining': 'Verbinde …',
  'button.retry': 'Noch einmal versuchen',
  'button.tryNow': 'Jetzt versuchen',
  'button.stopWaiting': 'Nicht mehr warten',
  'button.openWithout': 'Die Seite ohne diese Adresse öffnen',

  'status.ready.unknown': 'Bereit, wenn Sie es sind.',
  'status.ready.unknown.detail':
    'Drücken Sie einmal auf „Zuhören“. Ist die Übertragung noch nicht da, wartet diese Seite für Sie.',
  'status.ready.scheduled': 'Es hat noch nicht begonnen.',
  'status.ready.scheduled.detail':
    'Drücken Sie jetzt auf „Zuhören“ und lehnen Sie sich zurück: Der Ton kommt zum Beginn von selbst.',
  'status.ready.late': 'Es müsste schon begonnen haben, hat es aber nicht.',
  'status.ready.late.detail':
    'Drücken Sie einmal auf „Zuhören“: Der Ton kommt von selbst. Neu laden müssen Sie nicht.',
  'status.ready.live': 'Die Übertragung läuft.',
  'status.ready.live.detail':
    'Drücken Sie einmal auf „Zuhören“. Diese Seite hält die Verbindung, was auch mit der Leitung geschieht.',
  'status.ready.ended': 'Die Übertragung ist vorbei.',
  'status.ready.ended.detail': 'Was davon noch zu haben ist, spielt „Zuhören“ ab.',
  'status.ready.replay': 'Die Übertragung ist vorbei.',
  'status.ready.replay.detail': 'Die Aufzeichnung ist da: „Zuhören“ spielt sie von Anfang an.',

  'status.waiting.scheduled': 'Sie sind dabei. Jetzt warten wir auf den Beginn.',
  'status.waiting.late': 'Sie sind dabei. Der Beginn verzögert sich, und wir warten.',
  'status.waiting.unknown': 'Sie sind dabei. Noch ist nichts da.',
  'status.waiting.detail':
    'Der Ton kommt von selbst, auch in einem Tab im Hintergrund. Sie müssen nichts drücken und nichts neu laden.',
  'status.waiting.trouble':
    'Wir fragen weiter, mit Pausen, damit wir es nicht schlimmer machen. Ihr Platz bleibt Ihnen.',
  'status.held': 'Sie sind dabei. Eingelassen wird schrittweise, bisher etwa {percent}\u00a0%.',
  'status.held.none': 'Sie sind dabei. Im Augenblick wird niemand eingelassen.',
  'status.held.spread': 'Sie sind dabei. Sie kommen von selbst an die Reihe.',
  'status.held.detail': 'Ihr Platz bleibt Ihnen; Sie müssen nichts drücken.',
  'status.closed': 'Live ist für neue Zuhörer geschlossen.',
  'status.closed.detail':
    'Mehr trägt die Leitung nicht. Die Aufzeichnung gibt es danach hier. „Zuhören“ hält Ihnen einen Platz, falls live wieder geöffnet wird.',
  'status.closed.pressed':
    'Die Aufzeichnung gibt es danach hier. Wird live wieder geöffnet, kommt der Ton von selbst; Sie müssen nichts drücken.',
  'status.joining': 'Die Verbindung wird aufgebaut.',
  'status.joining.detail':
    'Wir holen die ersten Sekunden. Der Ton kommt von selbst; Sie müssen nichts drücken.',
  'status.joining.trouble': 'Hineinzukommen ist gerade schwer.',
  'status.joining.trouble.detail':
    'Wir versuchen es von selbst weiter und behalten jedes Stück, das ankommt.',
  'status.listening': 'Sie hören zu.',
  'status.listening.detail': 'Die Leitung ist stabil.',
  'status.listening-in-trouble': 'Der Ton läuft weiter.',
  'status.listening-in-trouble.detail':
    'Wir spielen, was wir vorrätig haben, und holen mehr, sobald es zu haben ist.',
  'status.listening-offline': 'Sie sind offline. Vorerst läuft der Ton weiter.',
  'status.listening-offline.detail':
    'Wir spielen, was wir vorrätig haben, und holen mehr, sobald Ihr Netz wieder da ist.',
  'status.rebuffering': 'Stille. Der Vorrat war aufgebraucht.',
  'status.rebuffering.detail':
    'Sobald genug angekommen ist, geht es an derselben Stelle weiter. Sie müssen nichts drücken.',
  'status.offline': 'Ihr Gerät ist offline.',
  'status.offline.detail':
    'Sobald das Netz wieder da ist, geht es von selbst weiter. Sie müssen nichts drücken.',
  'status.paused': 'Angehalten.',
  'status.paused.detail': '„Zuhören“ setzt an dieser Stelle fort.',
  'status.blocked': 'Bitte noch einmal drücken.',
  'status.blocked.detail':
    'Ihr Browser lässt sonst keinen Ton heraus. Die Übertragung ist bereit: Drücken Sie auf „Zuhören“.',
  'status.ended': 'Die Übertragung ist vorbei.',
  'status.ended.detail': 'Danke, dass Sie drangeblieben sind.',
  'status.ended.replay': 'Die Übertragung ist vorbei, und die Aufzeichnung ist da.',
  'status.ended.replay.detail': '„Zuhören“ spielt sie von Anfang an.',
  'status.denied': 'Man lässt uns nicht hinein.',
  'status.denied.detail':
    'Der Server verweigert diese Übertragung ({status}). Vielleicht verlangt sie ein Abonnement, oder es gibt sie bei Ihnen nicht. Wir fragen nicht weiter; einen Versuch haben Sie noch.',

  'failed.not-a-playlist': 'Unter dieser Adresse ist kein Stream.',
  'failed.not-a-playlist.detail':
    'Was von {url} kam, ist kein Stream. Prüfen Sie die Adresse, oder fragen Sie, von wem Sie sie haben.',
  'failed.no-audio': 'Dieser Stream hat keinen Ton.',
  'failed.no-audio.detail':
    'Es gibt darin nichts zu hören. Ist das ein Versehen der Gegenseite, versuchen Sie es später noch einmal.',
  'failed.codec-not-supported': 'Ihr Browser kann diesen Ton nicht abspielen.',
  'failed.codec-not-supported.detail':
    'Er ist als {codecs} kodiert. Ein anderer Browser kann es vielleicht: Nehmen Sie die Adresse dieser Seite dorthin mit.',
  'failed.browser-not-supported': 'Dieser Browser kann keine Live-Streams abspielen.',
  'failed.browser-not-supported.detail':
    'Öffnen Sie diese Seite in einem aktuellen Firefox, Chrome, Edge oder Safari.',
  'failed.player-not-loaded': 'Der Player konnte nicht geladen werden.',
  'failed.player-not-loaded.detail':
    'Der Server dieser Seite hat ihn nicht geliefert. Versuchen Sie es gleich noch einmal.',
  'failed.media': 'Der Ton ließ sich nicht dekodieren.',
  'failed.media.detail': 'Wir haben den Player neu gestartet, ohne Erfolg ({message}).',

  'address.invalid-url': 'Diese Adresse ist nicht lesbar.',
  'address.invalid-url.detail':
    '„{url}“ ist keine Webadresse, die sich abspielen lässt. Sie müsste mit https:// beginnen und kein Passwort enthalten.',
  'address.unsupported-scheme': 'Adressen dieser Art lassen sich nicht abspielen.',
  'address.unsupported-scheme.detail': '„{url}“ beginnt nicht mit http:// oder https://',
  'address.origin-not-allowed': 'Von dort darf diese Seite nicht abspielen.',
  'address.origin-not-allowed.detail':
    '„{url}“ gehört nicht zu den Orten, von denen diese Seite abspielen darf. Fragen Sie, wer sie betreibt.',

  'trouble.overloaded': 'Der Server ist überlastet.',
  'trouble.not-found': 'Der Server hat es noch nicht.',
  'trouble.denied': 'Der Server weist uns ab.',
  'trouble.unreachable': 'Der Server ist nicht erreichbar.',
  'trouble.timed-out': 'Der Server antwortet nicht.',
  'trouble.stalled': 'Der Server beginnt zu antworten und verstummt dann.',
  'trouble.truncated': 'Die Verbindung reißt immer wieder ab.',
  'trouble.malformed': 'Der Server schickt etwas, das nicht die Übertragung ist.',
  'trouble.stale': 'Der Server antwortet, bringt aber nichts Neues.',

  'ticker.inHand': '{span} vorrätig',
  'ticker.inHandSpoken': 'Etwa {span} Ton vorrätig.',
  'ticker.inHandLittle': 'Nur noch wenige Sekunden Ton vorrätig.',
  'ticker.nextTry': 'Nächster Versuch in {span}',
  'ticker.turn': 'Sie sind in {span} an der Reihe',
  'ticker.turnSpoken': 'Noch etwa {span}, bis Sie an der Reihe sind.',
  'ticker.tryingNow': 'Versuch läuft',
  'ticker.attempts': { one: '{count} Versuch bisher', other: '{count} Versuche bisher' },

  'notice.documentUnreachable':
    'Das Programm war nicht zu bekommen. Es wird von selbst noch einmal danach gefragt.',
  'notice.documentMalformed':
    'Das Programm enthält einen Fehler; wer es veröffentlicht, sollte das wissen: {message}',

  'latency.behind': '{span} hinter live',
  'latency.jump': 'Zu live springen',
  'volume.label': 'Lautstärke',
  'volume.value': '{percent} Prozent',
  'volume.mute': 'Stumm',

  'line.live': 'live',
  'line.end': 'Ende',
  'line.waiting': 'Die Linie ist still. Die Übertragung ist noch nicht da.',
  'line.waitingUntil': 'Die Linie ist still. Der Beginn ist für {time} angekündigt.',
  'line.waitingLate': 'Die Linie ist still. Der Beginn war für {time} angekündigt.',
  'line.joining': 'Die ersten Sekunden werden geholt.',
  'line.heard': '{span} gehört',
  'line.nothingInHand': 'nichts vorrätig',
  'line.lost': '{span} in Lücken verloren',

  'demo.label': 'Vorführung',
  'demo.scenario': 'Dies ist eine Vorführung. Heute Abend: {scenario}',
  'demo.beginAgain': 'Den Abend von vorn beginnen',
};

export { de as messages };

export const loadLater = () => import('./later/de.ts').then((later) => later.de);
