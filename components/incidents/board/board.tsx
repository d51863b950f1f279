import { useFormat, useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import { Pager } from '@/components/ui/pager'
import { Panel } from '@/components/ui/panel'
import type { IncidentView } from '@/lib/incidents/schema'
import { BoardTable } from './board-table'

/** So many channels are shown at once of those that are not done. */
export const PAGE = 25

/** How far each channel is, step by step; those that are done are folded away, and of the others one page is shown. */
export function Board({ incident, from }: { incident: IncidentView; from: number }) {
  const words = useWords('incidents')
  const format = useFormat()
  const { id, channels, closedAt } = incident
  const done = channels.filter(({ safeAt }) => safeAt)
  const rest = channels.filter(({ safeAt }) => !safeAt)
  const shown = rest.slice(from, from + PAGE)
  const incidentId = closedAt ? null : id
  const at = (place: number) => `/incidents/${id}${place > 0 ? `?from=${place}` : ''}`
  return (
    <Panel
      title={words('board.title')}
      aside={words('board.doneOf', { done: format.number(done.length), total: format.number(channels.length) })}
    >
      {rest.length === 0 ? (
        <p className="flex min-h-11 items-center gap-2 border-line border-b px-4 text-ink-2">
          <span className="text-accent-ink">
            <Icon name="done" />
          </span>
          {words('board.allDone')}
        </p>
      ) : (
        <BoardTable label={words('board.label')} channels={shown} incidentId={incidentId} />
      )}
      {rest.length > PAGE && (
        <Pager
          summary={words('board.range', {
            from: format.number(from + 1),
            to: format.number(from + shown.length),
            total: format.number(rest.length),
          })}
          previous={from > 0 ? at(Math.max(0, from - PAGE)) : undefined}
          next={from + PAGE < rest.length ? at(from + PAGE) : undefined}
        />
      )}
      {done.length > 0 && (
        <details className="group border-line-strong border-t" open={rest.length === 0 && done.length <= PAGE}>
          <summary className="flex min-h-11 items-center gap-2 px-4 text-sm text-ink-2 hover:bg-hover">
            <span className="group-open:rotate-90">
              <Icon name="right" className="size-3.5" />
            </span>
            {words('board.doneChannels', { count: done.length })}
          </summary>
          <BoardTable
            label={words('board.doneChannels', { count: done.length })}
            channels={done}
            incidentId={incidentId}
          />
        </details>
      )}
    </Panel>
  )
}
