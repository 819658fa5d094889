import { useEffect, useRef, useState } from 'preact/hooks';
import { useLanguage, useTexts } from '../context.ts';
import { dayText } from '../format.ts';

/** Until the real width is known. */
const WIDTH = 720;
const HEIGHT = 220;
/** Room for the figures at the left. */
const LEFT = 44;
const BOTTOM = 24;
const TOP = 14;
/** Room that the label of a day needs. */
const LABEL_WIDTH = 62;

export interface DayValue {
  day: string;
  value: number;
}

/** Bars by day. The same figures are a table below it, for whoever does not see bars. */
export function DayChart({
  days,
  label,
  title,
  format,
}: {
  days: readonly DayValue[];
  label: string;
  title: string;
  format: (value: number) => string;
}) {
  const texts = useTexts();
  const language = useLanguage();
  const axis = (value: number) => new Intl.NumberFormat(language, { notation: 'compact' }).format(value);
  const [over, setOver] = useState<number | null>(null);
  const top = niceCeiling(Math.max(1, ...days.map(({ value }) => value)));
  const { width, frame } = useWidth();
  const step = (width - LEFT) / Math.max(1, days.length);
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / step));
  const shown = over === null ? null : days[over];
  return (
    <figure class="chart" ref={frame}>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label} onPointerLeave={() => setOver(null)}>
        {[0, 0.5, 1].map((share) => (
          <g key={share} class="grid">
            <line x1={LEFT} x2={width} y1={y(top * share)} y2={y(top * share)} />
            <text x={LEFT - 8} text-anchor="end" y={y(top * share) + 4}>
              {axis(top * share)}
            </text>
          </g>
        ))}
        {days.map(({ day, value }, index) => (
          <g key={day} onPointerEnter={() => setOver(index)} onPointerDown={() => setOver(index)}>
            <rect class="reach" x={LEFT + index * step} y="0" width={step} height={HEIGHT} />
            <rect
              class={over === index ? 'bar over' : 'bar'}
              x={LEFT + index * step + step * 0.14}
              width={step * 0.72}
              y={y(value)}
              height={Math.max(value > 0 ? 2 : 0, HEIGHT - BOTTOM - y(value))}
              rx={Math.min(4, step * 0.2)}
            />
            {index % every === 0 && (
              <text class="day" x={LEFT + index * step + step / 2} y={HEIGHT - 6} text-anchor="middle">
                {dayText(day, language)}
              </text>
            )}
          </g>
        ))}
      </svg>
      <figcaption aria-hidden="true">{shown ? `${dayText(shown.day, language, 'long')}: ${format(shown.value)}` : '\u00a0'}</figcaption>
      <details>
        <summary>{texts.asTable}</summary>
        <table>
          <caption>{title}</caption>
          <tbody>
            {days.map(({ day, value }) => (
              <tr key={day}>
                <th scope="row">{dayText(day, language, 'long')}</th>
                <td class="number">{format(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** The chart is drawn as wide as it stands, so that its words keep their size on a phone. */
function useWidth() {
  const frame = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(WIDTH);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(240, Math.round(entry.contentRect.width))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { width, frame };
}

/** The next of 1, 2, 4, 5, 6, 8, 10 × a power of ten: halves of these are plain numbers too. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const nice = [1, 2, 4, 5, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return Math.max(2, nice * power);
}
