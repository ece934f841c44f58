import type { en } from './en.ts';
import type { en as laterEn } from './later/en.ts';

/** Forms of one message; `Intl.PluralRules` of the locale chooses by the parameter `count`. */
interface PluralForms {
  readonly one: string;
  readonly other: string;
}

/**
 * The same in a language that has more of them: Arabic has all six, French and Spanish have `many` for millions. What
 * is not given is said with `other`.
 */
export type AnyPluralForms = PluralForms & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** Messages by key, in English: the type of the same catalogue in all other languages. */
export type Catalogue = Readonly<Record<string, string | PluralForms>>;

export type MessageKey = keyof typeof en;

/** One complete catalogue. Plural messages stay plural in every language. */
export type Messages<English extends Catalogue = typeof en> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : AnyPluralForms;
};

/** What the late parts of the listener page say, in one language. */
export type LaterMessages = Messages<typeof laterEn>;

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

type ParameterName<Message> = Message extends PluralForms
  ? 'count' | Placeholder<Message['other']>
  : Placeholder<Extract<Message, string>>;

/** The parameters that a message asks for, read from the English text: none, or one record. */
export type MessageParameters<
  Key extends keyof English,
  English extends Catalogue = typeof en,
> = Key extends Key
  ? [ParameterName<English[Key]>] extends [never]
    ? []
    : [parameters: Readonly<Record<ParameterName<English[Key]>, string | number>>]
  : never;
