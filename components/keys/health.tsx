import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'

/** What LINE last said of a credential that is on file: that it works, or that it does not. */
export function Health({ refused }: { refused: boolean }) {
  const words = useWords('keys')
  return (
    <Badge tone={refused ? 'red' : 'ok'} icon={refused ? 'failed' : 'check'}>
      {words(refused ? 'inUse.refused' : 'inUse.state')}
    </Badge>
  )
}
