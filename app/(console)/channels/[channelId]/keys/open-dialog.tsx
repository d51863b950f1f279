import { randomUUID } from 'node:crypto'
import { ImportDialog } from '@/components/keys/dialogs/import-dialog'
import { RetireDialog } from '@/components/keys/dialogs/retire-dialog'
import type { SigningKeyView } from '@/lib/keys/schema'
import { importKeyAction, retireKeyAction } from './actions'

type Props = {
  search: Record<string, string | string[] | undefined>
  channelId: string
  signingKeys: readonly SigningKeyView[]
  base: string
  may: { import: boolean; retire: boolean }
}

/** The dialog the address asks for, if any: `?import` or `?retire=ID`. */
export function OpenDialog({ search, signingKeys, may, ...rest }: Props) {
  const shared = { ...rest, submission: randomUUID() }
  if (search.import !== undefined) return <ImportDialog {...shared} may={may.import} action={importKeyAction} />
  if (search.retire === undefined) return null
  const key = signingKeys.find(({ id, state }) => id === search.retire && state !== 'retired')
  return <RetireDialog key={key?.id} {...shared} signingKey={key} may={may.retire} action={retireKeyAction} />
}
