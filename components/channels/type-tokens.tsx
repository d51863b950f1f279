import { useWords } from '#words'
import { CHANNEL_TYPES } from '@/lib/channels/schema'

/** Which kinds of token LINE has for each type of channel. */
export function TypeTokens() {
  const words = useWords('channels')
  return (
    <>
      {words('new.typeHint')}
      {CHANNEL_TYPES.map((type) => (
        <span key={type} className="mt-1 block">
          <span className="text-ink-2">{words(`types.${type}`)}</span>: {words(`typeTokens.${type}`)}
        </span>
      ))}
    </>
  )
}
