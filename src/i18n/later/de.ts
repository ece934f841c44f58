import type { Messages } from '../messages.ts';
import type { en } from './en.ts';

export const de: Messages<typeof en> = {
  'announcements.label': 'Durchsagen',
  'announcements.dismiss': 'Schließen',

  'audience.listening': 'etwa {audience} hören zu',

  'details.summary': 'Einzelheiten',
  'details.rendition': 'Wiedergabestufe',
  'details.inHand': 'Ton vorrätig',
  'details.latency': 'Abstand zu live',
  'details.link': 'Leitung',
  'details.attempts': 'Versuche',
  'details.pathway': 'Weg',
  'details.throughput': 'Durchsatz',
  'details.lost': 'In Lücken verloren',
  'details.version': 'Version',
  'details.unknown': 'noch nicht bekannt',
  'details.kilobits': '{kilobits} kbit/s',
  'details.renditionCodecs': '{bitrate}, {codecs}',
  'details.copy': 'Als JSON kopieren',
  'details.copied': 'Kopiert',
  'details.copyByHand': 'Diesen Text auswählen und kopieren:',
  'link.steady': 'stabil',
  'link.struggling': 'gestört',
  'link.lost': 'unterbrochen',
  'link.offline': 'offline',
  'link.denied': 'abgewiesen',

  'pathway.oneOf': '{id}, einer von {count}',
  'pathway.switch': 'Weg gewechselt',
  'pathway.switched': 'von {from} zu {to}, {time}',

  'button.copyLink': 'Adresse dieser Seite kopieren',

  'lost.notice': {
    one: '{span} des Gesprächs war nicht zu bekommen.',
    other: '{span} des Gesprächs waren nicht zu bekommen.',
  },

  'shortcuts.label': 'Tastenkürzel',
  'shortcuts.keys': 'Leertaste oder K: zuhören und anhalten. L: zu live springen. M: stumm. ↑ ↓: Lautstärke.',

  'why.silent': 'Warum ist es still?',
  'why.calm': 'Was passiert gerade?',
  'why.close': 'Schließen',
  'why.happening': 'Was gerade passiert',
  'why.todo': 'Was Sie tun können',
  'why.since': 'So ist es seit {time}, also seit {span}.',
  'why.unmute': 'Ton einschalten',
  'why.volumeUp': 'Lauter stellen',

  'why.address.invalid-url': 'Der Link, mit dem Sie hier sind, nennt eine Adresse, die nicht lesbar ist.',
  'why.address.unsupported-scheme': 'Der Link, mit dem Sie hier sind, nennt etwas, das keine Webadresse ist.',
  'why.address.origin-not-allowed':
    'Der Link, mit dem Sie hier sind, nennt einen Ort, von dem diese Seite nichts abspielen darf.',
  'why.not-pressed.before':
    'Noch hat niemand auf „Zuhören“ gedrückt, deshalb holt diese Seite keinen Ton. Das geht auch vor dem Beginn: Dann wartet die Seite für Sie.',
  'why.not-pressed.live':
    'Die Übertragung läuft. Noch hat niemand auf „Zuhören“ gedrückt, deshalb holt diese Seite keinen Ton.',
  'why.not-pressed.ended': 'Die Übertragung ist vorbei. Vielleicht ist noch etwas davon zu bekommen.',
  'why.not-pressed.replay': 'Die Übertragung ist vorbei. Die Aufzeichnung können Sie hier hören.',
  'why.not-started':
    'Die Übertragung hat noch nicht begonnen. Wir sehen immer wieder nach, und der Ton kommt von selbst, wenn es losgeht.',
  'why.late':
    'Die Übertragung sollte schon laufen und hat noch nicht begonnen. Mit Ihrem Gerät oder Ihrer Verbindung hat das nichts zu tun. Wir sehen immer wieder nach.',
  'why.held':
    'So viele möchten zuhören, dass sie nach und nach eingelassen werden. So können alle, die drin sind, auch alles hören.',
  'why.held.share':
    'Bisher sind etwa {percent}\u00a0% dabei. Eile nützt nichts: Es entscheidet der Zufall, und Ihr Platz bleibt Ihnen.',
  'why.held.none': 'Im Moment wird niemand eingelassen. Ihr Platz bleibt Ihnen.',
  'why.held.due': 'Sie sind von selbst an der Reihe, in etwa {span}.',
  'why.closed': 'Für mehr Zuhörende ist kein Platz. Deshalb wurde die Live-Übertragung für neue geschlossen.',
  'why.joining':
    'Wir suchen die Übertragung und holen ihre ersten Sekunden. In der Regel dauert das nur einen Augenblick.',
  'why.trouble.overloaded':
    'Es wollen mehr Menschen zuhören, als der Server bedienen kann. Deshalb weist er manche von uns eine Zeit lang ab. Ihr Gerät und Ihre Verbindung scheinen in Ordnung zu sein.',
  'why.trouble.not-found': 'Der Server antwortet, dass er die Übertragung nicht hat, oder noch nicht.',
  'why.trouble.denied': 'Der Server verweigert uns die Übertragung.',
  'why.trouble.unreachable':
    'Der Server ist nicht zu erreichen. Vielleicht ist er ausgefallen oder vom Andrang abgeschnitten, oder etwas auf dem Weg zu ihm sperrt ihn.',
  'why.trouble.timed-out':
    'Der Server antwortet nicht rechtzeitig. Meistens heißt das, dass ihn zu viele auf einmal fragen.',
  'why.trouble.stalled':
    'Der Server beginnt zu senden und verstummt dann. Meistens heißt das, dass seine Leitung voll ist.',
  'why.trouble.truncated':
    'Die Verbindung zum Server bricht immer wieder ab. Wir behalten jedes Stück, das ankommt.',
  'why.trouble.malformed':
    'Der Server schickt etwas anderes als die Übertragung, zum Beispiel eine Fehlerseite. Oder Ihr Netz zeigt stattdessen eine Anmeldeseite.',
  'why.trouble.stale':
    'Der Server antwortet und bringt nichts Neues: Die Übertragung selbst steht im Moment still.',
  'why.slow-line':
    'Der Ton kommt langsamer an, als gesprochen wird. Meistens liegt das an der eigenen Verbindung: schwaches WLAN, schwacher Empfang, oder andere, die dieselbe Leitung nutzen.',
  'why.offline': 'Ihr Gerät ist mit keinem Netz verbunden, soweit Ihr Browser das weiß.',
  'why.heard.nothing-yet': 'Deshalb ist noch kein Ton gekommen.',
  'why.heard.silent': 'Unser Vorrat ist aufgebraucht, deshalb ist es still.',
  'why.heard.goes-on': 'Sie hören trotzdem etwas, denn wir haben noch für etwa {span} Ton vorrätig.',
  'why.gap': 'Ein Stück der Übertragung war nirgends zu bekommen. Dahinter geht es weiter.',
  'why.refilling':
    'Unser Vorrat war aufgebraucht. Neuer Ton kommt an, und es geht weiter, sobald er für eine Weile reicht.',
  'why.muted': 'Die Übertragung läuft, aber der Ton ist auf dieser Seite ausgeschaltet.',
  'why.volume-zero': 'Die Übertragung läuft, aber die Lautstärke steht auf dieser Seite auf null.',
  'why.paused':
    'Der Ton ist angehalten: von Ihnen oder von etwas auf Ihrem Gerät, zum Beispiel einem Anruf, dem Sperrbildschirm oder einem herausgezogenen Kopfhörer.',
  'why.blocked':
    'Die Übertragung ist bereit. Ihr Browser lässt eine Seite aber erst tönen, wenn jemand auf ihr etwas gedrückt hat.',
  'why.ended': 'Die Übertragung ist vorbei; es folgt nichts mehr.',
  'why.ended.replay': 'Die Übertragung ist vorbei. Die Aufzeichnung können Sie hier hören.',
  'why.denied':
    'Der Server verweigert uns diese Übertragung. Vielleicht ist sie nur für Abonnenten, oder sie wird an Ihrem Ort nicht angeboten.',
  'why.failed.not-a-playlist': 'Unter der Adresse, die diese Seite bekommen hat, gibt es keine Übertragung.',
  'why.failed.no-audio': 'Was unter der Adresse liegt, die diese Seite bekommen hat, enthält keinen Ton.',
  'why.failed.codec-not-supported': 'Der Ton kommt in einer Form, die Ihr Browser nicht abspielen kann.',
  'why.failed.browser-not-supported': 'Ihrem Browser fehlt, was für Live-Übertragungen nötig ist.',
  'why.failed.player-not-loaded':
    'Ein Teil dieser Seite, die Wiedergabe, war nicht zu bekommen. Vielleicht ist auch der Server überlastet, von dem diese Seite kommt.',
  'why.failed.media':
    'Es kam Ton an, der sich nicht abspielen ließ, und ein Neustart der Wiedergabe hat nicht geholfen.',
  'why.listening': 'Sie hören zu, und alles ist in Ordnung.',

  'why.beside.muted': 'Außerdem ist der Ton auf dieser Seite ausgeschaltet.',
  'why.beside.volume-zero': 'Außerdem steht die Lautstärke auf dieser Seite auf null.',
  'why.beside.other-pathway':
    'Einer von mehreren Wegen zur Übertragung ist gestört, deshalb nehmen wir einen anderen.',
  'why.beside.behind': 'Sie hören etwa {span} später, was gesagt wird.',

  'why.todo.nothing': 'Nichts. Lassen Sie diese Seite offen: Der Ton kommt von selbst.',
  'why.todo.nothing-more': 'Nichts mehr. Danke fürs Zuhören.',
  'why.todo.goes-on': 'Nichts. Wir holen weiter, was als Nächstes kommt.',
  'why.todo.try-now':
    'Nichts: Wir versuchen es von selbst weiter. Wenn Sie nicht auf den nächsten Versuch warten möchten, versuchen Sie es jetzt.',
  'why.todo.listen': 'Drücken Sie auf „Zuhören“.',
  'why.todo.closed':
    'Lassen Sie diese Seite offen: Wenn wieder Platz ist, kommt der Ton von selbst. Die Aufzeichnung wird danach hier sein.',
  'why.todo.unmute': 'Schalten Sie den Ton ein.',
  'why.todo.volume': 'Stellen Sie lauter.',
  'why.todo.slow-line':
    'Es geht von selbst weiter. Es kann helfen, näher ans WLAN zu gehen, zu beenden, was sonst die Leitung nutzt, oder zwischen WLAN und Mobilfunk zu wechseln.',
  'why.todo.offline':
    'Sehen Sie nach, ob der Flugmodus an oder das WLAN aus ist. Sobald das Netz wieder da ist, geht es von selbst weiter.',
  'why.todo.denied':
    'Wenn Sie zuhören dürften, fragen Sie, wer Ihnen diesen Link gegeben hat. Einen Versuch haben Sie noch.',
  'why.todo.other-browser': 'Öffnen Sie diese Seite in einem aktuellen Firefox, Chrome, Edge oder Safari.',
  'why.todo.ask': 'Fragen Sie, wer Ihnen diesen Link gegeben hat, ob es der richtige ist.',
  'why.todo.retry':
    'Versuchen Sie es noch einmal. Wenn das nicht hilft, schicken Sie den Bericht an die Betreiber dieser Seite.',
  'why.todo.address': 'Prüfen Sie den Link, oder öffnen Sie die Seite ohne ihn.',
  'why.todo.device':
    'Wenn Sie trotzdem nichts hören: Stellen Sie Ihr Gerät lauter, und sehen Sie nach, ob es den Ton an andere Lautsprecher oder Kopfhörer schickt.',

  'report.label': 'Bericht',
  'report.about':
    'Für alle, die Ihnen helfen: was geschehen ist, seit Sie diese Seite geöffnet haben. Er enthält keine Namen, keine Adressen von Ihnen und nichts Geheimes.',
  'report.copy': 'Bericht kopieren',
  'report.save': 'Als Datei speichern',
  'report.saved': 'Gespeichert.',
  'report.show': 'Vorher lesen',
  'report.timeline': 'Was geschehen ist, und vor wie langer Zeit',
  'report.forgotten': {
    one: '{count} frühere Änderung wurde nicht aufgehoben.',
    other: '{count} frühere Änderungen wurden nicht aufgehoben.',
  },
  'report.requests': 'Anfragen nach Wegen',
  'report.tally': '{pathway}: {asked} gestellt, {ok} beantwortet, {failed} gescheitert',
  'report.failures': 'Fehler nach Weg und Art',
  'report.times': { one: 'einmal', other: '{count}-mal' },
  'report.playback.idle': 'Niemand hört zu.',
  'report.playback.waiting': 'Warten auf die Übertragung.',
  'report.playback.joining': 'Verbindung wird aufgebaut.',
  'report.playback.playing': 'Ton.',
  'report.playback.rebuffering': 'Stille: nichts mehr vorrätig.',
  'report.playback.paused': 'Angehalten.',
  'report.playback.blocked': 'Der Browser lässt keinen Ton heraus.',
  'report.playback.ended': 'Die Übertragung ist vorbei.',
  'report.playback.failed': 'Gescheitert.',
  'report.link': 'Leitung: {state}.',
  'report.admission.held': 'Noch nicht eingelassen.',
  'report.admission.due': 'Eingelassen, zu einem Zeitpunkt, den der Zufall bestimmt hat.',
  'report.admission.in': 'Eingelassen.',
  'report.admission.closed': 'Für neue Zuhörende geschlossen.',
  'report.programme': 'Programm: {state}.',
  'report.pathway': 'Weg gewechselt von {from} zu {to}.',
  'report.rendition': 'Wiedergabestufe: {bitrate}.',
  'report.output.on': 'Der Ton ist eingeschaltet.',
  'report.output.off': 'Der Ton ist ausgeschaltet oder steht auf null.',
  'report.fault': 'Die Wiedergabe meldet: {message}',

  'share.label': 'Weitersagen',
  'share.button': 'Teilen',
  'share.text': '{title}, live. Einmal auf „Zuhören“ drücken und dabeibleiben.',
  'share.thanks': 'Danke fürs Weitersagen.',
  'share.embed': 'In eigene Seite einbetten',

  'embed.full': 'Ganze Seite öffnen',
};
