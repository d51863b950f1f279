import { useWords } from '#words'
import { Facts } from '@/components/ui/panel'
import type { HistoryPlace, ReportView } from '@/lib/incidents/report/schema'
import { ReportPart, ReportText } from './report-part'

/** Where the incident stands in the history, so that the report can be held against it. */
export function HistoryPart({ report: { history } }: { report: ReportView }) {
  const words = useWords('report')
  return (
    <ReportPart title={words('inHistory')}>
      <ReportText>
        {history && (
          <Facts
            facts={[
              { label: words('first'), value: <Place place={history.first} /> },
              { label: words('last'), value: <Place place={history.last} /> },
            ]}
          />
        )}
        <p className="text-ink-2">{words('chained')}</p>
      </ReportText>
    </ReportPart>
  )
}

function Place({ place: { seq, hash } }: { place: HistoryPlace }) {
  return (
    <>
      #{seq} <span className="font-mono text-xs text-ink-2">{hash}</span>
    </>
  )
}
