import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand/react';
import { producerWords, type ProducerWords } from '../i18n/producer/words.ts';
import type { I18n } from '../i18n/i18n.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { createFigureFormat, type FigureFormat } from './figure-format.ts';
import type { Producer, ProducerCommands } from './producer.ts';
import type { ProducerState } from './producer-state.ts';

const ProducerContext = createContext<Producer | null>(null);

export function ProducerProvider(props: {
  readonly producer: Producer;
  readonly children: ReactNode;
}): ReactNode {
  return <ProducerContext value={props.producer}>{props.children}</ProducerContext>;
}

export function usePageProducer(): Producer {
  const producer = use(ProducerContext);
  if (producer === null) throw new Error('Put a ProducerProvider around the page.');
  return producer;
}

/** What `select` picks; it must give the same value for the same state. */
export function useProducer<Value>(select: (state: ProducerState) => Value): Value {
  return useStore(usePageProducer().store, select);
}

export function useCommands(): ProducerCommands {
  return usePageProducer().commands;
}

export interface Words {
  readonly i18n: I18n;
  readonly t: ProducerWords;
  readonly format: FigureFormat;
}

const wordsOf = new WeakMap<I18n, Words>();

/** The page's language: its words, and how it writes figures. */
export function useWords(): Words {
  const i18n = useI18n();
  const known = wordsOf.get(i18n);
  if (known !== undefined) return known;
  const words = { i18n, t: producerWords(i18n), format: createFigureFormat(i18n.tag) };
  wordsOf.set(i18n, words);
  return words;
}
