import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { currentActor } from '@/lib/access/actor'
import { isOwnOrigin } from '@/lib/access/origin'
import { isRefusal, Refusal } from '@/lib/errors'
import { takeDeliveries } from '@/lib/jobs/deliver'
import { getJob } from '@/lib/jobs/queries'
import { type DeliveriesAnswer, deliveriesInput } from '@/lib/jobs/schema'
import { faultFields, log } from '@/lib/log'

const STATUS: Record<string, number> = { signed_out: 401, forbidden: 403, not_found: 404 }
/** As for actions. */
const MOST_BYTES = 64 * 1024

/**
 * Hands the issued values of a job to the page it was started from, each encrypted to that page's own key, and takes note
 * of those it has (`received`) and those a person has `taken`. What is answered is of no use to anybody else.
 */
export async function POST(request: Request, { params }: { params: Promise<{ jobId: string }> }): Promise<Response> {
  try {
    if (!isOwnOrigin(request.headers)) throw new Refusal('forbidden', 'foreignOrigin')
    const actor = await currentActor()
    const { jobId } = z.object({ jobId: z.uuid() }).parse(await params)
    const { received, taken } = deliveriesInput.parse(await read(request))
    const deliveries = await takeDeliveries(actor, jobId, received, taken)
    const { total, counts, endedAt, undelivered } = await getJob(actor, jobId)
    const answer: DeliveriesAnswer = { deliveries, progress: { total, counts, ended: endedAt !== null, undelivered } }
    return inJson(answer, 200)
  } catch (error) {
    if (error instanceof z.ZodError) return inJson({}, 400)
    const status = isRefusal(error) ? STATUS[error.code] : undefined
    if (status) return inJson({}, status)
    log('error', 'deliveries.fault', { reference: randomUUID().slice(0, 8), ...faultFields(error) })
    return inJson({}, 500)
  }
}

async function read(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text.length > MOST_BYTES) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const inJson = (body: object, status: number) =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
