import { useLanguage, useTexts } from '../context.ts';
import { numberText } from '../format.ts';

export interface Stop {
  id: string;
  name: string;
  now: number;
  entered: number;
  left: number;
}

/** The journey as a line with a stop for each leg; a stop grows with the people who are there. */
export function JourneyLine({ stops }: { stops: readonly Stop[] }) {
  const texts = useTexts();
  const language = useLanguage();
  const most = Math.max(1, ...stops.map(({ now }) => now));
  return (
    <ol class="journey-line">
      {stops.map(({ id, name, now, entered, left }) => (
        <li key={id}>
          <span class="stop" aria-hidden="true">
            <i style={{ '--size': `${(0.9 + 1.9 * Math.sqrt(now / most)).toFixed(2)}rem` }} class={now > 0 ? 'full' : ''} />
          </span>
          <b>{name}</b>
          <span class="count">
            {numberText(now, language)} <small>{texts.overview.people}</small>
          </span>
          <span class="soft">
            +{numberText(entered, language)} {texts.overview.entered}
            {left > 0 && `, ${numberText(left, language)} ${texts.overview.left}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
