import { z } from 'zod'
import { currentActor } from '@/lib/access/actor'
import { Refusal } from '@/lib/errors'
import { signed } from '@/lib/history/signed'
import { fileOf } from '@/lib/incidents/report/file'
import { getReport } from '@/lib/incidents/report/queries'
import { refusedFile } from '../../../refused-file'

type Context = { params: Promise<{ incidentId: string }> }

/** The report of an incident as a file. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { incidentId } = await params
  try {
    const actor = await currentActor()
    if (!z.uuid().safeParse(incidentId).success) throw new Refusal('not_found', 'incidentNotFound')
    const report = await getReport(actor, incidentId)
    return new Response(`${JSON.stringify(await signed(fileOf(report)), null, 2)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="kagiban-incident-${incidentId}.json"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return refusedFile(error, { next: '/incidents', fault: 'report.fault' })
  }
}
