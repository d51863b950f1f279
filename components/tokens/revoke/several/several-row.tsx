'use client'
import { useWords } from '#words'
import { Icon, type IconName } from '@/components/ui/icon'
import { Name } from '@/components/ui/name'
import type { RevokedView } from '@/lib/tokens/schema'
import type { Choice } from './choices'
import { isProven, type Progress } from './use-run'

/** One of several tokens: which it is, and what came of its revoke, with its proof. */
export function SeveralRow({ token, progress }: { token: Choice; progress: Progress | undefined }) {
  const words = useWords('actions')
  const { icon, ink } = lookOf(token, progress)
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 border-line border-b px-3.5 py-2 text-sm last:border-b-0">
      <Icon name={icon} className={`mt-px size-4 ${ink} ${progress?.state === 'running' ? 'animate-spin' : ''}`} />
      <span className="min-w-0">
        <span className="flex items-baseline gap-2">
          <span className={`min-w-0 truncate font-medium ${token.why === null ? '' : 'text-ink-3'}`}>
            <Name>{token.purpose}</Name>
          </span>
          <span className="ml-auto shrink-0 text-xs text-ink-3">{token.kind}</span>
        </span>
        <span className={`block text-xs/[18px] wrap-anywhere ${isWrong(progress) ? 'text-red-ink' : 'text-ink-2'}`}>
          {token.why ?? sentenceOf(progress, words) ?? <span className="font-mono text-ink-3">{token.keyId}</span>}
        </span>
      </span>
    </li>
  )
}

const isWrong = (progress: Progress | undefined) =>
  progress !== undefined && !isProven(progress) && progress.state !== 'waiting' && progress.state !== 'running'

function lookOf({ why }: Choice, progress: Progress | undefined): { icon: IconName; ink: string } {
  if (why !== null) return { icon: 'off', ink: 'text-ink-3' }
  if (isProven(progress)) return { icon: 'done', ink: 'text-accent-ink' }
  if (progress?.state === 'running') return { icon: 'running', ink: 'text-blue-ink' }
  if (isWrong(progress)) return { icon: 'unproven', ink: 'text-red-ink' }
  return { icon: 'todo', ink: 'text-ink-3' }
}

function sentenceOf(progress: Progress | undefined, words: ReturnType<typeof useWords<'actions'>>): string | null {
  if (!progress || progress.state === 'waiting') return null
  if (progress.state === 'refused') return progress.message
  if (progress.state === 'done') return words(`several.results.${resultOf(progress.revoked)}`)
  return words(`several.${progress.state}`)
}

function resultOf({ proven, stillListed, stillLive }: RevokedView) {
  if (proven) return stillListed === false ? 'offList' : 'refused'
  if (stillListed) return 'listed'
  return stillLive ? 'live' : 'unproven'
}
