/** How figures are written in one language. */
export interface FigureFormat {
  /** A number of listeners, to three digits: "412,000". More would be more than an estimate knows. */
  readonly about: (value: number) => string;
  /** A whole number as it is: "1,204,331". */
  readonly exact: (value: number) => string;
  /** A share of 0 to 1: "38 %", "0.13 %". */
  readonly percent: (share: number) => string;
  /** "0.9s", "38s"; in German "38 Sek.". */
  readonly seconds: (seconds: number) => string;
  /** "20:41:03", in the reader's own time zone. */
  readonly timeOfDay: (iso: string) => string;
  /** "23 Nov, 20:00", in the reader's own time zone. */
  readonly moment: (iso: string) => string;
  /** "CET". */
  readonly zone: (wallMs: number) => string;
  /** "a, b and c". */
  readonly list: (items: readonly string[]) => string;
  /** A language's name in this language: "German"; the tag itself where there is none. */
  readonly language: (tag: string) => string;
}

/** `tag`: BCP 47. */
export function createFigureFormat(tag: string): FigureFormat {
  const about = new Intl.NumberFormat(tag, { maximumSignificantDigits: 3 });
  const exact = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const percent = (digits: number) =>
    new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: digits });
  const percents = { whole: percent(0), tenths: percent(1), hundredths: percent(2) };
  const second = (digits: number) =>
    new Intl.NumberFormat(tag, {
      style: 'unit',
      unit: 'second',
      unitDisplay: 'narrow',
      maximumFractionDigits: digits,
    });
  const seconds = { whole: second(0), tenths: second(1) };
  const time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  const moment = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  const zone = new Intl.DateTimeFormat(tag, { timeZoneName: 'short' });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const names = new Intl.DisplayNames(tag, { type: 'language' });
  return {
    about: (value) => about.format(Math.round(value)),
    exact: (value) => exact.format(value),
    percent(value) {
      if (value >= 0.0995) return percents.whole.format(value);
      return (value >= 0.01 ? percents.tenths : percents.hundredths).format(value);
    },
    seconds: (value) => (value < 9.95 ? seconds.tenths : seconds.whole).format(value),
    timeOfDay: (iso) => time.format(Date.parse(iso)),
    moment: (iso) => moment.format(Date.parse(iso)),
    zone: (wallMs) => zone.formatToParts(wallMs).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    list: (items) => list.format(items),
    language(of) {
      try {
        return names.of(of) ?? of;
      } catch {
        return of;
      }
    },
  };
}
