'use client'
import Link from 'next/link'
import { useEffect } from 'react'
import { useWords } from '#words'
import { Leaving } from '@/components/tokens/issue/reveal/leaving'
import { ButtonLink } from '@/components/ui/controls/button'
import { Bar } from '@/components/ui/figures/bar'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelPart } from '@/components/ui/panel'
import { partsOf } from '../bar-parts'
import { TakeAll, WipeTimer } from './take-all'
import { type Trouble, useDeliveries, type Value } from './use-deliveries'
import { useStay } from './use-stay'
import { ValuesTable } from './values-table'

type Held = Value & { value: string }
type Props = { jobId: string; recipientKey: CryptoKey; total: number; title: string }

/** The job of this page as it goes, and its values as they come: to be taken here, and forgotten when they are. */
export function Collect({ jobId, recipientKey, total, title }: Props) {
  const words = useWords('actions')
  const { values, unreadable, progress, trouble, take, wipe } = useDeliveries(jobId, recipientKey)
  const held = values.filter((each): each is Held => each.value !== null)
  const allTaken = values.every(({ taken }) => taken)
  const isOver = progress?.ended === true && progress.undelivered === 0
  const needed = trouble !== 'notStarted' && (!isOver || (held.length > 0 && !allTaken))
  const { leavingTo, stay } = useStay(needed)
  const takeAll = () => take(held.map(({ itemId }) => itemId))

  useEffect(() => {
    window.addEventListener('pagehide', wipe)
    return () => window.removeEventListener('pagehide', wipe)
  }, [wipe])

  return (
    <>
      {leavingTo !== null && (
        <Leaving title={words('many.leave')} text={words('many.leaveText')} onStay={stay}>
          <ButtonLink variant="danger" size="sm" href={leavingTo} data-leave>
            {words('many.leaveAll')}
          </ButtonLink>
        </Leaving>
      )}
      <Panel title={title} aside={<JobLink jobId={jobId} />}>
        <PanelPart>
          <Going progress={progress} total={total} />
        </PanelPart>
        <PanelPart>
          <div className="grid gap-3">
            {trouble && (
              <Notice tone="amber" live="alert">
                {words(TROUBLES[trouble])}
              </Notice>
            )}
            {unreadable > 0 && <Notice tone="red">{words('many.unreadable', { count: unreadable })}</Notice>}
            <State held={held.length} arrived={values.length} needed={needed} over={isOver} />
            {held.length > 0 && (
              <TakeAll
                held={held}
                onTake={takeAll}
                onDone={() => {
                  takeAll()
                  wipe()
                }}
              />
            )}
            {isOver && held.length > 0 && <WipeTimer key={String(allTaken)} taken={allTaken} onEnd={wipe} />}
          </div>
        </PanelPart>
        {values.length > 0 && <ValuesTable values={values} onTake={take} />}
      </Panel>
    </>
  )
}

const TROUBLES = {
  signedOut: 'many.signedOut',
  notStarted: 'many.notStarted',
  broken: 'many.broken',
} as const satisfies Record<Trouble, string>

function JobLink({ jobId }: { jobId: string }) {
  const words = useWords('actions')
  return (
    <Link href={`/jobs/${jobId}`} target="_blank" className="text-accent-ink underline underline-offset-3">
      {words('many.toJob')}
    </Link>
  )
}

function Going({ progress, total }: { progress: ReturnType<typeof useDeliveries>['progress']; total: number }) {
  const words = useWords('actions')
  const counts = progress?.counts ?? { done: 0, failed: 0, unknown: 0, cancelled: 0 }
  const { done, failed, unknown, cancelled } = counts
  return (
    <div className="grid gap-1.5" role="status">
      <Bar
        parts={partsOf(counts)}
        total={total}
        ended={done + failed + unknown + cancelled}
        label={words('many.progress')}
        large
      />
      <span className="text-sm tabular-nums">
        {words('many.counts', { done, total, failed, unknown })}
        {failed + unknown > 0 && ` · ${words('many.why')}`}
      </span>
    </div>
  )
}

/** What is to be known of the values just now. */
function State({ held, arrived, needed, over }: { held: number; arrived: number; needed: boolean; over: boolean }) {
  const words = useWords('actions')
  if (needed)
    return (
      <Notice tone="amber" title={words('many.stay')}>
        {words('many.stayText')}
      </Notice>
    )
  if (!over) return null
  if (held > 0) return <Notice tone="plain">{words('many.allTaken')}</Notice>
  return <Notice tone="plain">{words(arrived > 0 ? 'many.wiped' : 'many.none')}</Notice>
}
