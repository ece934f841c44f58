import type { Messages } from './messages.ts';

/**
 * Durations stand after a colon: Intl gives them in the nominative, and they would have to be declined in a sentence.
 * A message without a letter of its own begins with a right-to-left mark: what is filled in is isolated and gives it no
 * direction.
 */
export const ar: Messages = {
  'page.brand': 'Holdline',
  'page.language': 'اللغة',
  'page.untitled': 'بث مباشر',
  'page.loadingTitle': 'لحظة من فضلكم…',
  'page.with': 'مع {host}',

  'announcements.label': 'إعلانات',
  'announcements.dismiss': 'إخفاء',

  'schedule.at': '\u200f{day}، {time}',
  'schedule.startsAt': 'الموعد المعلن: {when}',
  'schedule.startsIn': 'يبدأ بعد {digits}',
  'schedule.starts': 'يبدأ {when}',
  'schedule.late': 'التأخير: {span}',
  'schedule.lateSpoken': 'التأخير: {span} تقريبًا',

  'unit.seconds': '{seconds} ث',
  'unit.minutes': '{minutes} د',
  'unit.minutesSeconds': '{minutes} د {seconds} ث',
  'unit.hours': '{hours} س',
  'unit.hoursMinutes': '{hours} س {minutes} د',

  'button.listen': 'استماع',
  'button.pause': 'إيقاف مؤقت',
  'button.waiting': 'في انتظار البداية',
  'button.held': 'في انتظار دوركم',
  'button.joining': 'جارٍ الاتصال',
  'button.retry': 'المحاولة مجددًا',
  'button.tryNow': 'المحاولة الآن',
  'button.stopWaiting': 'التوقف عن الانتظار',
  'button.openWithout': 'فتح الصفحة دون هذا العنوان',

  'status.ready.unknown': 'كل شيء جاهز متى شئتم.',
  'status.ready.unknown.detail':
    'اضغطوا «استماع» مرة واحدة. إن لم يكن البث قد وصل بعد، فستنتظره هذه الصفحة عنكم.',
  'status.ready.scheduled': 'لم يبدأ البث بعد.',
  'status.ready.scheduled.detail': 'اضغطوا «استماع» الآن واطمئنوا: سيأتي الصوت تلقائيًا عند البداية.',
  'status.ready.late': 'كان يُفترض أن يبدأ البث، لكنه لم يبدأ.',
  'status.ready.late.detail':
    'اضغطوا «استماع» مرة واحدة: سيأتي الصوت تلقائيًا. لا حاجة إلى إعادة تحميل الصفحة.',
  'status.ready.live': 'البث جارٍ الآن.',
  'status.ready.live.detail': 'اضغطوا «استماع» مرة واحدة. تُبقيكم هذه الصفحة على اتصال مهما حدث للخط.',
  'status.ready.ended': 'انتهى البث.',
  'status.ready.ended.detail': 'يشغّل «استماع» ما لا يزال متاحًا منه.',
  'status.ready.replay': 'انتهى البث.',
  'status.ready.replay.detail': 'التسجيل متاح هنا: يشغّله «استماع» من البداية.',

  'status.waiting.scheduled': 'حُجز مكانكم. ننتظر الآن البداية.',
  'status.waiting.late': 'حُجز مكانكم. تأخرت البداية، ونحن ننتظر.',
  'status.waiting.unknown': 'حُجز مكانكم. لم يصل شيء بعد.',
  'status.waiting.detail':
    'سيأتي الصوت تلقائيًا، حتى إن كان التبويب في الخلفية. لا حاجة إلى ضغط شيء أو إعادة تحميل شيء.',
  'status.waiting.trouble': 'نواصل السؤال على فترات كي لا نزيد الأمر سوءًا. مكانكم محفوظ.',
  'status.held': 'حُجز مكانكم. يجري الإدخال تدريجيًا، وبلغ حتى الآن نحو {percent} في المئة.',
  'status.held.none': 'حُجز مكانكم. لا يُسمح بدخول أحد في الوقت الحالي.',
  'status.held.spread': 'حُجز مكانكم. سيأتي دوركم تلقائيًا.',
  'status.held.detail': 'مكانكم محفوظ، ولا حاجة إلى ضغط شيء.',
  'status.closed': 'البث المباشر مغلق أمام المستمعين الجدد.',
  'status.closed.detail':
    'لا يتسع الخط للمزيد. سيُتاح التسجيل هنا لاحقًا. يحفظ لكم «استماع» مكانًا إن أُعيد فتح البث المباشر.',
  'status.closed.pressed':
    'سيُتاح التسجيل هنا لاحقًا. وإن أُعيد فتح البث المباشر فسيأتي الصوت تلقائيًا، ولا حاجة إلى ضغط شيء.',
  'status.joining': 'جارٍ الاتصال.',
  'status.joining.detail': 'نجلب الثواني الأولى. سيأتي الصوت تلقائيًا، ولا حاجة إلى ضغط شيء.',
  'status.joining.trouble': 'الدخول صعب في هذه اللحظة.',
  'status.joining.trouble.detail': 'نواصل المحاولة تلقائيًا، ونحتفظ بكل جزء يصل.',
  'status.listening': 'أنتم تستمعون.',
  'status.listening.detail': 'الخط مستقر.',
  'status.listening-in-trouble': 'الصوت مستمر.',
  'status.listening-in-trouble.detail': 'نشغّل ما لدينا من مخزون، ونجلب المزيد حالما يتاح.',
  'status.listening-offline': 'أنتم غير متصلين بالشبكة. الصوت مستمر في الوقت الحالي.',
  'status.listening-offline.detail': 'نشغّل ما لدينا من مخزون، ونجلب المزيد حالما تعود الشبكة لديكم.',
  'status.rebuffering': 'صمت. نفد المخزون.',
  'status.rebuffering.detail': 'سنتابع من حيث توقف الصوت حالما يصل ما يكفي. لا حاجة إلى ضغط شيء.',
  'status.offline': 'جهازكم غير متصل بالشبكة.',
  'status.offline.detail': 'سنتابع تلقائيًا حالما تعود الشبكة. لا حاجة إلى ضغط شيء.',
  'status.paused': 'متوقف مؤقتًا.',
  'status.paused.detail': 'يتابع «استماع» من هذا الموضع.',
  'status.blocked': 'ضغطة أخرى من فضلكم.',
  'status.blocked.detail': 'لا يُخرج متصفحكم أي صوت من دونها. البث جاهز: اضغطوا «استماع».',
  'status.ended': 'انتهى البث.',
  'status.ended.detail': 'شكرًا لبقائكم على الخط.',
  'status.ended.replay': 'انتهى البث، والتسجيل متاح هنا.',
  'status.ended.replay.detail': 'يشغّله «استماع» من البداية.',
  'status.denied': 'لم يُسمح لنا بالدخول.',
  'status.denied.detail':
    'يرفض الخادم هذا البث ({status}). ربما يتطلب اشتراكًا، أو لا يتاح حيث أنتم. توقفنا عن السؤال، ولكم محاولة واحدة بعد.',

  'failed.not-a-playlist': 'لا يوجد بث على هذا العنوان.',
  'failed.not-a-playlist.detail': 'ما وصل من {url} ليس بثًا. تحققوا من العنوان، أو اسألوا من أعطاكم إياه.',
  'failed.no-audio': 'لا صوت في هذا البث.',
  'failed.no-audio.detail': 'ليس فيه ما يُسمع. إن كان ذلك خطأ من الطرف الآخر فحاولوا لاحقًا.',
  'failed.codec-not-supported': 'لا يستطيع متصفحكم تشغيل هذا الصوت.',
  'failed.codec-not-supported.detail':
    'الصوت مرمَّز بصيغة {codecs}. قد يعرفها متصفح آخر: افتحوا فيه عنوان هذه الصفحة.',
  'failed.browser-not-supported': 'لا يستطيع هذا المتصفح تشغيل البث المباشر.',
  'failed.browser-not-supported.detail':
    'افتحوا عنوان هذه الصفحة في إصدار حديث من Firefox أو Chrome أو Edge أو Safari.',
  'failed.player-not-loaded': 'تعذّر جلب المشغّل.',
  'failed.player-not-loaded.detail': 'لم يقدّمه خادم هذه الصفحة. حاولوا مجددًا بعد لحظات.',
  'failed.media': 'تعذّر فك ترميز الصوت.',
  'failed.media.detail': 'أعدنا تشغيل المشغّل دون جدوى ({message}).',

  'address.invalid-url': 'تعذّرت قراءة هذا العنوان.',
  'address.invalid-url.detail':
    '«{url}» ليس عنوانًا يمكن تشغيله. ينبغي أن يبدأ بـ https:// وألا يحتوي على كلمة مرور.',
  'address.unsupported-scheme': 'لا يمكن تشغيل عناوين من هذا النوع.',
  'address.unsupported-scheme.detail': 'لا يبدأ «{url}» بـ http:// أو https://',
  'address.origin-not-allowed': 'لا يُسمح لهذه الصفحة بالتشغيل من هناك.',
  'address.origin-not-allowed.detail':
    'ليس «{url}» من المواقع التي يُسمح لهذه الصفحة بالتشغيل منها. اسألوا من يديرها.',

  'trouble.overloaded': 'الخادم مثقل بالطلبات.',
  'trouble.not-found': 'لم يصل البث إلى الخادم بعد.',
  'trouble.denied': 'الخادم يرفضنا.',
  'trouble.unreachable': 'تعذّر الوصول إلى الخادم.',
  'trouble.timed-out': 'الخادم لا يجيب.',
  'trouble.stalled': 'يبدأ الخادم بالإجابة ثم يصمت.',
  'trouble.truncated': 'ينقطع الاتصال مرة بعد مرة.',
  'trouble.malformed': 'يرسل الخادم شيئًا غير البث.',
  'trouble.stale': 'يجيب الخادم، لكنه لا يأتي بجديد.',

  'ticker.inHand': 'المخزون: {span}',
  'ticker.inHandSpoken': 'المخزون من الصوت: {span} تقريبًا.',
  'ticker.inHandLittle': 'لم يبق في المخزون سوى ثوانٍ قليلة من الصوت.',
  'ticker.nextTry': 'المحاولة التالية بعد {span}',
  'ticker.turn': 'دوركم بعد {span}',
  'ticker.turnSpoken': 'الوقت الباقي حتى دوركم: {span} تقريبًا.',
  'ticker.tryingNow': 'نحاول الآن',
  'ticker.attempts': {
    zero: 'لا محاولات حتى الآن',
    one: 'محاولة واحدة حتى الآن',
    two: 'محاولتان حتى الآن',
    few: '{count} محاولات حتى الآن',
    many: '{count} محاولة حتى الآن',
    other: '{count} محاولة حتى الآن',
  },

  'notice.documentUnreachable': 'تعذّر جلب البرنامج. سيُطلب مجددًا تلقائيًا.',
  'notice.documentMalformed': 'في البرنامج خطأ ينبغي أن يعلم به ناشره: {message}',

  'latency.behind': 'التأخر عن المباشر: {span}',
  'latency.jump': 'الانتقال إلى المباشر',
  'volume.label': 'مستوى الصوت',
  'volume.value': '{percent} في المئة',
  'volume.mute': 'كتم',

  'line.live': 'مباشر',
  'line.end': 'النهاية',
  'line.waiting': 'الخط صامت. لم يصل البث بعد.',
  'line.waitingUntil': 'الخط صامت. الموعد المعلن للبداية: {time}.',
  'line.waitingLate': 'الخط صامت. كان الموعد المعلن للبداية: {time}.',
  'line.joining': 'يجري جلب الثواني الأولى.',
  'line.heard': 'ما استُمع إليه: {span}',
  'line.nothingInHand': 'المخزون فارغ',
  'line.lost': 'ما فُقد في الفجوات: {span}',

  'demo.label': 'عرض توضيحي',
  'demo.scenario': 'هذا عرض توضيحي. الليلة: {scenario}',
  'demo.beginAgain': 'إعادة الأمسية من البداية',
};

export { ar as messages };

export const loadLater = () => import('./later/ar.ts').then((later) => later.ar);
