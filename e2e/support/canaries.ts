import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { closeDatabase, database } from '@/lib/db/client'
import { idTokenContext } from '@/lib/members/id-token-context'
import { open } from '@/lib/sealing/seal'
import type { Sandbox } from '@/sandbox/start-sandbox'
import type { Tap } from './tap'

/** Every secret there is at this moment, by its kind. */
export type Canaries = Record<string, string[]>

/**
 * Tells the browser tests, over a port of this machine only, which secrets to search for: what crossed to LINE and what
 * is sealed in the database, opened here, where the root key is.
 */
export async function serveCanaries(sandbox: Sandbox, tap: Tap) {
  const server = createServer((_request, response) => {
    collect(sandbox, tap).then(
      (canaries) => response.setHeader('content-type', 'application/json').end(JSON.stringify(canaries)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      return closeDatabase()
    },
  }
}

async function collect(sandbox: Sandbox, tap: Tap): Promise<Canaries> {
  const env: NodeJS.ProcessEnv = sandbox.env
  const [keys, sessions] = await Promise.all([
    database().signingKey.findMany({
      where: { sealed: { not: null } },
      select: { id: true, sealed: true, sealingKeyId: true },
    }),
    database().session.findMany({ select: { id: true, sealedIdToken: true, sealingKeyId: true } }),
  ])
  const privateKeys = await Promise.all(
    keys.map(async ({ id, sealed, sealingKeyId }) => {
      const context = { table: 'SigningKey', column: 'sealed', id }
      const { d, p, q, dp, dq, qi } = JSON.parse(
        (await open(context, { jwe: sealed ?? '', keyId: sealingKeyId ?? '' })).expose(),
      )
      return [d, p, q, dp, dq, qi].map(String)
    }),
  )
  const idTokens = await Promise.all(
    sessions.map(async ({ id, sealedIdToken, sealingKeyId }) =>
      sealedIdToken && sealingKeyId
        ? [(await open(idTokenContext(id), { jwe: sealedIdToken, keyId: sealingKeyId })).expose()]
        : [],
    ),
  )
  return {
    ...tap.crossed(),
    privateKeys: privateKeys.flat(),
    idTokens: idTokens.flat(),
    rootKey: [readFileSync(env.KAGIBAN_ROOT_KEY_FILE ?? '', 'utf8').trim()],
    ownSecrets: [env.KAGIBAN_SESSION_SECRET ?? '', env.KAGIBAN_OIDC_CLIENT_SECRET ?? ''],
  }
}
