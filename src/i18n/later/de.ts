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
};
