import type { LaterMessages } from '../messages.ts';

export const fr: LaterMessages = {
  'audience.listening': 'environ {audience} à l’écoute',

  'audio.legend': 'Langue du son',
  'audio.hint': 'Change ce que vous entendez, pas la langue de cette page.',
  'audio.switching': 'Changement en cours\u00a0: {name}…',
  'audio.switched': 'Vous entendez maintenant\u00a0: {name}.',
  'audio.unavailable':
    'Impossible d’obtenir «\u00a0{name}\u00a0» pour le moment. «\u00a0{heard}\u00a0» continue\u00a0; nous essayons toujours.',
  'audio.unnamed': 'Version {number}',

  'saver.label': 'Consommer moins de données',
  'saver.hint':
    'Le débit le plus bas, et moins de son cherché à l’avance. Suit votre navigateur tant que vous n’avez pas choisi.',

  'details.summary': 'Détails',
  'details.dataPerHour': 'Données par heure',
  'details.about': 'environ {amount}',
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
  'help.do.slower': 'Moins vite',
  'help.do.faster': 'Plus vite',
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

  'time.position': 'Position dans la diffusion',
  'time.controls': 'Temps',
  'time.live': 'Direct',
  'time.liveSeen': 'Direct, {span} après la parole',
  'time.beforeEnd': '{span} avant la fin',
  'time.at': 'à {time} sur {total}',
  'time.back': 'Reculer de {seconds} s',
  'time.on': 'Avancer de {seconds} s',
  'time.atStart': 'On ne peut pas remonter plus loin.',
  'time.atLive': 'Vous suivez le direct.',
  'time.atEnd': 'C’est la fin.',
  'time.speed': 'Vitesse',
  'time.rate': '{rate}×',
  'time.faster': 'Plus vite',
  'time.fasterBehind': 'Plus vite, dès que vous êtes en retard sur le direct',

  'marks.chapters': {
    one: '{count} chapitre',
    many: '{count} de chapitres',
    other: '{count} chapitres',
  },
  'marks.marks': {
    one: '{count} repère',
    many: '{count} de repères',
    other: '{count} repères',
  },
  'marks.label': 'Repères sur la ligne',
  'marks.keys': 'Les touches fléchées vont de repère en repère.',
  'marks.joined': 'Début de votre écoute',
  'marks.gap': 'Ici, il manque {span}',

  'replay.resumed': 'Reprise là où vous en étiez ({time}).',
  'replay.fromStart': 'Reprendre depuis le début',
  'replay.label': 'Ce que vous avez manqué',
  'replay.missed': {
    one: 'Écouter le passage que vous avez manqué ({span})',
    many: 'Écouter les {count} de passages que vous avez manqués ({span})',
    other: 'Écouter les {count} passages que vous avez manqués ({span})',
  },
  'replay.next': 'Passage manqué suivant ({span})',
  'replay.part': '{time}, {span}',
  'replay.heard': 'entendu',
  'replay.allHeard': 'Vous avez entendu tout ce que vous aviez manqué.',
  'page.deviceOffline':
    'Cette page vient de votre appareil, qui est hors ligne. Elle reprendra d’elle-même dès le retour du réseau.',
  'page.nothingAnswers':
    'Cette page vient de votre appareil\u00a0; ni son serveur ni la diffusion ne répondent. Elle continue d’essayer.',
  'page.hostSilent':
    'Cette page vient de votre appareil\u00a0; son serveur ne répond pas pour l’instant. Cela ne vous empêche pas forcément d’écouter.',
  'page.updateReady': 'Une nouvelle version de cette page est prête.',
  'page.loadUpdate': 'La charger maintenant',

  'shortcuts.label': 'Raccourcis clavier',
  'shortcuts.about': 'Des touches seules, partout dans la page\u00a0; l’aide en donne la liste.',

  'tab.plain': '{title} · Holdline',
  'tab.waiting': 'En attente · {title}',
  'tab.connecting': 'Connexion · {title}',
  'tab.listening': 'À l’écoute · {title}',
  'tab.silent': 'Silence · {title}',
  'tab.lost': 'Connexion perdue · {title}',
  'tab.paused': 'En pause · {title}',
  'tab.press': 'Appuyez sur «\u00a0Écouter\u00a0» · {title}',
  'tab.ended': 'Terminé · {title}',
  'tab.failed': 'Indisponible · {title}',

  'room.label': 'En attendant',

  'check.start': 'Vérifier le son',
  'check.again': 'Vérifier le son encore une fois',
  'check.muted': 'Le son de cette page est coupé. Rétablissez-le, puis vérifiez encore une fois.',
  'check.sounding': 'Deux notes se font entendre.',
  'check.asking': 'Avez-vous entendu deux notes\u00a0?',
  'check.yes': 'Oui',
  'check.no': 'Non',
  'check.heard': 'Parfait. La diffusion viendra du même endroit, à peu près aussi fort.',
  'check.unheard': 'Alors, le plus souvent, c’est l’une de ces raisons\u00a0:',
  'check.help.volume': 'Le volume est trop bas, dans cette page ou sur votre appareil.',
  'check.help.tab': 'Cet onglet est rendu muet dans votre navigateur.',
  'check.help.phone': 'Le téléphone est en mode silencieux.',
  'check.help.output': 'Le son va ailleurs\u00a0: vers un casque, un haut-parleur ou un appareil Bluetooth.',
  'check.refused':
    'Votre navigateur n’a pas laissé sortir les notes. «\u00a0Écouter\u00a0» peut marcher quand même\u00a0: ce son-là prend un autre chemin.',

  'begin.ask': 'Me prévenir au début',
  'begin.on':
    'Votre appareil vous préviendra au début, si vous regardez ailleurs. Laissez cette page ouverte.',
  'begin.denied':
    'Votre navigateur ne permet pas à cette page de vous prévenir au début. Ses réglages pour cette page peuvent changer cela.',
  'begin.missing':
    'Votre navigateur ne peut pas vous prévenir d’ici. Laissez cette page ouverte\u00a0: vous entendrez le début.',
  'begin.news.sounding': 'C’est commencé. Vous écoutez.',
  'begin.news.admitted': 'C’est votre tour. Vous écoutez.',
  'begin.news.press': 'C’est en direct. Appuyez sur «\u00a0Écouter\u00a0».',

  'calendar.add': 'Ajouter à l’agenda (.ics)',
  'calendar.description':
    'Ouvrez cette page quelques minutes avant et appuyez une seule fois sur «\u00a0Écouter\u00a0». Le son viendra de lui-même.',

  'why.silent': 'Pourquoi ce silence\u00a0?',
  'why.calm': 'Que se passe-t-il\u00a0?',
  'why.close': 'Fermer',
  'why.happening': 'Ce qui se passe',
  'why.todo': 'Ce que vous pouvez faire',
  'why.since': 'Il en est ainsi depuis {time}, soit {span}.',
  'why.unmute': 'Rétablir le son',
  'why.volumeUp': 'Monter le volume',

  'why.address.invalid-url': 'Le lien suivi pour venir ici donne une adresse illisible.',
  'why.address.unsupported-scheme': 'Le lien suivi pour venir ici donne autre chose qu’une adresse web.',
  'why.address.origin-not-allowed':
    'Le lien suivi pour venir ici désigne un endroit d’où cette page ne peut rien jouer.',
  'why.not-pressed.before':
    'Personne n’a encore appuyé sur «\u00a0Écouter\u00a0», cette page ne cherche donc pas de son. Vous pouvez appuyer avant le début\u00a0: la page attendra alors pour vous.',
  'why.not-pressed.live':
    'La diffusion est en cours. Personne n’a encore appuyé sur «\u00a0Écouter\u00a0», cette page ne cherche donc pas de son.',
  'why.not-pressed.ended':
    'La diffusion est terminée. Il est peut-être encore possible d’en obtenir une partie.',
  'why.not-pressed.replay': 'La diffusion est terminée. Vous pouvez écouter l’enregistrement ici.',
  'why.not-started':
    'La diffusion n’a pas commencé. Nous regardons sans cesse si elle est là, et le son viendra de lui-même au début.',
  'why.late':
    'La diffusion devrait avoir commencé, mais ce n’est pas le cas. Ni votre appareil ni votre connexion n’y sont pour rien. Nous regardons sans cesse si elle est là.',
  'why.held':
    'Tant de personnes veulent écouter qu’on les laisse entrer peu à peu. Ainsi, celles qui sont entrées peuvent tout entendre.',
  'why.held.share':
    'Jusqu’ici, environ {percent}\u00a0% sont entrées. Inutile de vous presser\u00a0: le hasard décide, et vous gardez votre place.',
  'why.held.none': 'Pour l’instant, on ne laisse entrer personne. Vous gardez votre place.',
  'why.held.due': 'Votre tour viendra de lui-même, dans environ {span}.',
  'why.closed': 'Il n’y a plus de place\u00a0: les organisateurs ont fermé le direct aux nouveaux auditeurs.',
  'why.joining':
    'Nous cherchons la diffusion et ses premières secondes. En général, cela ne prend qu’un instant.',
  'why.trouble.overloaded':
    'Plus de personnes veulent écouter que le serveur ne peut en servir, il en écarte donc certaines pour un moment. Votre appareil et votre connexion semblent en ordre.',
  'why.trouble.not-found': 'Le serveur répond qu’il n’a pas la diffusion, ou pas encore.',
  'why.trouble.denied': 'Le serveur nous refuse la diffusion.',
  'why.trouble.unreachable':
    'Le serveur est injoignable. Il est peut-être en panne ou coupé par l’affluence, ou quelque chose sur le chemin le bloque.',
  'why.trouble.timed-out':
    'Le serveur ne répond pas à temps. Le plus souvent, c’est que trop de personnes l’interrogent à la fois.',
  'why.trouble.stalled':
    'Le serveur commence à envoyer, puis se tait. Le plus souvent, c’est que sa ligne est saturée.',
  'why.trouble.truncated':
    'La connexion au serveur se rompt sans cesse. Nous gardons chaque fragment qui arrive.',
  'why.trouble.malformed':
    'Le serveur envoie autre chose que la diffusion, par exemple une page d’erreur. Ou bien votre réseau affiche à la place une page de connexion.',
  'why.trouble.stale':
    'Le serveur répond, mais n’apporte rien de nouveau\u00a0: la diffusion elle-même est arrêtée pour l’instant.',
  'why.slow-line':
    'Le son arrive plus lentement qu’il n’est prononcé. Le plus souvent, cela vient de votre propre connexion\u00a0: Wi-Fi faible, réseau mobile faible, ou d’autres personnes sur la même ligne.',
  'why.offline': 'Votre appareil n’est connecté à aucun réseau, pour autant que votre navigateur le sache.',
  'why.heard.nothing-yet': 'C’est pourquoi aucun son n’est encore venu.',
  'why.heard.silent': 'Notre réserve est épuisée, d’où le silence.',
  'why.heard.goes-on': 'Vous entendez encore, car nous avons gardé environ {span} de son en réserve.',
  'why.gap': 'Un passage de la diffusion n’a pu être obtenu nulle part. Nous continuons après lui.',
  'why.refilling':
    'Notre réserve s’est épuisée. Du son arrive de nouveau, et reprendra dès qu’il y en aura assez pour un moment.',
  'why.muted': 'La diffusion est en cours, mais le son est coupé dans cette page.',
  'why.volume-zero': 'La diffusion est en cours, mais le volume de cette page est à zéro.',
  'why.paused':
    'Le son est en pause\u00a0: par vous, ou par quelque chose sur votre appareil, comme un appel, l’écran de verrouillage ou un casque débranché.',
  'why.blocked':
    'La diffusion est prête. Mais votre navigateur ne laisse une page émettre un son que si quelqu’un y a d’abord appuyé sur quelque chose.',
  'why.ended': 'La diffusion est terminée\u00a0; il n’y a pas de suite.',
  'why.ended.replay': 'La diffusion est terminée. Vous pouvez écouter l’enregistrement ici.',
  'why.denied':
    'Le serveur nous refuse cette diffusion. Elle est peut-être réservée aux abonnés, ou n’est pas proposée là où vous êtes.',
  'why.failed.not-a-playlist': 'Il n’y a pas de diffusion à l’adresse donnée à cette page.',
  'why.failed.no-audio':
    'Il y a quelque chose à l’adresse donnée à cette page, mais cela ne porte aucun son.',
  'why.failed.codec-not-supported': 'Le son arrive sous une forme que votre navigateur ne peut pas jouer.',
  'why.failed.browser-not-supported':
    'Il manque à votre navigateur ce qu’il faut pour jouer des diffusions en direct.',
  'why.failed.player-not-loaded':
    'Une partie de cette page, le lecteur, n’a pas pu être chargée. Le serveur de cette page est peut-être surchargé, lui aussi.',
  'why.failed.media': 'Il est arrivé du son impossible à jouer, et relancer le lecteur n’y a rien changé.',
  'why.listening': 'Vous écoutez, et tout est en ordre.',

  'why.beside.muted': 'De plus, le son est coupé dans cette page.',
  'why.beside.volume-zero': 'De plus, le volume de cette page est à zéro.',
  'why.beside.other-pathway':
    'L’une des voies vers la diffusion est en panne, nous en prenons donc une autre.',
  'why.beside.behind': 'Vous entendez les paroles environ {span} après qu’elles sont dites.',

  'why.todo.nothing': 'Rien. Laissez cette page ouverte\u00a0: le son viendra de lui-même.',
  'why.todo.nothing-more': 'Plus rien. Merci de votre écoute.',
  'why.todo.goes-on': 'Rien. Nous continuons de chercher la suite.',
  'why.todo.try-now':
    'Rien\u00a0: nous continuons d’essayer sans votre aide. Si vous ne voulez pas attendre le prochain essai, essayez maintenant.',
  'why.todo.listen': 'Appuyez sur «\u00a0Écouter\u00a0».',
  'why.todo.closed':
    'Laissez cette page ouverte\u00a0: si une place se libère, le son viendra de lui-même. L’enregistrement sera ici ensuite.',
  'why.todo.unmute': 'Rétablissez le son.',
  'why.todo.volume': 'Montez le volume.',
  'why.todo.slow-line':
    'Le son reprendra de lui-même. Il peut être utile de vous rapprocher du Wi-Fi, d’arrêter ce qui occupe aussi la ligne, ou de passer du Wi-Fi aux données mobiles, ou l’inverse.',
  'why.todo.offline':
    'Regardez si le mode avion est activé, ou le Wi-Fi désactivé. Dès le retour du réseau, tout reprendra sans votre aide.',
  'why.todo.denied':
    'Si vous devriez pouvoir entrer, demandez à la personne qui vous a donné ce lien. Il vous reste un essai.',
  'why.todo.other-browser': 'Ouvrez cette page dans une version actuelle de Firefox, Chrome, Edge ou Safari.',
  'why.todo.ask': 'Demandez à la personne qui vous a donné ce lien si c’est le bon.',
  'why.todo.retry': 'Réessayez. Si cela ne suffit pas, envoyez le rapport à qui gère cette page.',
  'why.todo.address': 'Vérifiez le lien, ou ouvrez la page sans lui.',
  'why.todo.device':
    'Si vous n’entendez toujours rien\u00a0: montez le volume de votre appareil, et regardez s’il envoie le son vers d’autres haut-parleurs ou un casque.',

  'report.label': 'Rapport',
  'report.about':
    'Pour qui vous aide\u00a0: ce qui s’est passé depuis que vous avez ouvert cette page. Il ne contient aucun nom, aucune adresse à vous et rien de secret.',
  'report.copy': 'Copier le rapport',
  'report.save': 'Enregistrer dans un fichier',
  'report.saved': 'Enregistré.',
  'report.show': 'Le lire d’abord',
  'report.timeline': 'Ce qui s’est passé, et il y a combien de temps',
  'report.forgotten': {
    one: '{count} changement antérieur n’a pas été conservé.',
    many: '{count} de changements antérieurs n’ont pas été conservés.',
    other: '{count} changements antérieurs n’ont pas été conservés.',
  },
  'report.requests': 'Demandes par voie',
  'report.tally': '{pathway}\u00a0: {asked} envoyées, {ok} avec réponse, {failed} en échec',
  'report.failures': 'Échecs par voie et par genre',
  'report.times': {
    one: 'une fois',
    many: '{count} de fois',
    other: '{count} fois',
  },
  'report.playback.idle': 'Personne n’écoute.',
  'report.playback.waiting': 'En attente de la diffusion.',
  'report.playback.joining': 'Connexion en cours.',
  'report.playback.playing': 'Son.',
  'report.playback.rebuffering': 'Silence\u00a0: rien en réserve.',
  'report.playback.paused': 'En pause.',
  'report.playback.blocked': 'Le navigateur ne laisse sortir aucun son.',
  'report.playback.ended': 'La diffusion est terminée.',
  'report.playback.failed': 'Échec.',
  'report.link': 'Ligne\u00a0: {state}.',
  'report.admission.held': 'Entrée pas encore accordée.',
  'report.admission.due': 'Entrée accordée, à un moment fixé par le hasard.',
  'report.admission.in': 'Entrée accordée.',
  'report.admission.closed': 'Fermé aux nouveaux auditeurs.',
  'report.programme': 'Programme\u00a0: {state}.',
  'report.pathway': 'Changement de voie, de {from} à {to}.',
  'report.rendition': 'Qualité\u00a0: {bitrate}.',
  'report.output.on': 'Le son est activé.',
  'report.output.off': 'Le son est coupé, ou à zéro.',
  'report.fault': 'Le lecteur se plaint\u00a0: {message}',

  'share.label': 'Faire passer',
  'share.button': 'Partager',
  'share.text': '{title}, en direct. Appuyez une seule fois sur «\u00a0Écouter\u00a0» et restez.',
  'share.thanks': 'Merci d’avoir fait passer.',
  'share.embed': 'Intégrer à votre propre page',

  'embed.full': 'Ouvrir la page entière',
  'transcript.read': 'Suivre le texte',
  'transcript.label': 'Transcription',
  'transcript.lines': 'Ce qui est dit',
  'transcript.language': 'Langue du texte',
  'transcript.empty': 'Pas encore de texte.',
  'transcript.failing':
    'Aucun texte ne peut être obtenu pour l’instant. Ce qui en reste sera cherché dès que possible.',
  'transcript.denied': 'Le serveur ne donne pas ce texte.',
  'transcript.hole': '… {span} sans texte …',
  'transcript.back': 'Revenir au moment présent',
  'transcript.search': 'Chercher dans le texte',
  'transcript.next': 'Résultat suivant',
  'transcript.previous': 'Résultat précédent',
  'transcript.found': '{index} sur {count}',
  'transcript.notFound': 'Introuvable',
  'transcript.larger': 'Texte plus grand',
  'transcript.smaller': 'Texte plus petit',
  'transcript.sign.larger': 'A+',
  'transcript.sign.smaller': 'A−',
  'transcript.aloud': 'Lire à voix haute les nouvelles lignes (pour les lecteurs d’écran)',
  'transcript.copy': 'Copier le texte',
  'transcript.save': 'Enregistrer dans un fichier texte',
  'transcript.fileName': 'transcription.txt',
  'transcript.said': '[{time}] {text}',
  'transcript.saidBy': '[{time}] {speaker}\u00a0: {text}',
};
