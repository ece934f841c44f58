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

  'shortcuts.label': 'Tastenkürzel',
  'shortcuts.keys':
    'Leertaste oder K: zuhören und anhalten. J oder ←: 15 s zurück. →: 30 s weiter. L: zu live springen. <, >: Tempo. M: stumm. ↑ ↓: Lautstärke.',
};
