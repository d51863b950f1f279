import 'server-only'
import type { SealContext } from '@/lib/sealing/envelope'

/** The place a session's ID token is sealed for. */
export const idTokenContext = (sessionId: string): SealContext => ({
  table: 'Session',
  column: 'sealedIdToken',
  id: sessionId,
})
