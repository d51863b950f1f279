import { randomUUID } from 'node:crypto'
import { ImportDialog } from '@/components/tokens/import/import-dialog'
import type { ChannelView } from '@/lib/channels/schema'
import { importTokenAction } from './actions'

type Props = { asked: boolean; channel: ChannelView; base: string; may: boolean }

/** The dialog that takes a token in, when the address asks for it: `?import`. */
export function OpenImport({ asked, ...rest }: Props) {
  return asked && <ImportDialog {...rest} action={importTokenAction} submission={randomUUID()} />
}
