/**
 * The formatters of `Intl`, each made once: to make one takes longer than to use it a hundred times, and a countdown
 * asks for several every second of an evening. Times of day are not among them: they follow a computer that changes its
 * time zone on the way.
 */
export const numberFormat = kept(Intl.NumberFormat);
export const pluralRules = kept(Intl.PluralRules);
export const relativeTimeFormat = kept(Intl.RelativeTimeFormat);

function kept<Options, Formatter>(
  Formatter: new (locale: string, options?: Options) => Formatter,
): (locale: string, options?: Options) => Formatter {
  const made = new Map<string, Formatter>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const formatter = new Formatter(locale, options);
    made.set(key, formatter);
    return formatter;
  };
}
