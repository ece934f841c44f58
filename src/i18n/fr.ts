import type { Messages } from './messages.ts';

export const fr: Messages = {
  'page.brand': 'Holdline',
  'page.language': 'Langue',
  'page.untitled': 'Une diffusion en direct',
  'page.loadingTitle': 'Un instant…',
  'page.with': 'avec {host}',

  'announcements.label': 'Annonces',
  'announcements.dismiss': 'Fermer',

  'schedule.at': '{day}, {time}',
  'schedule.startsAt': 'Annoncé\u00a0: {when}',
  'schedule.startsIn': 'Début dans {digits}',
  'schedule.starts': 'Début {when}',
  'schedule.late': '{span} de retard',
  'schedule.lateSpoken': 'Environ {span} de retard',

  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min',
  'unit.minutesSeconds': '{minutes} min {seconds} s',
  'unit.hours': '{hours} h',
  'unit.hoursMinutes': '{hours} h {minutes} min',

  'button.listen': 'Écouter',
  'button.pause': 'Pause',
  'button.waiting': 'En attente du début',
  'button.held': 'En attente de votre tour',
  'button.joining': 'Connexion',
  'button.retry': 'Réessayer',
  'button.tryNow': 'Essayer maintenant',
  'button.stopWaiting': 'Ne plus attendre',
  'button.openWithout': 'Ouvrir la page sans cette adresse',

  'status.ready.unknown': 'Quand vous voudrez.',
  'status.ready.unknown.detail':
    'Appuyez une seule fois sur «\u00a0Écouter\u00a0». Si la diffusion n’est pas encore là, cette page attend pour vous.',
  'status.ready.scheduled': 'Cela n’a pas encore commencé.',
  'status.ready.scheduled.detail':
    'Appuyez maintenant sur «\u00a0Écouter\u00a0» et laissez faire\u00a0: le son viendra de lui-même au début.',
  'status.ready.late': 'Cela devrait avoir commencé, mais ce n’est pas le cas.',
  'status.ready.late.detail':
    'Appuyez une seule fois sur «\u00a0Écouter\u00a0»\u00a0: le son viendra de lui-même. Inutile de recharger la page.',
  'status.ready.live': 'C’est en direct.',
  'status.ready.live.detail':
    'Appuyez une seule fois sur «\u00a0Écouter\u00a0». Cette page maintient la connexion, quoi qu’il arrive à la ligne.',
  'status.ready.ended': 'La diffusion est terminée.',
  'status.ready.ended.detail': '«\u00a0Écouter\u00a0» joue ce qu’il est encore possible d’obtenir.',
  'status.ready.replay': 'La diffusion est terminée.',
  'status.ready.replay.detail':
    'L’enregistrement est là\u00a0: «\u00a0Écouter\u00a0» le joue depuis le début.',

  'status.waiting.scheduled': 'Votre place est prise. Nous attendons maintenant le début.',
  'status.waiting.late': 'Votre place est prise. Le début tarde, et nous attendons.',
  'status.waiting.unknown': 'Votre place est prise. Il n’y a encore rien.',
  'status.waiting.detail':
    'Le son viendra de lui-même, même dans un onglet en arrière-plan. Rien à presser, rien à recharger.',
  'status.waiting.trouble':
    'Nous redemandons, avec des pauses, pour ne pas aggraver les choses. Vous gardez votre place.',
  'status.held':
    'Votre place est prise. On laisse entrer peu à peu, jusqu’ici environ {percent}\u00a0% des auditeurs.',
  'status.held.none': 'Votre place est prise. Pour l’instant, on ne laisse entrer personne.',
  'status.held.spread': 'Votre place est prise. Votre tour viendra de lui-même.',
  'status.held.detail': 'Vous gardez votre place\u00a0; rien à presser.',
  'status.closed': 'Le direct est fermé aux nouveaux auditeurs.',
  'status.closed.detail':
    'La ligne ne peut en porter davantage. L’enregistrement sera ici ensuite. «\u00a0Écouter\u00a0» vous garde une place, au cas où le direct rouvrirait.',
  'status.closed.pressed':
    'L’enregistrement sera ici ensuite. Si le direct rouvre, le son viendra de lui-même\u00a0; rien à presser.',
  'status.joining': 'Connexion en cours.',
  'status.joining.detail':
    'Nous cherchons les premières secondes. Le son viendra de lui-même\u00a0; rien à presser.',
  'status.joining.trouble': 'Il est difficile d’entrer en ce moment.',
  'status.joining.trouble.detail':
    'Nous continuons d’essayer sans votre aide et gardons chaque fragment qui arrive.',
  'status.listening': 'Vous écoutez.',
  'status.listening.detail': 'La ligne est stable.',
  'status.listening-in-trouble': 'Le son continue.',
  'status.listening-in-trouble.detail':
    'Nous jouons ce qui est en réserve et cherchons la suite dès qu’il est possible de l’avoir.',
  'status.listening-offline': 'Vous êtes hors ligne. Pour l’instant, le son continue.',
  'status.listening-offline.detail':
    'Nous jouons ce qui est en réserve et chercherons la suite dès le retour du réseau.',
  'status.rebuffering': 'Silence. La réserve est épuisée.',
  'status.rebuffering.detail':
    'Nous reprendrons là où le son s’est arrêté, dès qu’il en sera arrivé assez. Rien à presser.',
  'status.offline': 'Votre appareil est hors ligne.',
  'status.offline.detail': 'Nous reprendrons sans votre aide dès le retour du réseau. Rien à presser.',
  'status.paused': 'En pause.',
  'status.paused.detail': '«\u00a0Écouter\u00a0» reprend ici.',
  'status.blocked': 'Appuyez encore une fois, s’il vous plaît.',
  'status.blocked.detail':
    'Sans cela, votre navigateur ne laisse sortir aucun son. La diffusion est prête\u00a0: appuyez sur «\u00a0Écouter\u00a0».',
  'status.ended': 'La diffusion est terminée.',
  'status.ended.detail': 'Merci d’avoir gardé la ligne.',
  'status.ended.replay': 'La diffusion est terminée, et l’enregistrement est là.',
  'status.ended.replay.detail': '«\u00a0Écouter\u00a0» le joue depuis le début.',
  'status.denied': 'On ne nous laisse pas entrer.',
  'status.denied.detail':
    'Le serveur refuse cette diffusion ({status}). Elle demande peut-être un abonnement, ou n’est pas proposée là où vous êtes. Nous ne demandons plus\u00a0; il vous reste un essai.',

  'failed.not-a-playlist': 'Il n’y a pas de flux à cette adresse.',
  'failed.not-a-playlist.detail':
    'Ce qui est venu de {url} n’est pas un flux. Vérifiez l’adresse, ou demandez à la personne qui vous l’a donnée.',
  'failed.no-audio': 'Ce flux ne porte aucun son.',
  'failed.no-audio.detail':
    'Il n’y a rien à y entendre. Si c’est une erreur à l’autre bout, réessayez plus tard.',
  'failed.codec-not-supported': 'Votre navigateur ne peut pas jouer ce son.',
  'failed.codec-not-supported.detail':
    'Il est codé en {codecs}. Un autre navigateur le connaît peut-être\u00a0: ouvrez-y l’adresse de cette page.',
  'failed.browser-not-supported': 'Ce navigateur ne peut pas jouer de flux en direct.',
  'failed.browser-not-supported.detail':
    'Ouvrez l’adresse de cette page dans une version actuelle de Firefox, Chrome, Edge ou Safari.',
  'failed.player-not-loaded': 'Le lecteur n’a pas pu être chargé.',
  'failed.player-not-loaded.detail': 'Le serveur de cette page ne l’a pas fourni. Réessayez dans un instant.',
  'failed.media': 'Le son n’a pas pu être décodé.',
  'failed.media.detail': 'Nous avons relancé le lecteur, sans succès ({message}).',

  'address.invalid-url': 'Cette adresse est illisible.',
  'address.invalid-url.detail':
    '«\u00a0{url}\u00a0» n’est pas une adresse web que l’on puisse jouer. Elle devrait commencer par https:// et ne contenir aucun mot de passe.',
  'address.unsupported-scheme': 'Ce genre d’adresse ne peut pas être joué.',
  'address.unsupported-scheme.detail': '«\u00a0{url}\u00a0» ne commence ni par http:// ni par https://',
  'address.origin-not-allowed': 'Cette page ne peut rien jouer depuis cet endroit.',
  'address.origin-not-allowed.detail':
    '«\u00a0{url}\u00a0» ne fait pas partie des endroits d’où cette page peut jouer. Adressez-vous à qui la gère.',

  'trouble.overloaded': 'Le serveur est surchargé.',
  'trouble.not-found': 'Le serveur ne l’a pas encore.',
  'trouble.denied': 'Le serveur nous refuse.',
  'trouble.unreachable': 'Le serveur est injoignable.',
  'trouble.timed-out': 'Le serveur ne répond pas.',
  'trouble.stalled': 'Le serveur commence à répondre, puis se tait.',
  'trouble.truncated': 'La connexion se rompt sans cesse.',
  'trouble.malformed': 'Le serveur envoie autre chose que la diffusion.',
  'trouble.stale': 'Le serveur répond, mais n’apporte rien de nouveau.',

  'ticker.inHand': '{span} en réserve',
  'ticker.inHandSpoken': 'Environ {span} de son en réserve.',
  'ticker.inHandLittle': 'Il ne reste que quelques secondes de son en réserve.',
  'ticker.nextTry': 'Prochain essai dans {span}',
  'ticker.turn': 'Votre tour dans {span}',
  'ticker.turnSpoken': 'Votre tour dans environ {span}.',
  'ticker.tryingNow': 'Essai en cours',
  'ticker.attempts': {
    one: '{count} essai jusqu’ici',
    many: '{count} d’essais jusqu’ici',
    other: '{count} essais jusqu’ici',
  },

  'notice.documentUnreachable': 'Le programme n’a pas pu être obtenu. Il sera redemandé automatiquement.',
  'notice.documentMalformed':
    'Le programme contient une erreur, et la personne qui le publie devrait le savoir\u00a0: {message}',

  'latency.behind': '{span} de retard sur le direct',
  'latency.jump': 'Revenir au direct',
  'volume.label': 'Volume',
  'volume.value': '{percent} pour cent',
  'volume.mute': 'Muet',

  'line.live': 'direct',
  'line.end': 'fin',
  'line.waiting': 'La ligne est silencieuse. La diffusion n’est pas encore là.',
  'line.waitingUntil': 'La ligne est silencieuse. Le début est annoncé pour {time}.',
  'line.waitingLate': 'La ligne est silencieuse. Le début était annoncé pour {time}.',
  'line.joining': 'Les premières secondes arrivent.',
  'line.heard': '{span} d’écoute',
  'line.nothingInHand': 'rien en réserve',
  'line.lost': '{span} de trous',

  'demo.label': 'Démonstration',
  'demo.scenario': 'Ceci est une démonstration. Ce soir\u00a0: {scenario}',
  'demo.beginAgain': 'Recommencer la soirée',
};

export { fr as messages };

export const loadLater = () => import('./later/fr.ts').then((later) => later.fr);
