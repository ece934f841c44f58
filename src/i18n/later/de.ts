import type { Messages } from '../messages.ts';
import type { en } from './en.ts';

export const de: Messages<typeof en> = {
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

  'lost.notice': {
    one: '{span} des Gesprächs war nicht zu bekommen.',
    other: '{span} des Gesprächs waren nicht zu bekommen.',
  },

  'shortcuts.label': 'Tastenkürzel',
  'shortcuts.keys': 'Leertaste oder K: zuhören und anhalten. L: zu live springen. M: stumm. ↑ ↓: Lautstärke.',
};
