import 'server-only'
import { env } from '@/lib/env'
import { TARGETS, type TargetName } from './schema'

/** Those of the places outside that are configured. */
export function targets(): TargetName[] {
  const { KAGIBAN_CHECKPOINT_FOLDER: folder, KAGIBAN_CHECKPOINT_WEBHOOK: webhook, KAGIBAN_CHECKPOINT_LOG: log } = env()
  const on: Record<TargetName, boolean> = { folder: Boolean(folder), webhook: Boolean(webhook), log: log === 'on' }
  return TARGETS.filter((name) => on[name])
}
