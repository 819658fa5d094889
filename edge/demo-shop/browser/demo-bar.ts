/** Moments the demo bar knows: weekday (0 = Sunday) and hour, by the clocks of Rome. */
const TIMES: Readonly<Record<string, { day: number; hour: number }>> = {
  'tuesday-11': { day: 2, hour: 11 },
  'wednesday-14': { day: 3, hour: 14 },
  'sunday-15': { day: 0, hour: 15 },
};

const HOUR_MS = 3_600_000;
const HOURS_A_WEEK = 168;

/** Where and when the visit is taken to happen: cookies that only an edge on one's own machine looks at. */
export function startDemoBar(): void {
  const place = document.querySelector<HTMLSelectElement>('[data-demo=place]');
  const time = document.querySelector<HTMLSelectElement>('[data-demo=time]');
  place?.addEventListener('change', () => choose('tappa_demo_place', place.value));
  if (!time) return;
  const at = Date.parse(decodeURIComponent(time.dataset.at ?? ''));
  if (!Number.isNaN(at)) time.value = Object.keys(TIMES).find((name) => isAt(at, TIMES[name]!)) ?? '';
  time.addEventListener('change', () => {
    const wanted = TIMES[time.value];
    choose('tappa_demo_at', wanted ? new Date(nextMs(Date.now(), wanted)).toISOString() : '');
  });
}

/** Sets the cookie for this browser session, or takes it away, and asks for the page again. */
function choose(cookie: string, value: string): void {
  document.cookie = `${cookie}=${encodeURIComponent(value)}; path=/; samesite=lax${value ? '' : '; max-age=0'}`;
  location.reload();
}

/** The next full hour of that kind, from now. Hour by hour, so that summer time needs no thought. */
function nextMs(nowMs: number, wanted: { day: number; hour: number }): number {
  const fullHourMs = Math.ceil(nowMs / HOUR_MS) * HOUR_MS;
  for (let hours = 0; hours <= HOURS_A_WEEK; hours++) if (isAt(fullHourMs + hours * HOUR_MS, wanted)) return fullHourMs + hours * HOUR_MS;
  return nowMs;
}

const ROME = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function isAt(atMs: number, { day, hour }: { day: number; hour: number }): boolean {
  const parts = new Map(ROME.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return parts.get('weekday') === WEEKDAYS[day] && Number(parts.get('hour')) === hour;
}
