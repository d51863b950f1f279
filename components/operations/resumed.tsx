import Link from 'next/link'
import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { Notice } from '@/components/ui/notice'
import { SheetFoot } from '@/components/ui/overlays/sheet-foot'
import { RefreshWhile } from '@/components/ui/refresh-while'
import type { OperationState } from '@/lib/operations/schema'
import { OperationSteps } from './operation-steps'
import type { Followed } from './under-way'

const OPEN: readonly OperationState[] = ['prepared', 'calling', 'unknown']

/** An issue found again after the page was loaded anew: its steps, and what can be done now that its value is not shown. */
export function Resumed({ operation, steps, base }: Followed & { base: string }) {
  const words = useWords('operations')
  const common = useWords('common')
  const { state, kind, targetId } = operation
  const isOpen = OPEN.includes(state)
  return (
    <div className="flex flex-1 flex-col gap-4.5">
      {isOpen && <RefreshWhile seconds={state === 'unknown' ? 3 : 2} />}
      <div role="status">
        {state === 'done' ? (
          <Notice tone="amber">
            {words(kind === 'stateless' ? 'resumed.doneStateless' : 'resumed.done')}{' '}
            <Link
              href={`${base}?token=${targetId}`}
              scroll={false}
              className="whitespace-nowrap text-accent-ink underline underline-offset-3"
            >
              {words('resumed.toToken')}
            </Link>
          </Notice>
        ) : (
          <Notice tone={state === 'failed' || state === 'none' || state === 'aborted' ? 'plain' : 'amber'}>
            {words(`resumed.${state === 'prepared' || state === 'calling' ? 'running' : state}`)}
          </Notice>
        )}
      </div>
      <OperationSteps operation={operation} steps={steps} />
      <SheetFoot>
        <ButtonLink href={base} scroll={false}>
          {common('close')}
        </ButtonLink>
        {!isOpen && (
          <ButtonLink variant="primary" href={`${base}?issue`} scroll={false}>
            {words('resumed.again')}
          </ButtonLink>
        )}
      </SheetFoot>
    </div>
  )
}
