const PATHS = {
  overview: 'M4 20V10m5.3 10V4m5.4 16v-7M20 20V8',
  rules: 'M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01',
  visitors: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2.5 21a6.5 6.5 0 0 1 13 0M16 4a4 4 0 0 1 0 7m2.5 3.5A6.500 6.500 0 0 1 21.500 21',
  catalog: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  stores: 'M4 10v10h16V10M3 10l2-6h14l2 6zM9.500 20v-6h5v6',
  data: 'M12 15V4m0 0L8 8m4-4 4 4M4 15v5h16v-5',
  install: 'M8 6l-5 6 5 6m8-12l5 6-5 6M13.500 4l-3 16',
  up: 'M12 19V5m-6 6l6-6 6 6',
  down: 'M12 5v14m-6-6l6 6 6-6',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  warning: 'M12 4l9 16H3zM12 10v4m0 3h.01',
  stop: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.500v5.500m0 3.500h.01',
  close: 'M6 6l12 12M18 6L6 18',
  out: 'M15 4h5v16h-5M4 12h11m-4-4l4 4-4 4',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  plus: 'M12 5v14M5 12h14',
  recommendations: 'M4 5h7v7H4zM13 5h7v7h-7zM4 14h7v5H4zM13 14h7v5h-7z',
  'store-notice': 'M4 10v10h16V10M3 10l2-6h14l2 6zM9.500 20v-6h5v6',
  'loyalty-prompt': 'M12 4l2.500 5.200 5.500.8-4 4 1 5.700-5-2.700-5 2.700 1-5.700-4-4 5.500-.8z',
  feedback: 'M4 5h16v11h-9l-4 4v-4H4zM8.500 10.500h.01M12 10.500h.01M15.500 10.500h.01',
  message: 'M4 6h16v12H4zM4 7l8 6 8-6',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing; its meaning is always in words beside it or in the label of its button. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Two stops and the way between them. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="7" cy="24" r="4" />
      <circle cx="25" cy="8" r="4" class="arrived" />
      <path d="M11 24h7a5 5 0 0 0 0-10h-3a5 5 0 0 1-4-6" />
    </svg>
  );
}
