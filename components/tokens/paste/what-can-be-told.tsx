import { useWords } from '#words'
import { Icon, type IconName } from '@/components/ui/icon'
import { Panel } from '@/components/ui/panel'

const PARTS = [
  ['here', 'search'],
  ['line', 'shield'],
  ['mistake', 'warning'],
  ['kept', 'off'],
] as const satisfies readonly [string, IconName][]

/** What a pasted value can be told to be, and what becomes of it; stands where the answer will be. */
export function WhatCanBeTold() {
  const words = useWords('verify')
  return (
    <Panel title={words('tells.title')}>
      <dl className="grid gap-3.5 p-4 text-sm">
        {PARTS.map(([part, icon]) => (
          <div key={part} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3">
            <dt className="contents font-semibold">
              <Icon name={icon} className="mt-px size-4 text-ink-3" />
              {words(`tells.${part}`)}
            </dt>
            <dd className="col-start-2 text-ink-2">{words(`tells.${part}Text`)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
