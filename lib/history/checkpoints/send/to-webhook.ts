import 'server-only'
import { createHmac } from 'node:crypto'
import { env } from '@/lib/env'
import { NotDelivered } from './problem'

const DEADLINE_MS = 5_000

/** The header that proves who sent it and when. */
export const SIGNATURE_HEADER = 'kagiban-signature'

/**
 * Posts a checkpoint. The receiver recomputes `v1`, an HMAC-SHA-256 over the `t` of the header, a full stop and the body
 * as it came, by the secret they share; any answer of 2xx within 5 s is an arrival. A redirect is none.
 */
export async function sendToWebhook(seq: bigint, jws: string): Promise<void> {
  const { KAGIBAN_CHECKPOINT_WEBHOOK: url = '', KAGIBAN_CHECKPOINT_WEBHOOK_SECRET: secret = '' } = env()
  const body = JSON.stringify({ kagiban: 'checkpoint', version: 1, seq: Number(seq), checkpoint: jws })
  const time = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: `t=${time},v1=${signature}` },
    body,
    redirect: 'manual',
    cache: 'no-store',
    signal: AbortSignal.timeout(DEADLINE_MS),
  })
  await answer.body?.cancel().catch(() => {})
  if (!answer.ok) throw new NotDelivered(`status ${answer.status}`)
}
