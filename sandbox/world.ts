import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { actorOfSession, type PersonActor } from '@/lib/access/actor'
import { givenSession, signedIn } from '@/lib/access/testing'
import { registerChannel } from '@/lib/channels/register'
import type { ChannelType } from '@/lib/channels/schema'
import { closeDatabase, database } from '@/lib/db/client'
import { activateKey } from '@/lib/keys/activate'
import { generateKey } from '@/lib/keys/generate'
import { perform } from '@/lib/perform'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { layCable } from './cable'
import { copyDatabase } from './database/test-database'
import { lineConsole } from './line/console-client'
import { startLineServer } from './line/server'

/**
 * A whole small world for a test file: a database of its own, LINE's stand-in over real sockets, an open key ring and
 * people of every role. The fence is 2 s, so that settling can be waited for. `lineUrl` is a stand-in that runs already, `asOwner` for a test that does what only the database's owner may.
 */
export async function startWorld({
  cable: wanted = false,
  lineUrl,
  asOwner: owning = false,
}: {
  cable?: boolean
  lineUrl?: string
  asOwner?: boolean
} = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'kagiban-world-'))
  const [{ url: databaseUrl, ownerUrl, drop }, line] = await Promise.all([copyDatabase(), startLineServer({ port: 0 })])
  const address = new URL(owning ? ownerUrl : databaseUrl)
  const cable = wanted ? await layCable(address.hostname, Number(address.port)) : undefined
  if (cable) address.port = String(cable.port)
  Object.assign(process.env, {
    KAGIBAN_MODE: 'sandbox',
    KAGIBAN_URL: 'http://localhost:3000',
    KAGIBAN_SESSION_SECRET: 'a session secret for tests, 32 or more',
    KAGIBAN_ROOT_KEY_FILE: join(dataDir, 'root-key'),
    KAGIBAN_OIDC_ISSUER: 'http://127.0.0.1:3001',
    KAGIBAN_OIDC_CLIENT_ID: 'kagiban',
    KAGIBAN_OIDC_CLIENT_SECRET: 'not used by these tests',
    KAGIBAN_ROLE_GROUPS: 'line-operators=operator',
    KAGIBAN_DATA_DIR: dataDir,
    KAGIBAN_LINE_URL: lineUrl ?? line.url,
    KAGIBAN_FENCE_SECONDS: '2',
    KAGIBAN_ISSUES_PER_MINUTE: '1000',
    KAGIBAN_LOG_LEVEL: 'error',
    DATABASE_URL: address.toString(),
  })
  await openKeyring()
  const sid = await givenSession(['operator'], { name: 'Sato Mayu' })
  const operator = await personOf(sid)
  const viewer = await signedIn(['viewer'])
  const atLine = lineConsole({ url: line.url })

  /** A channel at LINE, registered here by the operator. */
  async function registeredChannel(name = '渋谷カフェ公式', type: ChannelType = 'messaging_api') {
    const { channelId: lineChannelId, channelSecret } = await atLine.createChannel({ name, type })
    const input = { lineChannelId, channelSecret, name, owner: 'Sato Mayu', tags: 'retail' }
    const { result } = await perform(operator, registerChannel, {
      ...input,
      type,
      environment: 'production',
    })
    return { ...result, lineChannelId, channelSecret }
  }

  /** The same with a signing key in use. */
  async function channelWithKey(name?: string) {
    const channel = await registeredChannel(name)
    const { channelId } = channel
    const { signingKeyId } = (await perform(operator, generateKey, { channelId })).result
    const key = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
    const kid = await atLine.registerKey(channel.lineChannelId, key.publicJwk)
    await perform(operator, activateKey, { channelId, signingKeyId, kid })
    return { ...channel, signingKeyId, kid }
  }

  /** Outcomes of a change in the order they were written, of one channel or all. */
  async function outcomesOf(name: string, channelId?: string) {
    const where = { name, ...(channelId ? { channelId } : {}) }
    const events = await database().event.findMany({ where, orderBy: { seq: 'asc' }, select: { outcome: true } })
    return events.map((event) => event.outcome)
  }

  /** Does to the database what only its owner may. */
  async function asOwner(...statements: string[]) {
    const client = new pg.Client({ connectionString: ownerUrl })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }

  async function close() {
    await closeDatabase()
    cable?.close()
    await Promise.all([line.close(), drop()])
    rmSync(dataDir, { recursive: true })
  }

  return {
    operator,
    viewer,
    sid,
    cable,
    atLine,
    line,
    dataDir,
    asOwner,
    ownerUrl,
    registeredChannel,
    channelWithKey,
    outcomesOf,
    close,
  }
}

async function personOf(sid: string): Promise<PersonActor> {
  const found = await actorOfSession(sid)
  if (typeof found === 'string') throw new Error(`the session does not hold: ${found}`)
  return found
}

export type World = Awaited<ReturnType<typeof startWorld>>
