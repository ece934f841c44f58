import type { en } from './en.ts';

/** Two forms of one message; `Intl.PluralRules` of the locale chooses by the parameter `count`. */
export interface PluralForms {
  readonly one: string;
  readonly other: string;
}

export type MessageKey = keyof typeof en;

/** One complete catalogue. Plural messages stay plural in every language. */
export type Messages = {
  readonly [Key in MessageKey]: (typeof en)[Key] extends string ? string : PluralForms;
};

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

type MessageText<Key extends MessageKey> = (typeof en)[Key] extends string
  ? (typeof en)[Key]
  : Extract<(typeof en)[Key], PluralForms>['other'];

/** The parameters that a message asks for, read from the English text: none, or one record. */
export type MessageParameters<Key extends MessageKey> = Key extends MessageKey
  ? [Placeholder<MessageText<Key>>] extends [never]
    ? []
    : [parameters: Readonly<Record<Placeholder<MessageText<Key>>, string | number>>]
  : never;
