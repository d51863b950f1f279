import { useFormat, useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/controls/button'
import { CopyButton } from '@/components/ui/controls/copy-button'
import { Id } from '@/components/ui/id'
import { Facts, Panel, PanelPart } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { DeliveryView } from '@/lib/history/checkpoints/schema'
import type { CheckView } from '@/lib/verifying/schema'
import { ProofLine } from './proof-line'
import { TargetState } from './target-state'
import { useTargetWord } from './target-word'
import { VerifyNow } from './verify-now'

const FILE = 'verify-history.mjs'
const PROVEN = ['changed', 'moved', 'past', 'rewritten', 'columns'] as const
const NOT_PROVEN = ['tail', 'keys', 'before', 'unwritten', 'exports'] as const

type Props = { check: CheckView; delivery: DeliveryView; may: boolean; action: FormAction; submission: string }

/** What proves the history, how to prove it oneself, and openly what nothing can prove. */
export function ProofBody({ check, delivery, ...verify }: Props) {
  const words = useWords('history')
  const format = useFormat()
  const targetWord = useTargetWord('alone')
  const { last, targets } = delivery
  const command = `node ${FILE}${last ? ` --key ${last.kid}` : ''} kagiban-history-….jsonl`
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <div className="grid gap-5">
        <Panel>
          <PanelPart title={words('proof.now')}>
            <div className="grid gap-3">
              <div className="grid gap-1 text-sm">
                <ProofLine check={check} delivery={delivery} inside />
              </div>
              <VerifyNow check={check} {...verify} />
              <p className="text-sm text-ink-2">{words('proof.always')}</p>
            </div>
          </PanelPart>
          <PanelPart title={words('proof.checkpoints')}>
            <p className="mb-3 text-sm text-ink-2">{words('proof.checkpointsText')}</p>
            <Facts
              facts={[
                {
                  label: words('proof.last'),
                  value: last
                    ? words('proof.lastAt', { seq: format.number(Number(last.seq)), when: format.relative(last.at) })
                    : words('proof.noCheckpoint'),
                },
                ...targets.map((target) => ({
                  label: targetWord(target.target),
                  value: <TargetState target={target} />,
                })),
                ...(targets.length === 0
                  ? [
                      {
                        label: words('proof.places'),
                        value: (
                          <Badge tone="amber" icon="warning">
                            {words('proof.nowhere')}
                          </Badge>
                        ),
                      },
                    ]
                  : []),
                {
                  label: words('proof.kid'),
                  value: last ? <Id value={last.kid} thing={words('proof.kid')} full /> : words('none'),
                },
              ]}
            />
            <p className="mt-3 text-sm text-ink-2">
              {words(targets.length === 0 ? 'proof.configure' : 'proof.kidText')}
            </p>
          </PanelPart>
        </Panel>
        <Panel>
          <PanelPart title={words('proof.yourself')}>
            <ol className="grid list-decimal gap-2.5 pl-5 text-sm">
              <li>{words('proof.stepExport')}</li>
              <li>
                <span className="block">{words('proof.stepFile')}</span>
                <ButtonLink href={`/history/proof/${FILE}`} prefetch={false} download icon="download" className="mt-2">
                  {FILE}
                </ButtonLink>
              </li>
              <li>
                <span className="block">{words('proof.stepRun')}</span>
                <span className="mt-2 flex items-start gap-2 rounded-md bg-sunken px-3 py-2">
                  <code className="min-w-0 flex-1 font-mono text-xs/[20px] wrap-anywhere">{command}</code>
                  <CopyButton text={command} thing={words('proof.command')} />
                </span>
              </li>
            </ol>
          </PanelPart>
        </Panel>
      </div>
      <Panel>
        <PanelPart title={words('proof.proven')}>
          <List items={PROVEN.map((name) => words(`proof.provenList.${name}`))} />
        </PanelPart>
        <PanelPart title={words('proof.notProven')}>
          <List items={NOT_PROVEN.map((name) => words(`proof.notProvenList.${name}`))} />
        </PanelPart>
      </Panel>
    </div>
  )
}

const List = ({ items }: { items: readonly string[] }) => (
  <ul className="grid list-disc gap-2 pl-5 text-sm">
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
)
