import { useFormat, useWords } from '#words'
import { PageHead } from '@/components/shell/page-head'
import { Badge } from '@/components/ui/badge'
import { buttonStyles } from '@/components/ui/controls/button-styles'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import type { ReportView } from '@/lib/incidents/report/schema'
import { PrintButton } from './print-button'

/** Which incident the report is of, when it was made, and the ways to take it along. */
export function ReportHead({ report: { incident } }: { report: ReportView }) {
  const words = useWords('report')
  const format = useFormat()
  const here = `/incidents/${incident.id}`
  return (
    <>
      <PageHead
        crumbs={[
          { label: words('incidents'), href: '/incidents' },
          { label: words('incident'), href: here },
        ]}
        title={words('titleOf', { reason: incident.reason })}
        sub={
          <>
            {incident.drill && (
              <Badge tone="blue" icon="info">
                {words('drill')}
              </Badge>
            )}
            <span>{words('made', { time: format.instant(format.now) })}</span>
          </>
        }
        actions={
          <span className="flex flex-wrap gap-2 print:hidden">
            <PrintButton>{words('print')}</PrintButton>
            <a href={`${here}/report.json`} download className={buttonStyles({})}>
              <Icon name="download" />
              {words('download')}
            </a>
          </span>
        }
      />
      {incident.closedAt === null && (
        <Notice tone="amber" title={words('open')}>
          {words('openText')}
        </Notice>
      )}
    </>
  )
}
