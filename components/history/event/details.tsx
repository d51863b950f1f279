import { useWords } from '#words'
import { Facts } from '@/components/ui/panel'
import type { DetailFact } from '@/lib/history/schema'
import { DetailValue } from './detail-value'
import { useDetailWords } from './detail-words'

/** What an event tells besides, in words; the name it was written under is in the tip. */
export function Details({ facts }: { facts: readonly DetailFact[] }) {
  const words = useWords('history')
  const detail = useDetailWords()
  if (facts.length === 0) return <p className="text-sm text-ink-2">{words('event.noDetail')}</p>
  return (
    <Facts
      facts={facts.map(({ name, value }) => {
        const label = detail.label(name, value)
        const part = detail.part(name)
        return {
          label:
            label === undefined ? (
              <span className="font-mono text-xs">{name}</span>
            ) : (
              <span data-tip={name}>
                {label}
                {part && <span className="block text-xs">{part}</span>}
              </span>
            ),
          value: <DetailValue name={name} value={value} label={label ?? name} />,
        }
      })}
    />
  )
}
