import type { ReactNode } from 'react'
import { useWords } from '#words'
import { SLOTS, slotLevel } from './slot-level'

export type SlotKind = 'unproven' | 'soon' | 'foreign' | 'lost' | 'ours' | 'free'
const KINDS = ['ours', 'soon', 'unproven', 'foreign', 'lost', 'free'] as const satisfies readonly SlotKind[]

const SQUARE: Record<SlotKind, string> = {
  ours: 'fill-accent stroke-accent',
  soon: 'fill-amber stroke-amber',
  unproven: 'fill-red stroke-red',
  foreign: 'fill-amber-tint stroke-amber',
  lost: 'fill-none stroke-ink-3 [stroke-dasharray:2_1.6]',
  free: 'fill-sunken stroke-line-strong',
}
const MARK: Partial<Record<SlotKind, ReactNode>> = {
  soon: <path className="stroke-surface" d="M10 6v4h3" />,
  unproven: <path className="stroke-on-red" d="M10 6v4.5M10 14v.01" />,
  foreign: <path className="stroke-amber-ink" d="M6.5 10h7M10 6.5v7" />,
  lost: <path className="stroke-ink-3" d="m7 7 6 6M13 7l-6 6" />,
}

function Square({ kind }: { kind: SlotKind }) {
  return (
    <>
      <rect className={SQUARE[kind]} strokeWidth="1.25" x=".75" y=".75" width="18.5" height="18.5" rx="3" />
      <g className="fill-none" strokeWidth="1.5" strokeLinecap="round">
        {MARK[kind]}
      </g>
    </>
  )
}

/**
 * The square that leads a row and stands for its slot; `slotless` is a dot for a live token that takes none, `ended` a
 * dash. Decoration: the row says the same in words.
 */
export function SlotMark({ kind }: { kind: SlotKind | 'slotless' | 'ended' }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="mr-2 inline size-3.5 shrink-0 align-[-2px]">
      {kind === 'slotless' && <circle className="fill-accent" cx="10" cy="10" r="5" />}
      {kind === 'ended' && <path className="stroke-neutral-5" strokeWidth="2" d="M6 10h8" />}
      {kind !== 'slotless' && kind !== 'ended' && <Square kind={kind} />}
    </svg>
  )
}

/** How many slots are taken, as a bar and as `12/30`; amber from 24, red from 28. */
export function SlotBar({ taken, capacity = SLOTS }: { taken: number; capacity?: number }) {
  const words = useWords('common')
  const level = slotLevel(taken)
  const fill = { plain: 'fill-neutral-7', amber: 'fill-amber', red: 'fill-red' }[level]
  const ink = { plain: 'text-ink-2', amber: 'text-amber-ink', red: 'text-red-ink' }[level]
  return (
    <span className="whitespace-nowrap">
      <svg viewBox="0 0 64 6" aria-hidden="true" className="mr-2 inline h-1.5 w-16 align-[1px]">
        <rect className="fill-neutral-4" width="64" height="6" rx="3" />
        <rect className={fill} width={Math.min(64, (64 * taken) / capacity)} height="6" rx="3" />
      </svg>
      <span aria-hidden="true" className={ink}>
        {taken}/{capacity}
      </span>
      <span className="sr-only">{words('slots.taken', { taken, capacity })}</span>
    </span>
  )
}

/** All slots of a channel as squares, in the order of the rows, free ones last, with what each square means. */
export function SlotBoard({ slots, capacity = SLOTS }: { slots: readonly SlotKind[]; capacity?: number }) {
  const words = useWords('common')
  const taken = slots.filter((kind) => kind !== 'free')
  const all = [...taken, ...Array.from({ length: Math.max(0, capacity - taken.length) }, () => 'free' as const)]
  const counts = KINDS.map((kind) => ({ kind, count: all.filter((each) => each === kind).length })).filter(
    ({ kind, count }) => count > 0 || kind === 'ours' || kind === 'free',
  )
  const parts = counts.map(({ kind, count }) => words('slots.part', { count, kind: words(`slots.${kind}`) })).join(', ')
  const rows = Math.ceil(all.length / 10)
  return (
    <>
      <svg
        viewBox={`0 0 254 ${rows * 26 - 6}`}
        role="img"
        aria-label={words('slots.board', { taken: taken.length, capacity, parts })}
        className="block h-auto w-full max-w-64 max-md:max-w-none"
      >
        {all.map((kind, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a slot has no name but its place
          <g key={index} transform={`translate(${(index % 10) * 26} ${Math.floor(index / 10) * 26})`}>
            <Square kind={kind} />
          </g>
        ))}
      </svg>
      <ul className="mt-3 grid grid-cols-2 gap-x-3 gap-y-1 text-xs/[18px] text-ink-2">
        {counts.map(({ kind, count }) => (
          <li key={kind} className="flex items-center">
            <SlotMark kind={kind} />
            {words(`slots.${kind}`)}
            <span className="ml-auto text-ink">{count}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
