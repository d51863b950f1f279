import { useWords } from '#words'
import { Panel } from '@/components/ui/panel'
import { STEPS } from '@/lib/incidents/schema'

/** The only order in which nothing is lost on the way, with the reason of each step in one line. */
export function OrderPanel() {
  const words = useWords('incidents')
  return (
    <Panel title={words('order.title')}>
      <ol className="grid gap-2.5 px-4 py-3.5 text-sm">
        {STEPS.map((step, index) => (
          <li
            key={step}
            className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 md:grid-cols-[20px_112px_minmax(0,1fr)]"
          >
            <span className="text-ink-3 tabular-nums">{index + 1}</span>
            <span className="font-semibold">{words(`steps.${step}`)}</span>
            <span className="text-ink-2 max-md:col-start-2">{words(`order.${step}`)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
