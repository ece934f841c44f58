import type { LaterMessages } from '../messages.ts';

export const de: LaterMessages = {
  'audience.listening': 'etwa {audience} hören zu',

  'audio.legend': 'Sprache des Tons',
  'audio.hint': 'Ändert, was Sie hören, nicht die Sprache dieser Seite.',
  'audio.switching': 'Wechsel zu {name} …',
  'audio.switched': 'Sie hören jetzt {name}.',
  'audio.unavailable': '{name} ist zurzeit nicht zu bekommen. {heard} läuft weiter; wir versuchen es weiter.',
  'audio.unnamed': 'Fassung {number}',

  'saver.label': 'Weniger Daten verbrauchen',
  'saver.hint':
    'Die niedrigste Bitrate, und weniger im Voraus geholt. Folgt Ihrem Browser, bis Sie selbst wählen.',

  'details.summary': 'Einzelheiten',
  'details.dataPerHour': 'Daten pro Stunde',
  'details.about': 'etwa {amount}',
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

  'settings.open': 'Einstellungen',
  'settings.title': 'Einstellungen',
  'settings.theme': 'Darstellung',
  'settings.theme.system': 'Wie dieses Gerät',
  'settings.theme.light': 'Hell',
  'settings.theme.dark': 'Dunkel',
  'settings.kept': 'Sprache, Darstellung, Lautstärke und Ähnliches merkt sich nur dieses Gerät.',
  'settings.forget': 'Vergessen, was diese Seite sich merkt',
  'settings.forgotten': 'Vergessen. Was Sie von jetzt an einstellen, wird wieder gemerkt.',
  'settings.forgetFailed': 'Dieser Browser gibt der Seite keinen Speicher; gemerkt wird nichts.',
  'sheet.close': 'Schließen',

  'sleep.label': 'Schlummer-Timer',
  'sleep.off': 'Aus',
  'sleep.minutes': {
    one: '{count} Minute',
    other: '{count} Minuten',
  },
  'sleep.endOfTalk': 'Am Ende des Gesprächs',
  'sleep.about': 'In den letzten Sekunden wird der Ton leiser, dann hält er an.',
  'sleep.left': 'Der Ton hält an in {span}',
  'sleep.leftTalk': 'Der Ton hält am Ende des Gesprächs an',
  'sleep.fading': 'Der Ton wird leiser.',
  'sleep.more': {
    one: 'Noch {count} Minute',
    other: 'Noch {count} Minuten',
  },
  'sleep.cancel': 'Weiterspielen',

  'help.open': 'Hilfe',
  'help.title': 'Hilfe',
  'help.keysOff': 'Einzelne Tasten sind in den Einstellungen abgeschaltet.',
  'help.group.listening': 'Zuhören',
  'help.group.sound': 'Ton',
  'help.group.page': 'Auf dieser Seite',
  'help.do.toggle': 'Zuhören und anhalten',
  'help.do.live': 'Zu live springen',
  'help.do.slower': 'Langsamer',
  'help.do.faster': 'Schneller',
  'help.do.mute': 'Stumm',
  'help.do.louder': 'Lauter',
  'help.do.quieter': 'Leiser',
  'help.do.help': 'Diese Hilfe',
  'help.do.next': 'Nächstes Bedienelement; mit Umschalt zurück',
  'help.do.press': 'Das Bedienelement drücken',
  'help.do.close': 'Dieses Blatt schließen',
  'help.key.space': 'Leertaste',
  'help.key.tab': 'Tab',
  'help.key.enter': 'Eingabe',
  'help.key.escape': 'Esc',
  'help.questions': 'Fragen',
  'help.waiting.question': 'Da steht „Warten“. Muss ich etwas tun?',
  'help.waiting.answer':
    'Nein. Einmal „Zuhören“ genügt: Der Ton kommt zum Beginn von selbst. Laden Sie nicht neu; früher käme er dadurch nicht.',
  'help.silence.question': 'Warum ist es still?',
  'help.silence.answer':
    'Entweder hat es nicht begonnen, oder gerade ist nichts zu bekommen; der Satz über dem Knopf sagt, welches von beiden. Beides endet von selbst. Steht dort, dass Sie zuhören, prüfen Sie die Lautstärke hier und an Ihrem Gerät.',
  'help.behind.question': 'Warum höre ich später als live?',
  'help.behind.answer':
    'Ein paar Sekunden liegen als Vorrat bereit, damit Sie es nicht hören, wenn die Leitung stockt. Sind Sie weit zurückgefallen, wird „Zu live springen“ angeboten.',
  'help.leaving.question': 'Darf ich diesen Tab verlassen oder den Bildschirm sperren?',
  'help.leaving.answer':
    'Den Tab dürfen Sie verlassen, aber nicht schließen. Solange Sie zuhören, darf der Bildschirm gesperrt sein; solange Sie am Telefon warten, lassen Sie ihn besser an, denn ein Telefon legt eine stille Seite womöglich schlafen.',
  'help.privacy.question': 'Was weiß diese Seite über mich?',
  'help.privacy.answer':
    'Was Sie einstellen, bleibt auf diesem Gerät, und die Einstellungen können es vergessen. Sammelt der Veranstalter Berichte, sagen sie, wie gut der Ton ankommt, nicht, wer Sie sind.',

  'lost.notice': {
    one: '{span} des Gesprächs war nicht zu bekommen.',
    other: '{span} des Gesprächs waren nicht zu bekommen.',
  },

  'time.position': 'Stelle in der Übertragung',
  'time.controls': 'Zeit',
  'time.live': 'Live',
  'time.liveSeen': 'Live, {span} nach dem Sprechen',
  'time.beforeEnd': '{span} vor dem Ende',
  'time.at': 'bei {time} von {total}',
  'time.back': '{seconds} s zurück',
  'time.on': '{seconds} s weiter',
  'time.atStart': 'Weiter zurück ist nichts zu hören.',
  'time.atLive': 'Sie sind live dabei.',
  'time.atEnd': 'Hier ist das Ende.',
  'time.speed': 'Tempo',
  'time.rate': '{rate}×',
  'time.faster': 'Schneller',
  'time.fasterBehind': 'Schneller, sobald Sie hinter live sind',

  'marks.chapters': { one: '{count} Kapitel', other: '{count} Kapitel' },
  'marks.marks': { one: '{count} Marke', other: '{count} Marken' },
  'marks.label': 'Marken auf der Linie',
  'marks.keys': 'Die Pfeiltasten führen von Marke zu Marke.',
  'marks.joined': 'Hier kamen Sie dazu',
  'marks.gap': 'Hier waren {span} nicht zu bekommen',

  'replay.resumed': 'Es geht dort weiter, wo Sie aufgehört haben ({time}).',
  'replay.fromStart': 'Von vorn beginnen',
  'replay.label': 'Was Sie verpasst haben',
  'replay.missed': {
    one: 'Den Teil hören, den Sie verpasst haben ({span})',
    other: 'Die {count} Teile hören, die Sie verpasst haben ({span})',
  },
  'replay.next': 'Nächster verpasster Teil ({span})',
  'replay.part': '{time}, {span}',
  'replay.heard': 'gehört',
  'replay.allHeard': 'Sie haben alles gehört, was Sie verpasst hatten.',
  'page.deviceOffline':
    'Diese Seite kommt von Ihrem Gerät, und das ist offline. Es geht von selbst weiter, sobald das Netz wieder da ist.',
  'page.nothingAnswers':
    'Diese Seite kommt von Ihrem Gerät; weder ihr Server noch die Übertragung antwortet. Sie versucht es weiter.',
  'page.hostSilent':
    'Diese Seite kommt von Ihrem Gerät; ihr Server antwortet gerade nicht. Zuhören können Sie trotzdem.',
  'page.updateReady': 'Eine neue Fassung dieser Seite liegt bereit.',
  'page.loadUpdate': 'Jetzt laden',

  'shortcuts.label': 'Tastenkürzel',
  'shortcuts.about': 'Einzelne Tasten, die überall auf der Seite gelten; die Hilfe nennt sie.',

  'tab.plain': '{title} · Holdline',
  'tab.waiting': 'Warten · {title}',
  'tab.connecting': 'Verbinden · {title}',
  'tab.listening': 'Ton läuft · {title}',
  'tab.silent': 'Stille · {title}',
  'tab.lost': 'Verbindung verloren · {title}',
  'tab.paused': 'Angehalten · {title}',
  'tab.press': '„Zuhören“ drücken · {title}',
  'tab.ended': 'Vorbei · {title}',
  'tab.failed': 'Nicht verfügbar · {title}',

  'room.label': 'Solange Sie warten',

  'check.start': 'Den Ton prüfen',
  'check.again': 'Den Ton noch einmal prüfen',
  'check.muted': 'Der Ton dieser Seite ist abgestellt. Drehen Sie ihn auf, und prüfen Sie noch einmal.',
  'check.sounding': 'Es erklingen zwei Töne.',
  'check.asking': 'Haben Sie zwei Töne gehört?',
  'check.yes': 'Ja',
  'check.no': 'Nein',
  'check.heard': 'Gut. Von dort kommt auch die Übertragung, etwa so laut.',
  'check.unheard': 'Dann liegt es meistens daran:',
  'check.help.volume': 'Die Lautstärke ist zu gering, auf dieser Seite oder am Gerät.',
  'check.help.tab': 'Dieser Tab ist im Browser stummgeschaltet.',
  'check.help.phone': 'Ein Telefon ist auf lautlos gestellt.',
  'check.help.output': 'Der Ton geht woandershin: an Kopfhörer, einen Lautsprecher oder über Bluetooth.',
  'check.refused':
    'Ihr Browser hat die Töne nicht herausgelassen. „Zuhören“ kann trotzdem gelingen: Dieser Ton nimmt einen anderen Weg.',

  'begin.ask': 'Bescheid geben, wenn es beginnt',
  'begin.on':
    'Ihr Gerät meldet sich, wenn es beginnt und Sie gerade woanders sind. Lassen Sie diese Seite offen.',
  'begin.denied':
    'Ihr Browser lässt nicht zu, dass diese Seite sich zum Beginn meldet. In seinen Einstellungen für diese Seite lässt sich das ändern.',
  'begin.missing':
    'Ihr Browser kann sich von hier aus nicht melden, wenn es beginnt. Lassen Sie diese Seite offen, dann hören Sie es.',
  'begin.news.sounding': 'Es hat begonnen. Sie hören zu.',
  'begin.news.admitted': 'Sie sind an der Reihe. Sie hören zu.',
  'begin.news.press': 'Die Übertragung läuft. Drücken Sie auf „Zuhören“.',

  'calendar.add': 'In den Kalender (.ics)',
  'calendar.description':
    'Öffnen Sie diese Seite ein paar Minuten vorher, und drücken Sie einmal auf „Zuhören“. Der Ton kommt von selbst.',

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
  'transcript.read': 'Mitlesen',
  'transcript.label': 'Mitschrift',
  'transcript.lines': 'Was gesagt wird',
  'transcript.language': 'Sprache des Textes',
  'transcript.empty': 'Noch kein Text.',
  'transcript.failing':
    'Im Augenblick ist kein Text zu bekommen. Was noch da ist, wird so bald wie möglich nachgeholt.',
  'transcript.denied': 'Der Server gibt diesen Text nicht heraus.',
  'transcript.hole': '… {span} ohne Text …',
  'transcript.back': 'Zurück zum Jetzt',
  'transcript.search': 'Im Text suchen',
  'transcript.next': 'Nächste Fundstelle',
  'transcript.previous': 'Vorige Fundstelle',
  'transcript.found': '{index} von {count}',
  'transcript.notFound': 'Nicht gefunden',
  'transcript.larger': 'Größere Schrift',
  'transcript.smaller': 'Kleinere Schrift',
  'transcript.sign.larger': 'A+',
  'transcript.sign.smaller': 'A−',
  'transcript.aloud': 'Neue Zeilen vorlesen (für Vorleseprogramme)',
  'transcript.copy': 'Text kopieren',
  'transcript.save': 'Als Textdatei speichern',
  'transcript.fileName': 'mitschrift.txt',
  'transcript.said': '[{time}] {text}',
  'transcript.saidBy': '[{time}] {speaker}: {text}',
};
