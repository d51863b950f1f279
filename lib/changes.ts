import 'server-only'
import type { AnyRemoteChange } from '@/lib/change'
import { registerChannel } from '@/lib/channels/register'
import { replaceSecret } from '@/lib/channels/replace-secret'
import { activateKey } from '@/lib/keys/activate'
import { checkChannel } from '@/lib/keys/check'
import { importKey } from '@/lib/keys/import'
import { importToken } from '@/lib/tokens/import'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import { syncChannel } from '@/lib/tokens/sync'
import { verifyToken } from '@/lib/tokens/verify'

/** Every change that calls LINE, for the settler and the spool: what is not listed here cannot be finished after a restart. */
export const REMOTE_CHANGES: readonly AnyRemoteChange[] = [
  registerChannel,
  replaceSecret,
  activateKey,
  importKey,
  checkChannel,
  issueToken,
  importToken,
  verifyToken,
  revokeToken,
  syncChannel,
]
