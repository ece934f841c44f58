import { type ReactNode, useState } from 'react';
import { bannerOf } from './banner.ts';
import { isOld } from './connection-notice.ts';
import { bannerWords, changeWords } from './banner-words.ts';
import { changesOfTheMinute } from './minute-changes.ts';
import { usePageProducer, useProducer, useWords } from './producer-context.tsx';
import { nextSpoken, type Spoken } from './spoken.ts';

/** One sentence and one colour, to be understood from across the room. */
export function BannerView(): ReactNode {
  const words = useWords();
  const { t, format } = words;
  const { clock } = usePageProducer();
  const report = useProducer((state) => state.report);
  const areOld = useProducer(isOld);
  const isAskingForToken = useProducer(({ connection }) => connection.kind === 'refused');
  if (report === null && isAskingForToken) return null;
  if (report === null)
    return (
      <section className="join-status" data-tone="unsure" aria-label={t('banner.label')}>
        <p className="join-status-sentence">{t('banner.waitingForFigures')}</p>
      </section>
    );
  const banner = bannerOf(report);
  const parts = bannerWords(banner, words);
  const changes = changesOfTheMinute(report);
  const old = areOld ? t('banner.old', { time: format.timeOfDay(report.asOf) }) : null;
  const topic = [
    banner.tone,
    banner.finding.kind,
    banner.failure?.kind,
    banner.failure?.pathwayId,
    areOld,
  ].join();
  return (
    <section
      className="join-status"
      data-tone={banner.tone}
      data-finding={banner.finding.kind}
      data-old={areOld}
      aria-label={t('banner.label')}
    >
      <p className="join-status-tone">{t(`tone.${banner.tone}`)}</p>
      <p className="join-status-sentence">
        {parts.map((part, index) => (
          <span key={index} className="join-status-part">
            {part}
          </span>
        ))}
      </p>
      <p className="join-status-change">
        {old !== null && <strong>{old} </strong>}
        {changes.length === 0
          ? t('change.none')
          : `${t('change.intro')} ${changes.map((change) => changeWords(change, words)).join(' · ')}`}
      </p>
      <SpokenStatus
        key={words.i18n.locale}
        words={[`${t(`tone.${banner.tone}`)}: ${parts.join(', ')}.`, old]
          .filter((part) => part !== null)
          .join(' ')}
        topic={topic}
        nowMs={clock.now()}
      />
    </section>
  );
}

/** For ears: the same sentence, when there is news. */
function SpokenStatus(props: {
  readonly words: string;
  readonly topic: string;
  readonly nowMs: number;
}): ReactNode {
  const [spoken, setSpoken] = useState<Spoken>(() => nextSpoken(null, props.words, props.topic, props.nowMs));
  const next = nextSpoken(spoken, props.words, props.topic, props.nowMs);
  if (next !== spoken) setSpoken(next);
  return (
    <p className="for-ears" role="status">
      {next.words}
    </p>
  );
}
