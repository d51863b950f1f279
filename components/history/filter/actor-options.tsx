import { useWords } from '#words'
import type { ActorChoice } from '@/lib/history/schema'
import { SYSTEMS } from '../action-name'

type Props = { actors: readonly ActorChoice[] | null; chosen: string | undefined; chosenName: string | undefined }

/** People to choose from, then Kagiban's own parts; whoever is chosen already is always among them. */
export function ActorOptions({ actors, chosen, chosenName }: Props) {
  const words = useWords('history')
  const systems: readonly string[] = SYSTEMS
  const people = (actors ?? []).filter(({ id }) => !systems.includes(id))
  const missing = chosen !== undefined && !systems.includes(chosen) && !people.some(({ id }) => id === chosen)
  return (
    <>
      {missing && <option value={chosen}>{chosenName ?? chosen}</option>}
      {people.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      <optgroup label={words('event.system')}>
        {SYSTEMS.map((name) => (
          <option key={name} value={name}>
            {words(`systems.${name}`)}
          </option>
        ))}
      </optgroup>
    </>
  )
}
