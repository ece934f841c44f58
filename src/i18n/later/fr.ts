import type { LaterMessages } from '../messages.ts';

export const fr: LaterMessages = {
  'announcements.label': 'Annonces',
  'announcements.dismiss': 'Fermer',

  'audience.listening': 'environ {audience} à l’écoute',

  'details.summary': 'Détails',
  'details.rendition': 'Qualité',
  'details.inHand': 'Son en réserve',
  'details.latency': 'Retard sur le direct',
  'details.link': 'Ligne',
  'details.attempts': 'Essais',
  'details.pathway': 'Voie',
  'details.throughput': 'Débit',
  'details.lost': 'Perdu dans des trous',
  'details.version': 'Version',
  'details.unknown': 'pas encore connu',
  'details.kilobits': '{kilobits} kbit/s',
  'details.renditionCodecs': '{bitrate}, {codecs}',
  'details.copy': 'Copier en JSON',
  'details.copied': 'Copié',
  'details.copyByHand': 'Sélectionnez et copiez ce texte\u00a0:',

  'link.steady': 'stable',
  'link.struggling': 'en difficulté',
  'link.lost': 'perdue',
  'link.offline': 'hors ligne',
  'link.denied': 'refusée',

  'pathway.oneOf': '{id}, une sur {count}',
  'pathway.switch': 'Changement de voie',
  'pathway.switched': 'de {from} à {to}, {time}',

  'button.copyLink': 'Copier l’adresse de cette page',

  'settings.open': 'Réglages',
  'settings.title': 'Réglages',
  'settings.theme': 'Apparence',
  'settings.theme.system': 'Comme cet appareil',
  'settings.theme.light': 'Clair',
  'settings.theme.dark': 'Sombre',
  'settings.kept': 'La langue, l’apparence, le volume et le reste ne sont retenus que sur cet appareil.',
  'settings.forget': 'Oublier ce que cette page retient',
  'settings.forgotten': 'Oublié. Ce que vous réglerez désormais sera de nouveau retenu.',
  'settings.forgetFailed': 'Ce navigateur ne donne pas de mémoire à la page\u00a0; rien n’est retenu.',
  'sheet.close': 'Fermer',

  'sleep.label': 'Minuterie de sommeil',
  'sleep.off': 'Désactivée',
  'sleep.minutes': {
    one: '{count} minute',
    many: '{count} de minutes',
    other: '{count} minutes',
  },
  'sleep.endOfTalk': 'À la fin de l’émission',
  'sleep.about': 'Le son baisse pendant les dernières secondes, puis s’arrête.',
  'sleep.left': 'Le son s’arrête dans {span}',
  'sleep.leftTalk': 'Le son s’arrête à la fin de l’émission',
  'sleep.fading': 'Le son s’éteint peu à peu.',
  'sleep.more': {
    one: '{count} minute de plus',
    many: '{count} de minutes de plus',
    other: '{count} minutes de plus',
  },
  'sleep.cancel': 'Rester à l’écoute',

  'help.open': 'Aide',
  'help.title': 'Aide',
  'help.keysOff': 'Les touches seules sont désactivées dans les réglages.',
  'help.group.listening': 'Écoute',
  'help.group.sound': 'Son',
  'help.group.page': 'Dans cette page',
  'help.do.toggle': 'Écouter et mettre en pause',
  'help.do.live': 'Revenir au direct',
  'help.do.mute': 'Muet',
  'help.do.louder': 'Plus fort',
  'help.do.quieter': 'Moins fort',
  'help.do.help': 'Cette aide',
  'help.do.next': 'Commande suivante\u00a0; en arrière avec Maj',
  'help.do.press': 'Actionner la commande',
  'help.do.close': 'Fermer cette feuille',
  'help.key.space': 'Espace',
  'help.key.tab': 'Tab',
  'help.key.enter': 'Entrée',
  'help.key.escape': 'Échap',
  'help.questions': 'Questions',
  'help.waiting.question': 'Il est écrit «\u00a0En attente\u00a0». Dois-je faire quelque chose\u00a0?',
  'help.waiting.answer':
    'Non. Une pression sur «\u00a0Écouter\u00a0» suffit\u00a0: le son viendra de lui-même au début. Ne rechargez pas la page\u00a0; il ne viendrait pas plus tôt.',
  'help.silence.question': 'Pourquoi ce silence\u00a0?',
  'help.silence.answer':
    'Soit cela n’a pas commencé, soit rien ne peut être obtenu pour l’instant\u00a0; la phrase près du bouton le dit. Les deux finissent d’eux-mêmes. S’il est écrit que vous écoutez, vérifiez le volume ici et sur votre appareil.',
  'help.behind.question': 'Pourquoi suis-je en retard sur le direct\u00a0?',
  'help.behind.answer':
    'Quelques secondes sont gardées en réserve, pour que vous n’entendiez pas les faiblesses de la ligne. Si vous avez pris beaucoup de retard, «\u00a0Revenir au direct\u00a0» vous est proposé.',
  'help.leaving.question': 'Puis-je quitter cet onglet ou verrouiller l’écran\u00a0?',
  'help.leaving.answer':
    'Vous pouvez quitter l’onglet, mais ne le fermez pas. Pendant l’écoute, l’écran peut être verrouillé\u00a0; pendant l’attente sur un téléphone, mieux vaut le laisser allumé, car un téléphone peut endormir une page silencieuse.',
  'help.privacy.question': 'Que sait cette page de moi\u00a0?',
  'help.privacy.answer':
    'Ce que vous réglez reste sur cet appareil, et les réglages peuvent l’oublier. Si le diffuseur recueille des rapports, ils disent si le son arrive bien, non qui vous êtes.',

  'lost.notice': {
    one: '{span} de l’émission n’a pas pu être obtenue.',
    other: '{span} de l’émission n’ont pas pu être obtenues.',
  },

  'shortcuts.label': 'Raccourcis clavier',
  'shortcuts.about': 'Des touches seules, partout dans la page\u00a0; l’aide en donne la liste.',
};
