/* Drawn on a 16 px grid with 1.5 px strokes, so that they stay sharp; each has a form of its own, because colour is
   never the only sign. */
const ICONS = {
  overview: 'M2.5 2.5h4.5v6H2.5zM9 2.5h4.5v3.5H9zM9 8.5h4.5v5H9zM2.5 11h4.5v2.5H2.5z',
  channel: 'M2.5 3.5h11v7.5H7.2L4.5 13.4V11h-2z',
  shield: 'M8 1.8 13 3.6v4c0 3-2 5.4-5 6.6-3-1.2-5-3.6-5-6.6v-4zM5.8 8l1.6 1.6 2.9-3.1',
  clock: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.5V8l2.3 1.6',
  sliders:
    'M2 4.5h6.2M11.8 4.5H14M2 11.5h2.2M7.8 11.5H14M11.8 4.5a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0zM7.8 11.5a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0z',
  search: 'M11.3 7a4.3 4.3 0 1 1-8.6 0 4.3 4.3 0 0 1 8.6 0zM10.3 10.3l3.4 3.4',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  close: 'm4 4 8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  check: 'm3 8.6 3.2 3.2L13 4.6',
  done: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.4 8.2l1.8 1.8 3.4-3.7',
  failed: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  unproven: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM6.2 6.2a1.8 1.8 0 1 1 2.6 1.9c-.5.3-.8.6-.8 1.2M8 11.5v.01',
  unknown: 'M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4zM8 5v3.4M8 10.8v.01',
  warning: 'M8 2.5 14.2 13H1.8zM8 6.5v3M8 11.2v.01',
  info: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 7.4v3.4M8 5.1v.01',
  off: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM3.8 3.8l8.4 8.4',
  todo: 'M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0z',
  running: 'M8 2.2A5.8 5.8 0 1 1 2.2 8',
  hourglass: 'M4 2h8M4 14h8M5 2v2.4c0 1.6 3 2.4 3 3.6s-3 2-3 3.6V14M11 2v2.4c0 1.6-3 2.4-3 3.6s3 2 3 3.6V14',
  drift: 'M2.5 8h3.2l3-4.2h4.8M8.2 11l.9 1.2h4.4M11.6 1.9l1.9 1.9-1.9 1.9M11.6 10.3l1.9 1.9-1.9 1.9',
  key: 'M7.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM7.8 8h6M11 8v2.4M13.4 8v1.8',
  sync: 'M13 6.2A5.3 5.3 0 0 0 3.4 5M3 9.8A5.3 5.3 0 0 0 12.6 11M3.2 2.4V5h2.6M12.8 13.6V11h-2.6',
  rotate: 'M12.9 9.4A5.1 5.1 0 1 1 12.4 5.4M12.8 2.6v3.1H9.7',
  copy: 'M7 5.5h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5zM10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l.9-.9',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.8 13.2h10.4',
  right: 'm6 4 4 4-4 4',
  down: 'm4 6 4 4 4-4',
  up: 'm4 10 4-4 4 4',
  person: 'M10.6 5.2a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0zM3 13.4c.6-2.6 2.6-4 5-4s4.4 1.4 5 4',
  leave: 'M9.5 2.5h-6v11h6M6.8 8h6.7M11 5.2 13.8 8 11 10.8',
} satisfies Record<string, string>

export type IconName = keyof typeof ICONS

/** One of Kagiban's icons, 16 px unless told otherwise; always beside a word, so it is silent to screen readers. */
export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={`${className} shrink-0 fill-none stroke-current stroke-[1.5] [stroke-linecap:round] [stroke-linejoin:round]`}
    >
      <path d={ICONS[name]} strokeWidth={name === 'more' ? 2.4 : undefined} />
    </svg>
  )
}
