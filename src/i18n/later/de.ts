import type { LaterMessages } from '../messages.ts';

export const de: LaterMessages = {
  'announcements.label': 'Durchsagen',
  'announcements.dismiss': 'Schließen',

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

  'shortcuts.label': 'Tastenkürzel',
  'shortcuts.about': 'Einzelne Tasten, die überall auf der Seite gelten; die Hilfe nennt sie.',
};
