import type { LaterMessages } from '../messages.ts';

export const es: LaterMessages = {
  'audience.listening': '{audience} oyentes, aproximadamente',

  'audio.legend': 'Idioma del sonido',
  'audio.hint': 'Cambia lo que usted oye, no el idioma de esta página.',
  'audio.switching': 'Cambiando a {name}…',
  'audio.switched': 'Ahora oye: {name}.',
  'audio.unavailable': '{name} no se puede obtener por ahora. {heard} continúa; seguimos intentándolo.',
  'audio.unnamed': 'Versión {number}',

  'saver.label': 'Usar menos datos',
  'saver.hint':
    'La tasa de bits más baja y menos sonido por adelantado. Sigue a su navegador hasta que usted elija.',

  'details.summary': 'Detalles',
  'details.dataPerHour': 'Datos por hora',
  'details.about': 'alrededor de {amount}',
  'details.rendition': 'Calidad',
  'details.inHand': 'Sonido en reserva',
  'details.latency': 'Distancia al directo',
  'details.link': 'Línea',
  'details.attempts': 'Intentos',
  'details.pathway': 'Vía',
  'details.throughput': 'Caudal',
  'details.lost': 'Perdido en huecos',
  'details.version': 'Versión',
  'details.unknown': 'aún no se sabe',
  'details.kilobits': '{kilobits} kbit/s',
  'details.renditionCodecs': '{bitrate}, {codecs}',
  'details.copy': 'Copiar como JSON',
  'details.copied': 'Copiado',
  'details.copyByHand': 'Seleccione y copie este texto:',
  'link.steady': 'estable',
  'link.struggling': 'con dificultades',
  'link.lost': 'perdida',
  'link.offline': 'sin red',
  'link.denied': 'rechazada',

  'pathway.oneOf': '{id}, una de {count}',
  'pathway.switch': 'Cambio de vía',
  'pathway.switched': 'de {from} a {to}, {time}',

  'button.copyLink': 'Copiar la dirección de esta página',

  'settings.open': 'Ajustes',
  'settings.title': 'Ajustes',
  'settings.theme': 'Apariencia',
  'settings.theme.system': 'Como este dispositivo',
  'settings.theme.light': 'Claro',
  'settings.theme.dark': 'Oscuro',
  'settings.kept': 'El idioma, la apariencia, el volumen y lo demás se recuerdan solo en este dispositivo.',
  'settings.forget': 'Olvidar lo que esta página recuerda',
  'settings.forgotten': 'Olvidado. Lo que ajuste a partir de ahora se volverá a recordar.',
  'settings.forgetFailed': 'Este navegador no da almacenamiento a la página; no se recuerda nada.',
  'sheet.close': 'Cerrar',

  'sleep.label': 'Temporizador de apagado',
  'sleep.off': 'Desactivado',
  'sleep.minutes': {
    one: '{count} minuto',
    many: '{count} de minutos',
    other: '{count} minutos',
  },
  'sleep.endOfTalk': 'Al final de la charla',
  'sleep.about': 'En los últimos segundos el sonido va bajando y luego se detiene.',
  'sleep.left': 'El sonido se detiene en {span}',
  'sleep.leftTalk': 'El sonido se detiene al final de la charla',
  'sleep.fading': 'El sonido se va apagando.',
  'sleep.more': {
    one: '{count} minuto más',
    many: '{count} de minutos más',
    other: '{count} minutos más',
  },
  'sleep.cancel': 'Seguir escuchando',

  'help.open': 'Ayuda',
  'help.title': 'Ayuda',
  'help.keysOff': 'Las teclas sueltas están desactivadas en los ajustes.',
  'help.group.listening': 'Escuchar',
  'help.group.sound': 'Sonido',
  'help.group.page': 'En esta página',
  'help.do.toggle': 'Escuchar y pausar',
  'help.do.live': 'Ir al directo',
  'help.do.slower': 'Más lento',
  'help.do.faster': 'Más rápido',
  'help.do.mute': 'Silenciar',
  'help.do.louder': 'Más fuerte',
  'help.do.quieter': 'Más bajo',
  'help.do.help': 'Esta ayuda',
  'help.do.next': 'Control siguiente; hacia atrás con Mayús',
  'help.do.press': 'Pulsar el control',
  'help.do.close': 'Cerrar esta hoja',
  'help.key.space': 'Espacio',
  'help.key.tab': 'Tab',
  'help.key.enter': 'Intro',
  'help.key.escape': 'Esc',
  'help.questions': 'Preguntas',
  'help.waiting.question': 'Dice «Esperando». ¿Tengo que hacer algo?',
  'help.waiting.answer':
    'No. Basta con pulsar «Escuchar» una vez: el sonido llegará solo cuando empiece. No recargue la página; no llegaría antes.',
  'help.silence.question': '¿Por qué hay silencio?',
  'help.silence.answer':
    'O no ha empezado, o en este momento no se puede obtener nada; la frase junto al botón dice cuál de las dos cosas. Ambas terminan solas. Si dice que está escuchando, compruebe el volumen aquí y en su dispositivo.',
  'help.behind.question': '¿Por qué voy por detrás del directo?',
  'help.behind.answer':
    'Se guardan unos segundos en reserva para que usted no note los fallos de la línea. Si se ha quedado muy atrás, se le ofrece «Ir al directo».',
  'help.leaving.question': '¿Puedo salir de esta pestaña o bloquear la pantalla?',
  'help.leaving.answer':
    'Puede salir de la pestaña, pero no la cierre. Mientras escucha, la pantalla puede estar bloqueada; mientras espera en un teléfono, es mejor dejarla encendida, porque un teléfono puede dormir una página en silencio.',
  'help.privacy.question': '¿Qué sabe esta página de mí?',
  'help.privacy.answer':
    'Lo que usted ajusta queda en este dispositivo, y los ajustes pueden olvidarlo. Si quien emite recoge informes, dicen lo bien que llega el sonido, no quién es usted.',

  'lost.notice': {
    one: 'No se pudo obtener {span} de la charla.',
    other: 'No se pudieron obtener {span} de la charla.',
  },

  'time.position': 'Punto de la transmisión',
  'time.controls': 'Tiempo',
  'time.live': 'En directo',
  'time.liveSeen': 'En directo, {span} después de decirse',
  'time.beforeEnd': '{span} antes del final',
  'time.at': 'en {time} de {total}',
  'time.back': '{seconds} s atrás',
  'time.on': '{seconds} s adelante',
  'time.atStart': 'Más atrás no se puede oír nada.',
  'time.atLive': 'Ha llegado al directo.',
  'time.atEnd': 'Este es el final.',
  'time.speed': 'Velocidad',
  'time.rate': '{rate}×',
  'time.faster': 'Más rápido',
  'time.fasterBehind': 'Más rápido, cuando vaya por detrás del directo',

  'marks.chapters': {
    one: '{count} capítulo',
    many: '{count} de capítulos',
    other: '{count} capítulos',
  },
  'marks.marks': {
    one: '{count} marca',
    many: '{count} de marcas',
    other: '{count} marcas',
  },
  'marks.label': 'Marcas en la línea',
  'marks.keys': 'Las teclas de flecha llevan de una marca a otra.',
  'marks.joined': 'Aquí se incorporó usted',
  'marks.gap': 'No se pudo obtener aquí: {span}',

  'replay.resumed': 'Continúa donde usted lo dejó ({time}).',
  'replay.fromStart': 'Empezar desde el principio',
  'replay.label': 'Lo que usted se perdió',
  'replay.missed': {
    one: 'Escuchar la parte que usted se perdió ({span})',
    many: 'Escuchar {count} de partes que usted se perdió ({span})',
    other: 'Escuchar las {count} partes que usted se perdió ({span})',
  },
  'replay.next': 'Siguiente parte que usted se perdió ({span})',
  'replay.part': '{time}, {span}',
  'replay.heard': 'escuchada',
  'replay.allHeard': 'Ya ha escuchado todo lo que se había perdido.',
  'page.deviceOffline':
    'Esta página viene de su dispositivo, que no tiene conexión a la red. Seguirá por su cuenta en cuanto vuelva la red.',
  'page.nothingAnswers':
    'Esta página viene de su dispositivo; no responden ni el servidor de la página ni la transmisión. Seguimos intentándolo.',
  'page.hostSilent':
    'Esta página viene de su dispositivo; el servidor de la página no responde en este momento. Eso no tiene por qué impedirle escuchar.',
  'page.updateReady': 'Una nueva versión de esta página está lista.',
  'page.loadUpdate': 'Cargarla ahora',

  'shortcuts.label': 'Atajos de teclado',
  'shortcuts.about': 'Teclas sueltas que funcionan en toda la página; la ayuda las enumera.',

  'tab.plain': '{title} · Holdline',
  'tab.waiting': 'Esperando · {title}',
  'tab.connecting': 'Conectando · {title}',
  'tab.listening': 'Escuchando · {title}',
  'tab.silent': 'Silencio · {title}',
  'tab.lost': 'Conexión perdida · {title}',
  'tab.paused': 'En pausa · {title}',
  'tab.press': 'Pulse «Escuchar» · {title}',
  'tab.ended': 'Terminada · {title}',
  'tab.failed': 'No disponible · {title}',

  'room.label': 'Mientras espera',

  'check.start': 'Comprobar el sonido',
  'check.again': 'Comprobar el sonido otra vez',
  'check.muted': 'El sonido de esta página está apagado. Súbalo y compruébelo otra vez.',
  'check.sounding': 'Están sonando dos notas.',
  'check.asking': '¿Ha oído dos notas?',
  'check.yes': 'Sí',
  'check.no': 'No',
  'check.heard': 'Bien. La transmisión saldrá por el mismo sitio, más o menos con la misma fuerza.',
  'check.unheard': 'Entonces suele ser una de estas causas:',
  'check.help.volume': 'El volumen está bajo, en esta página o en su dispositivo.',
  'check.help.tab': 'Esta pestaña está silenciada en su navegador.',
  'check.help.phone': 'El teléfono está en modo silencio.',
  'check.help.output': 'El sonido va a otra parte: a unos auriculares, a un altavoz o por Bluetooth.',
  'check.refused':
    'Su navegador no ha dejado salir las notas. Aun así, «Escuchar» puede funcionar: su sonido va por otro camino.',

  'begin.ask': 'Avisarme cuando empiece',
  'begin.on':
    'Su dispositivo le avisará cuando empiece, si usted está mirando otra cosa. Deje esta página abierta.',
  'begin.denied':
    'Su navegador no permite que esta página le avise cuando empiece. Eso se puede cambiar en los ajustes del navegador para esta página.',
  'begin.missing':
    'Su navegador no puede avisarle desde aquí cuando empiece. Deje esta página abierta y lo oirá.',
  'begin.news.sounding': 'Ha empezado. Está escuchando.',
  'begin.news.admitted': 'Es su turno. Está escuchando.',
  'begin.news.press': 'Ya está en directo. Pulse «Escuchar».',

  'calendar.add': 'Añadir al calendario (.ics)',
  'calendar.description':
    'Abra esta página unos minutos antes y pulse «Escuchar» una sola vez. El sonido llegará solo.',

  'why.silent': '¿Por qué hay silencio?',
  'why.calm': '¿Qué está pasando?',
  'why.close': 'Cerrar',
  'why.happening': 'Qué está pasando',
  'why.todo': 'Qué puede hacer usted',
  'why.since': 'Es así desde hace {span} (desde {time}).',
  'why.unmute': 'Activar el sonido',
  'why.volumeUp': 'Subir el volumen',

  'why.address.invalid-url': 'El enlace que le ha traído aquí indica una dirección que no se puede leer.',
  'why.address.unsupported-scheme':
    'El enlace que le ha traído aquí indica algo que no es una dirección web.',
  'why.address.origin-not-allowed':
    'El enlace que le ha traído aquí indica un lugar desde el que esta página no puede reproducir.',
  'why.not-pressed.before':
    'Nadie ha pulsado todavía «Escuchar», así que esta página no pide ningún sonido. Se puede pulsar antes de que empiece la transmisión: entonces la página espera por usted.',
  'why.not-pressed.live':
    'La transmisión está en directo. Nadie ha pulsado todavía «Escuchar», así que esta página no pide ningún sonido.',
  'why.not-pressed.ended': 'La transmisión ha terminado. Quizá todavía se pueda obtener una parte.',
  'why.not-pressed.replay': 'La transmisión ha terminado. Aquí se puede escuchar la grabación.',
  'why.not-started':
    'La transmisión todavía no ha empezado. La buscamos una y otra vez, y el sonido llegará solo cuando empiece.',
  'why.late':
    'La transmisión ya debería haber empezado, y no es así. Eso no tiene nada que ver con su dispositivo ni con su conexión. La buscamos una y otra vez.',
  'why.held':
    'Tantas personas quieren escuchar que se les da paso poco a poco. Así, quienes ya están dentro pueden oírlo todo.',
  'why.held.share':
    'Hasta ahora ha entrado cerca del {percent}\u00a0%. No hace falta darse prisa: decide el azar, y usted conserva su lugar.',
  'why.held.none': 'Por el momento no se da paso a nadie. Usted conserva su lugar.',
  'why.held.due': 'Su turno llegará solo, dentro de {span}, aproximadamente.',
  'why.closed':
    'No hay sitio para más oyentes; por eso la organización ha cerrado el directo para quienes llegan ahora.',
  'why.joining':
    'Estamos buscando la transmisión y obteniendo sus primeros segundos. Por lo general es solo un momento.',
  'why.trouble.overloaded':
    'Quieren escuchar más personas de las que el servidor puede atender, así que rechaza a algunas durante un rato. Su dispositivo y su conexión parecen estar en orden.',
  'why.trouble.not-found': 'El servidor responde que no tiene la transmisión, o que todavía no la tiene.',
  'why.trouble.denied': 'El servidor nos niega la transmisión.',
  'why.trouble.unreachable':
    'No se puede llegar al servidor. Quizá esté caído o aislado por tanta afluencia, o algo en el camino lo bloquee.',
  'why.trouble.timed-out':
    'El servidor no responde a tiempo. Casi siempre significa que le preguntan demasiadas personas a la vez.',
  'why.trouble.stalled':
    'El servidor empieza a enviar y luego calla. Casi siempre significa que su línea está llena.',
  'why.trouble.truncated':
    'La conexión con el servidor se corta una y otra vez. Guardamos cada fragmento que llega.',
  'why.trouble.malformed':
    'El servidor envía algo distinto de la transmisión, por ejemplo una página de error. O bien su red muestra en su lugar una página de inicio de sesión.',
  'why.trouble.stale':
    'El servidor responde y no trae nada nuevo: la propia transmisión está detenida por el momento.',
  'why.slow-line':
    'El sonido llega más despacio de lo que se habla. Casi siempre se debe a la propia conexión: una wifi débil, poca cobertura móvil u otras personas en la misma línea.',
  'why.offline': 'Su dispositivo no está conectado a ninguna red, por lo que sabe su navegador.',
  'why.heard.nothing-yet': 'Por eso todavía no ha llegado ningún sonido.',
  'why.heard.silent': 'Lo que teníamos en reserva se ha agotado; por eso hay silencio.',
  'why.heard.goes-on': 'Usted la sigue oyendo porque tenemos alrededor de {span} de sonido en reserva.',
  'why.gap': 'Un fragmento de la transmisión no se pudo obtener en ninguna parte. Seguimos después de él.',
  'why.refilling':
    'Se ha agotado lo que teníamos en reserva. Está llegando sonido nuevo, y continuará en cuanto alcance para un rato.',
  'why.muted': 'La transmisión está sonando, pero el sonido está desactivado en esta página.',
  'why.volume-zero': 'La transmisión está sonando, pero el volumen de esta página está a cero.',
  'why.paused':
    'El sonido está en pausa: por usted o por algo en su dispositivo, como una llamada, la pantalla de bloqueo o unos auriculares desconectados.',
  'why.blocked':
    'La transmisión está lista. Su navegador solo deja que una página suene después de que alguien haya pulsado algo en ella.',
  'why.ended': 'La transmisión ha terminado; no sigue nada más.',
  'why.ended.replay': 'La transmisión ha terminado. Aquí se puede escuchar la grabación.',
  'why.denied':
    'El servidor nos niega esta transmisión. Quizá sea solo para suscriptores, o no se ofrezca donde usted está.',
  'why.failed.not-a-playlist': 'En la dirección que ha recibido esta página no hay ninguna transmisión.',
  'why.failed.no-audio': 'Hay algo en la dirección que ha recibido esta página, pero no lleva sonido.',
  'why.failed.codec-not-supported': 'El sonido llega en una forma que su navegador no puede reproducir.',
  'why.failed.browser-not-supported':
    'A su navegador le falta lo necesario para reproducir transmisiones en directo.',
  'why.failed.player-not-loaded':
    'No se pudo obtener una parte de esta página, el reproductor. Quizá el servidor de esta página también esté sobrecargado.',
  'why.failed.media': 'Llegó sonido que no se pudo reproducir, y reiniciar el reproductor no ayudó.',
  'why.listening': 'Está escuchando, y todo está en orden.',

  'why.beside.muted': 'Además, el sonido está desactivado en esta página.',
  'why.beside.volume-zero': 'Además, el volumen de esta página está a cero.',
  'why.beside.other-pathway': 'Una de las varias vías hacia la transmisión falla, así que usamos otra.',
  'why.beside.behind': 'Usted lo oye alrededor de {span} después de que se dice.',

  'why.todo.nothing': 'Nada. Deje esta página abierta: el sonido llegará solo.',
  'why.todo.nothing-more': 'Nada más. Gracias por escuchar.',
  'why.todo.goes-on': 'Nada. Seguimos obteniendo lo que viene después.',
  'why.todo.try-now':
    'Nada: seguimos intentándolo por nuestra cuenta. Si no quiere esperar al próximo intento, inténtelo ahora.',
  'why.todo.listen': 'Pulse «Escuchar».',
  'why.todo.closed':
    'Deje esta página abierta: si vuelve a haber sitio, el sonido llegará solo. La grabación estará aquí después.',
  'why.todo.unmute': 'Active el sonido.',
  'why.todo.volume': 'Suba el volumen.',
  'why.todo.slow-line':
    'Continuará por su cuenta. Puede ayudar acercarse a la wifi, detener lo demás que use la línea o cambiar entre la wifi y los datos móviles.',
  'why.todo.offline':
    'Compruebe si está activado el modo avión o desactivada la wifi. En cuanto vuelva la red, continuará por su cuenta.',
  'why.todo.denied':
    'Si debería poder entrar, pregunte a quien le dio este enlace. Puede intentarlo una vez más.',
  'why.todo.other-browser': 'Abra esta página en una versión actual de Firefox, Chrome, Edge o Safari.',
  'why.todo.ask': 'Pregunte a quien le dio este enlace si es el correcto.',
  'why.todo.retry': 'Inténtelo de nuevo. Si eso no ayuda, envíe el informe a quien gestiona esta página.',
  'why.todo.address': 'Compruebe el enlace o abra la página sin él.',
  'why.todo.device':
    'Si aun así no oye nada: suba el volumen de su dispositivo y compruebe si envía el sonido a otros altavoces o auriculares.',

  'report.label': 'Informe',
  'report.about':
    'Para quien le ayude: lo que ha pasado desde que usted abrió esta página. No contiene nombres, ni direcciones suyas, ni nada secreto.',
  'report.copy': 'Copiar el informe',
  'report.save': 'Guardar como archivo',
  'report.saved': 'Guardado.',
  'report.show': 'Leerlo antes',
  'report.timeline': 'Qué ha pasado y hace cuánto tiempo',
  'report.forgotten': {
    one: '{count} cambio anterior no se conservó.',
    many: '{count} de cambios anteriores no se conservaron.',
    other: '{count} cambios anteriores no se conservaron.',
  },
  'report.requests': 'Peticiones por vía',
  'report.tally': '{pathway}: {asked} enviadas, {ok} respondidas, {failed} fallidas',
  'report.failures': 'Fallos por vía y tipo',
  'report.times': {
    one: 'una vez',
    many: '{count} de veces',
    other: '{count} veces',
  },
  'report.playback.idle': 'Nadie escucha.',
  'report.playback.waiting': 'Esperando la transmisión.',
  'report.playback.joining': 'Conectando.',
  'report.playback.playing': 'Sonido.',
  'report.playback.rebuffering': 'Silencio: nada en reserva.',
  'report.playback.paused': 'En pausa.',
  'report.playback.blocked': 'El navegador no deja salir el sonido.',
  'report.playback.ended': 'La transmisión ha terminado.',
  'report.playback.failed': 'Ha fallado.',
  'report.link': 'Línea: {state}.',
  'report.admission.held': 'Paso aún no concedido.',
  'report.admission.due': 'Paso concedido, en un momento que ha fijado el azar.',
  'report.admission.in': 'Paso concedido.',
  'report.admission.closed': 'Cerrado para nuevos oyentes.',
  'report.programme': 'Programa: {state}.',
  'report.pathway': 'Cambio de vía: de {from} a {to}.',
  'report.rendition': 'Calidad: {bitrate}.',
  'report.output.on': 'El sonido está activado.',
  'report.output.off': 'El sonido está desactivado o a cero.',
  'report.fault': 'El reproductor se queja: {message}',

  'share.label': 'Compartirla con otros',
  'share.button': 'Compartir',
  'share.text': '{title}, en directo. Pulse «Escuchar» una sola vez y quédese.',
  'share.thanks': 'Gracias por compartirla.',
  'share.embed': 'Insertar en su propia página',

  'embed.full': 'Abrir la página completa',
  'transcript.read': 'Leer al mismo tiempo',
  'transcript.label': 'Transcripción',
  'transcript.lines': 'Lo que se dice',
  'transcript.language': 'Idioma del texto',
  'transcript.empty': 'Todavía no hay texto.',
  'transcript.failing':
    'Por el momento no se puede obtener el texto. Lo que aún quede se obtendrá lo antes posible.',
  'transcript.denied': 'El servidor no entrega este texto.',
  'transcript.hole': '… {span} sin texto …',
  'transcript.back': 'Volver al momento actual',
  'transcript.search': 'Buscar en el texto',
  'transcript.next': 'Coincidencia siguiente',
  'transcript.previous': 'Coincidencia anterior',
  'transcript.found': '{index} de {count}',
  'transcript.notFound': 'No se ha encontrado',
  'transcript.larger': 'Texto más grande',
  'transcript.smaller': 'Texto más pequeño',
  'transcript.sign.larger': 'A+',
  'transcript.sign.smaller': 'A−',
  'transcript.aloud': 'Leer en voz alta las líneas nuevas (para lectores de pantalla)',
  'transcript.copy': 'Copiar el texto',
  'transcript.save': 'Guardar como archivo de texto',
  'transcript.fileName': 'transcripcion.txt',
  'transcript.said': '[{time}] {text}',
  'transcript.saidBy': '[{time}] {speaker}: {text}',
};
