import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase } from '@/lib/db/client'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { openLineRoom } from './line-room'
import { randomOf } from './random'
import type { Share, Told } from './run'
import { runSequence, type Tally } from './sequence'

/* One of the processes of `runEvictions`. */
// Nobody would hear of it any more.
process.once('disconnect', () => process.exit(1))
const [share] = (await once(process, 'message')) as [Share]
const folder = mkdtempSync(join(tmpdir(), 'kagiban-evictions-'))
const room = await openLineRoom()
Object.assign(process.env, {
  KAGIBAN_MODE: 'sandbox',
  KAGIBAN_URL: 'http://localhost:3000',
  KAGIBAN_SESSION_SECRET: 'a session secret for tests, 32 or more',
  KAGIBAN_ROOT_KEY_FILE: join(folder, 'root-key'),
  KAGIBAN_OIDC_ISSUER: 'http://127.0.0.1:9',
  KAGIBAN_OIDC_CLIENT_ID: 'kagiban',
  KAGIBAN_OIDC_CLIENT_SECRET: 'nobody signs in here',
  KAGIBAN_ROLE_GROUPS: 'line-operators=operator',
  KAGIBAN_DATA_DIR: folder,
  KAGIBAN_LINE_URL: room.url,
  KAGIBAN_FENCE_SECONDS: '2',
  KAGIBAN_LOG_LEVEL: 'error',
  KAGIBAN_ISSUES_PER_MINUTE: '100000000',
})
await openKeyring()
const tally: Tally = { issued: 0, confirmed: 0, refused: 0, ended: 0, unconfirmed: [] }
for (let index = share.from; index < share.until; index += share.every) {
  // Each by its own number, so that one that fails can be run alone.
  const one = await runSequence(room, randomOf(share.seed + index))
  tally.issued += one.issued
  tally.confirmed += one.confirmed
  tally.refused += one.refused
  tally.ended += one.ended
  process.send?.({ done: 1 } satisfies Told)
  tally.unconfirmed.push(...one.unconfirmed.map((why) => `sequence ${index}: ${why}`))
}
await closeDatabase()
await room.close()
rmSync(folder, { recursive: true, force: true })
process.send?.({ tally } satisfies Told, () => process.exit(0))
