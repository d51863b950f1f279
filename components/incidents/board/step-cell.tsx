import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import type { IncidentChannelView, StepView } from '@/lib/incidents/schema'
import { cellHref, cellLook } from './cell'

type Props = { channel: IncidentChannelView; step: StepView; incidentId: string | null }

const TONES: Record<string, string> = {
  amber: 'border-amber-line bg-amber-tint text-amber-ink',
  red: 'border-red-line bg-red-tint text-red-ink',
  blue: 'border-blue-line bg-blue-tint text-blue-ink',
}

/** One step of one channel: icon and word; what is to be done is a link to where it is done. */
export function StepCell({ channel, step: { step, state, at }, incidentId }: Props) {
  const words = useWords('incidents')
  const format = useFormat()
  const { tone, icon, word, count } = cellLook(channel, step, state)
  const said = words(`cells.${word}`, { count })
  const href = incidentId && cellHref(incidentId, channel, step, state)
  if (!href)
    return (
      <Badge tone={tone} icon={icon} {...(at ? { meaning: words('cells.doneAt', { time: format.instant(at) }) } : {})}>
        {said}
      </Badge>
    )
  return (
    <Link
      href={href}
      aria-label={words('cells.label', { act: said, step: words(`steps.${step}`), channel: channel.name })}
      className={`relative inline-flex h-7 max-w-full items-center gap-1.25 rounded-md border px-2 text-xs font-medium whitespace-nowrap after:absolute after:-inset-y-2 after:inset-x-0 hover:underline ${TONES[tone] ?? ''}`}
    >
      <Icon name={icon} className="size-3.5" />
      <span className="truncate">{said}</span>
    </Link>
  )
}
