import Link from 'next/link'
import type { ReactNode } from 'react'
import { useFormat, useWords } from '#words'
import { Id } from '@/components/ui/id'
import { Facts } from '@/components/ui/panel'
import { ROLES, type Role } from '@/lib/access/permissions'
import type { EventView } from '@/lib/history/schema'
import { useActorWord } from '../action-name'
import { historyHref } from '../filter/address'
import { TargetLabel } from '../target-label'

const TARGETS = [
  'channel',
  'token',
  'user',
  'session',
  'signing key',
  'file',
  'pasted token',
  'hold',
  'history',
  'event',
  'view',
] as const
type Target = (typeof TARGETS)[number]
const isTarget = (type: string): type is Target => TARGETS.includes(type as Target)
const isRole = (role: string): role is Role => ROLES.includes(role as Role)
const link = 'underline underline-offset-3'

/** When, who, from where, and to what; whatever has a page of its own is a link to it. */
export function WhatAndWho({ event, channelName }: { event: EventView; channelName: string | undefined }) {
  const words = useWords('history')
  const shell = useWords('shell')
  const format = useFormat()
  const actor = useActorWord()(event)
  const { target, channelId, actorKind, actorRoles, ip, at } = event
  const roles = actorRoles.map((role) => (isRole(role) ? shell(`roles.${role}`) : role)).join(', ')
  const page = channelName === undefined ? undefined : pageOf(event)
  const facts: { label: ReactNode; value: ReactNode }[] = [
    {
      label: words('event.when'),
      value: (
        <time dateTime={at.toISOString()} data-tip={at.toISOString()}>
          {format.instant(at)}
        </time>
      ),
    },
    { label: words('event.who'), value: actorKind === 'system' ? `${words('event.system')} (${actor})` : actor },
  ]
  if (roles) facts.push({ label: words('event.roles'), value: roles })
  if (ip) facts.push({ label: words('event.ip'), value: <Id value={ip} thing={words('event.ip')} full /> })
  facts.push({ label: words('event.name'), value: <span className="font-mono text-xs">{event.name}</span> })
  if (target)
    facts.push({
      label: isTarget(target.type) ? words(`targets.${target.type}`) : target.type,
      value: (
        <span className="flex flex-wrap gap-x-3">
          {page ? (
            <Link href={page} className={link}>
              <TargetLabel>{target.label}</TargetLabel>
            </Link>
          ) : (
            <TargetLabel>{target.label}</TargetLabel>
          )}
          {target.type !== 'file' && (
            <Link href={historyHref('/history', {}, { target: target.id })} className={`${link} text-ink-3`}>
              {words('event.sameTarget')}
            </Link>
          )}
        </span>
      ),
    })
  if (channelId && target?.type !== 'channel')
    facts.push({
      label: words('channel'),
      value: channelName ? (
        <Link href={`/channels/${channelId}`} className={link}>
          {channelName}
        </Link>
      ) : (
        <Id value={channelId} thing={words('channel')} />
      ),
    })
  return <Facts facts={facts} />
}

/** Where the target is looked at; a session or a person has no page yet. */
function pageOf({ target, channelId }: EventView): string | undefined {
  const channel = `/channels/${channelId}`
  if (target?.type === 'token') return `${channel}/tokens?token=${target.id}`
  if (target?.type === 'signing key') return `${channel}/keys`
  return target?.type === 'channel' ? channel : undefined
}
