import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Name } from '@/components/ui/name'
import { Panel, PanelPart } from '@/components/ui/panel'
import type { OpeningChannel } from '@/lib/incidents/opening/schema'

/** Which channels a drill is about; an ordinary form, so that what is chosen stands in the address. */
export function DrillChoice({ channels }: { channels: readonly OpeningChannel[] }) {
  const words = useWords('incidents')
  if (channels.length === 0)
    return (
      <Panel>
        <EmptyState icon="rotate">{words('new.drillNone')}</EmptyState>
      </Panel>
    )
  return (
    <Panel className="max-w-180">
      <PanelPart>
        <form action="/incidents/new" className="grid gap-4">
          <input type="hidden" name="drill" value="yes" />
          <p className="text-ink-2">{words('new.drillText')}</p>
          <fieldset>
            <legend className="mb-1.5 text-sm font-semibold">{words('new.drillChannels')}</legend>
            <div className="rounded-lg border border-line-strong">
              {channels.map(({ id, name, lineChannelId, tokens }, index) => (
                <label
                  key={id}
                  className="flex min-h-11 items-center gap-3 border-line border-b px-3.5 py-1.5 last:border-b-0 hover:bg-hover has-checked:bg-selected"
                >
                  <input
                    type="checkbox"
                    name="channel"
                    value={id}
                    defaultChecked={index === 0}
                    className="size-4 flex-none accent-accent"
                  />
                  <span className="min-w-0">
                    <span className="block truncate font-medium">
                      <Name>{name}</Name>
                    </span>
                    <span className="block font-mono text-xs text-ink-3">{lineChannelId}</span>
                  </span>
                  <span className="ml-auto flex-none text-xs text-ink-2">{words('new.tokens', { count: tokens })}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <div>
            <Button type="submit" variant="primary">
              {words('new.drillNext')}
            </Button>
          </div>
        </form>
      </PanelPart>
    </Panel>
  )
}
