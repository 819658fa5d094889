export interface BarRow {
  key: string;
  name: string;
  value: number;
  /** the value in words, and what else there is to say */
  text: string;
  detail?: string;
}

/** A list of names with bars: a list for those who listen, a chart for those who look. */
export function Bars({ rows }: { rows: readonly BarRow[] }) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <ul class="bars">
      {rows.map(({ key, name, value, text, detail }) => (
        <li key={key}>
          <span class="name">{name}</span>
          <span class="amount">{text}</span>
          <span class="track" aria-hidden="true">
            <span style={{ inlineSize: `${(100 * value) / most}%` }} />
          </span>
          {detail && <span class="soft">{detail}</span>}
        </li>
      ))}
    </ul>
  );
}
