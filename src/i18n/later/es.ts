import type { LaterMessages } from '../messages.ts';

export const es: LaterMessages = {
  'announcements.label': 'Avisos',
  'announcements.dismiss': 'Descartar',

  'audience.listening': '{audience} oyentes, aproximadamente',

  'details.summary': 'Detalles',
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

  'shortcuts.label': 'Atajos de teclado',
  'shortcuts.about': 'Teclas sueltas que funcionan en toda la página; la ayuda las enumera.',
};
