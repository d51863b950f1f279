import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { currentActor } from '@/lib/access/actor'
import { isOwnOrigin } from '@/lib/access/origin'
import { isRefusal, Refusal } from '@/lib/errors'
import { exportHistory } from '@/lib/exports/export-history'
import type { ExportFormat, exportHistoryInput } from '@/lib/exports/schema'
import { streamHistory } from '@/lib/exports/stream-history'
import { faultFields, log } from '@/lib/log'
import { perform } from '@/lib/perform'
import { getWords } from '@/lib/words/server'

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
}

/**
 * Exports the events of a filter as a file: first the event that says so, then the bytes. A form posts to it, so it works
 * without script; what is refused is answered in words, for there is no page behind it.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    if (!isOwnOrigin(request.headers)) throw new Refusal('forbidden', 'foreignOrigin')
    const actor = await currentActor()
    const form = await request.formData().catch(() => new FormData())
    const input = Object.fromEntries(form) as z.input<typeof exportHistoryInput>
    const { result } = await perform(actor, exportHistory, input)
    return new Response(streamHistory(actor, result), {
      headers: {
        'content-type': TYPES[result.format],
        'content-disposition': `attachment; filename="${result.fileName}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return refused(error)
  }
}

async function refused(error: unknown): Promise<Response> {
  const words = await getWords('refusals')
  if (error instanceof z.ZodError) return inWords(words('exportInvalid'), 400)
  if (isRefusal(error) && error.code === 'signed_out') {
    const query = new URLSearchParams({ why: error.reason, next: '/history' })
    return new Response(null, { status: 303, headers: { location: `/sign-in?${query}` } })
  }
  if (isRefusal(error) && error.code === 'forbidden')
    return inWords(words(error.reason === 'foreignOrigin' ? 'foreignOrigin' : 'forbidden'), 403)
  const reference = randomUUID().slice(0, 8)
  log('error', 'export.fault', { change: exportHistory.name, reference, ...faultFields(error) })
  return inWords(words('internal', { reference }), 500)
}

const inWords = (text: string, status: number) =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
