'use client'
import { useEffect, useState } from 'react'
import { useFormat, useWords } from '#words'
import { Segment, Segments } from '@/components/ui/controls/choice'
import { SelectField, TextField } from '@/components/ui/controls/field'
import type { LifeUnit, TokenLife } from '@/lib/tokens/schema'
import type { Offer } from './offer'

/** What is chosen; kept by the form, so that another kind can be looked at in between. */
export interface ChosenLife {
  life: TokenLife | 'custom'
  amount: string
  unit: LifeUnit
}

type Props = {
  offer: Pick<Offer, 'lives' | 'units'>
  chosen: ChosenLife
  onChoose: (chosen: ChosenLife) => void
  error: string | undefined
}

/** How long a token lives: one of a few, or a number of one's own, with the instant at which one issued now would end. */
export function LifeField({ offer, chosen, onChoose, error }: Props) {
  const words = useWords('actions')
  const format = useFormat()
  const now = useNow(format.now)
  const { life, amount, unit } = chosen
  const seconds = life === 'custom' ? customSeconds(amount, offer.units[unit], offer.lives.month) : offer.lives[life]
  const ends = seconds !== null && words('issue.ends', { instant: format.instant(new Date(now + seconds * 1000)) })
  return (
    <div className="grid gap-3">
      <Segments legend={words('issue.life')} aside={life !== 'custom' && ends}>
        {[...(Object.keys(offer.lives) as TokenLife[]), 'custom' as const].map((each) => (
          <Segment
            key={each}
            name="life"
            value={each}
            checked={life === each}
            onChange={() => onChoose({ ...chosen, life: each })}
          >
            {words(`issue.lives.${each}`)}
          </Segment>
        ))}
      </Segments>
      {life === 'custom' && (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            name="lifeAmount"
            label={words('issue.lifeAmount')}
            value={amount}
            onChange={(event) => onChoose({ ...chosen, amount: event.target.value })}
            error={error}
            hint={ends || words('issue.lifeRange')}
            inputMode="numeric"
            autoComplete="off"
            aria-required
          />
          <SelectField
            name="lifeUnit"
            label={words('issue.lifeUnit')}
            value={unit}
            onChange={(event) => onChoose({ ...chosen, unit: event.target.value as LifeUnit })}
          >
            {(Object.keys(offer.units) as LifeUnit[]).map((each) => (
              <option key={each} value={each}>
                {words(`issue.units.${each}`)}
              </option>
            ))}
          </SelectField>
        </div>
      )}
    </div>
  )
}

/** The life in seconds, or null while it is none that LINE would take. */
function customSeconds(amount: string, unitSeconds: number, most: number): number | null {
  const seconds = /^\d{1,6}$/.test(amount.trim()) ? Number(amount) * unitSeconds : 0
  return seconds > 0 && seconds <= most ? seconds : null
}

/** The instant, going on; begun with the server's, so that a wrong clock in the browser does no harm. */
function useNow(start: Date): number {
  const [now, setNow] = useState(start.getTime())
  useEffect(() => {
    const [page, here] = [start.getTime(), Date.now()]
    const timer = setInterval(() => setNow(page + Date.now() - here), 10_000)
    return () => clearInterval(timer)
  }, [start])
  return now
}
