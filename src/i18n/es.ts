import type { Messages } from './messages.ts';

export const es: Messages = {
  'page.brand': 'Holdline',
  'page.language': 'Idioma',
  'page.untitled': 'Una transmisión en directo',
  'page.loadingTitle': 'Un momento…',
  'page.with': 'con {host}',

  'announcements.label': 'Avisos',
  'announcements.dismiss': 'Descartar',

  'schedule.at': '{day}, {time}',
  'schedule.startsAt': 'Anunciada: {when}',
  'schedule.startsIn': 'Empieza en {digits}',
  'schedule.starts': 'Empieza {when}',
  'schedule.late': '{span} de retraso',
  'schedule.lateSpoken': 'Alrededor de {span} de retraso',

  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min',
  'unit.minutesSeconds': '{minutes} min {seconds} s',
  'unit.hours': '{hours} h',
  'unit.hoursMinutes': '{hours} h {minutes} min',

  'button.listen': 'Escuchar',
  'button.pause': 'Pausa',
  'button.waiting': 'Esperando el comienzo',
  'button.held': 'Esperando su turno',
  'button.joining': 'Conectando',
  'button.retry': 'Intentar de nuevo',
  'button.tryNow': 'Intentar ahora',
  'button.stopWaiting': 'Dejar de esperar',
  'button.openWithout': 'Abrir la página sin esta dirección',

  'status.ready.unknown': 'Cuando usted quiera.',
  'status.ready.unknown.detail':
    'Pulse «Escuchar» una sola vez. Si la transmisión aún no está, esta página espera por usted.',
  'status.ready.scheduled': 'Todavía no ha empezado.',
  'status.ready.scheduled.detail':
    'Pulse «Escuchar» ahora y no se preocupe: el sonido llegará solo cuando empiece.',
  'status.ready.late': 'Ya debería haber empezado, y no es así.',
  'status.ready.late.detail':
    'Pulse «Escuchar» una sola vez: el sonido llegará solo. No hace falta recargar la página.',
  'status.ready.live': 'Está en directo.',
  'status.ready.live.detail':
    'Pulse «Escuchar» una sola vez. Esta página mantiene la conexión, pase lo que pase en la línea.',
  'status.ready.ended': 'La transmisión ha terminado.',
  'status.ready.ended.detail': '«Escuchar» reproduce lo que todavía se pueda obtener.',
  'status.ready.replay': 'La transmisión ha terminado.',
  'status.ready.replay.detail': 'La grabación está aquí: «Escuchar» la reproduce desde el principio.',

  'status.waiting.scheduled': 'Ya tiene su lugar. Ahora esperamos el comienzo.',
  'status.waiting.late': 'Ya tiene su lugar. El comienzo se retrasa y seguimos esperando.',
  'status.waiting.unknown': 'Ya tiene su lugar. Todavía no hay nada.',
  'status.waiting.detail':
    'El sonido llegará solo, también con la pestaña en segundo plano. No hay que pulsar ni recargar nada.',
  'status.waiting.trouble':
    'Seguimos preguntando, con pausas, para no empeorar las cosas. Conserva su lugar.',
  'status.held': 'Ya tiene su lugar. Se va dando paso poco a poco, hasta ahora a cerca del {percent}\u00a0%.',
  'status.held.none': 'Ya tiene su lugar. Por el momento no se da paso a nadie.',
  'status.held.spread': 'Ya tiene su lugar. Su turno llegará solo.',
  'status.held.detail': 'Conserva su lugar; no hay que pulsar nada.',
  'status.closed': 'El directo está cerrado para nuevos oyentes.',
  'status.closed.detail':
    'La línea no admite más. La grabación estará aquí después. «Escuchar» le guarda un lugar por si el directo vuelve a abrirse.',
  'status.closed.pressed':
    'La grabación estará aquí después. Si el directo vuelve a abrirse, el sonido llegará solo; no hay que pulsar nada.',
  'status.joining': 'Conectando.',
  'status.joining.detail':
    'Estamos obteniendo los primeros segundos. El sonido llegará solo; no hay que pulsar nada.',
  'status.joining.trouble': 'En este momento es difícil entrar.',
  'status.joining.trouble.detail':
    'Seguimos intentándolo por nuestra cuenta y guardamos cada fragmento que llega.',
  'status.listening': 'Está escuchando.',
  'status.listening.detail': 'La línea es estable.',
  'status.listening-in-trouble': 'El sonido continúa.',
  'status.listening-in-trouble.detail':
    'Reproducimos lo que tenemos en reserva y pedimos más en cuanto se pueda.',
  'status.listening-offline': 'No hay conexión a la red. Por ahora, el sonido continúa.',
  'status.listening-offline.detail':
    'Reproducimos lo que tenemos en reserva y pediremos más en cuanto vuelva la red.',
  'status.rebuffering': 'Silencio. Se ha agotado la reserva.',
  'status.rebuffering.detail':
    'Seguiremos en el mismo punto en cuanto haya llegado lo suficiente. No hay que pulsar nada.',
  'status.offline': 'Su dispositivo no tiene conexión a la red.',
  'status.offline.detail': 'Seguiremos por nuestra cuenta en cuanto vuelva la red. No hay que pulsar nada.',
  'status.paused': 'En pausa.',
  'status.paused.detail': '«Escuchar» continúa desde aquí.',
  'status.blocked': 'Pulse una vez más, por favor.',
  'status.blocked.detail':
    'Sin ello, su navegador no deja salir el sonido. La transmisión está lista: pulse «Escuchar».',
  'status.ended': 'La transmisión ha terminado.',
  'status.ended.detail': 'Gracias por no soltar la línea.',
  'status.ended.replay': 'La transmisión ha terminado y la grabación está aquí.',
  'status.ended.replay.detail': '«Escuchar» la reproduce desde el principio.',
  'status.denied': 'No nos dejan entrar.',
  'status.denied.detail':
    'El servidor rechaza esta transmisión ({status}). Quizá haga falta una suscripción, o no se ofrezca donde usted está. Hemos dejado de preguntar; le queda un intento.',

  'failed.not-a-playlist': 'En esta dirección no hay ninguna transmisión.',
  'failed.not-a-playlist.detail':
    'Lo que ha llegado de {url} no es una transmisión. Compruebe la dirección o pregunte a quien se la dio.',
  'failed.no-audio': 'Esta transmisión no lleva sonido.',
  'failed.no-audio.detail': 'No hay nada que oír. Si es un error de la otra parte, inténtelo más tarde.',
  'failed.codec-not-supported': 'Su navegador no puede reproducir este sonido.',
  'failed.codec-not-supported.detail':
    'Está codificado como {codecs}. Quizá otro navegador lo conozca: lleve allí la dirección de esta página.',
  'failed.browser-not-supported': 'Este navegador no puede reproducir transmisiones en directo.',
  'failed.browser-not-supported.detail':
    'Abra la dirección de esta página en una versión actual de Firefox, Chrome, Edge o Safari.',
  'failed.player-not-loaded': 'No se pudo obtener el reproductor.',
  'failed.player-not-loaded.detail':
    'El servidor de esta página no lo ha entregado. Inténtelo de nuevo dentro de un momento.',
  'failed.media': 'No se pudo descodificar el sonido.',
  'failed.media.detail': 'Hemos reiniciado el reproductor, sin éxito ({message}).',

  'address.invalid-url': 'Esta dirección no se puede leer.',
  'address.invalid-url.detail':
    '«{url}» no es una dirección web que se pueda reproducir. Debería empezar por https:// y no llevar contraseña.',
  'address.unsupported-scheme': 'Este tipo de dirección no se puede reproducir.',
  'address.unsupported-scheme.detail': '«{url}» no empieza por http:// ni por https://',
  'address.origin-not-allowed': 'Esta página no puede reproducir desde allí.',
  'address.origin-not-allowed.detail':
    '«{url}» no está entre los lugares desde los que esta página puede reproducir. Pregunte a quien la gestiona.',

  'trouble.overloaded': 'El servidor está sobrecargado.',
  'trouble.not-found': 'El servidor todavía no la tiene.',
  'trouble.denied': 'El servidor nos rechaza.',
  'trouble.unreachable': 'No se puede llegar al servidor.',
  'trouble.timed-out': 'El servidor no responde.',
  'trouble.stalled': 'El servidor empieza a responder y luego calla.',
  'trouble.truncated': 'La conexión se corta una y otra vez.',
  'trouble.malformed': 'El servidor envía algo que no es la transmisión.',
  'trouble.stale': 'El servidor responde, pero no trae nada nuevo.',

  'ticker.inHand': '{span} en reserva',
  'ticker.inHandSpoken': 'Alrededor de {span} de sonido en reserva.',
  'ticker.inHandLittle': 'Solo quedan unos segundos de sonido en reserva.',
  'ticker.nextTry': 'Próximo intento en {span}',
  'ticker.turn': 'Su turno en {span}',
  'ticker.turnSpoken': 'Tiempo que falta para su turno: alrededor de {span}.',
  'ticker.tryingNow': 'Intentando ahora',
  'ticker.attempts': {
    one: '{count} intento hasta ahora',
    many: '{count} de intentos hasta ahora',
    other: '{count} intentos hasta ahora',
  },

  'notice.documentUnreachable': 'No se pudo obtener el programa. Se volverá a pedir automáticamente.',
  'notice.documentMalformed': 'El programa tiene un error, y quien lo publica debería saberlo: {message}',

  'latency.behind': '{span} por detrás del directo',
  'latency.jump': 'Ir al directo',
  'volume.label': 'Volumen',
  'volume.value': '{percent} por ciento',
  'volume.mute': 'Silenciar',

  'line.live': 'directo',
  'line.end': 'fin',
  'line.waiting': 'La línea está en silencio. La transmisión aún no está.',
  'line.waitingUntil': 'La línea está en silencio. Hora anunciada del comienzo: {time}.',
  'line.waitingLate': 'La línea está en silencio. La hora anunciada era: {time}.',
  'line.joining': 'Se están obteniendo los primeros segundos.',
  'line.heard': 'escuchado: {span}',
  'line.nothingInHand': 'nada en reserva',
  'line.lost': 'perdido en huecos: {span}',

  'demo.label': 'Demostración',
  'demo.scenario': 'Esto es una demostración. Esta noche: {scenario}',
  'demo.beginAgain': 'Empezar la velada de nuevo',
};

export { es as messages };

export const loadLater = () => import('./later/es.ts').then((later) => later.es);
