import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { Facts } from '@/components/ui/panel'
import type { ChannelView } from '@/lib/channels/schema'

/** In place of the form for who may not edit, or while nothing is edited: what it would hold, and why. */
export function Details({ channel, why }: { channel: ChannelView; why: string }) {
  const words = useWords('channels')
  const { name, type, environment, tags, owner } = channel
  return (
    <div className="grid gap-4 p-4">
      <Facts
        facts={[
          { label: words('new.name'), value: name },
          { label: words('new.type'), value: words(`types.${type}`) },
          { label: words('new.environment'), value: words(`environments.${environment}`) },
          { label: words('new.tags'), value: tags.join(', ') || '—' },
          { label: words('new.owner'), value: owner },
        ]}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button variant="primary" disabledReason={why}>
          {words('settings.save')}
        </Button>
        <p className="text-sm text-ink-3">{why}</p>
      </div>
    </div>
  )
}
