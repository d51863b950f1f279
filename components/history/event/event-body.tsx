import Link from 'next/link'
import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Facts, Panel, PanelPart } from '@/components/ui/panel'
import type { Role } from '@/lib/access/permissions'
import { ROLES } from '@/lib/access/permissions'
import type { EventView } from '@/lib/history/schema'
import { useActorWord } from '../action-name'
import { OutcomeBadge } from '../outcome-badge'
import { EventPair } from './event-pair'
import { HashId } from './hash-id'

const TARGETS = ['channel', 'token', 'user', 'session', 'signing key'] as const
type Target = (typeof TARGETS)[number]
const isRole = (role: string): role is Role => ROLES.includes(role as Role)

/** One event with everything the chain proves of it. */
export function EventBody({ event, channelName }: { event: EventView; channelName: string | undefined }) {
  const words = useWords('history')
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_400px]">
      <Panel>
        <PanelPart title={words('event.what')} aside={<OutcomeBadge event={event} />}>
          <WhatAndWho event={event} channelName={channelName} />
        </PanelPart>
        <PanelPart title={words('event.detail')}>
          <Details detail={event.detail} />
        </PanelPart>
      </Panel>
      <Panel>
        <PanelPart title={words('event.pair')}>
          <EventPair event={event} />
        </PanelPart>
        <PanelPart title={words('event.chain')}>
          <Facts
            facts={[
              { label: words('event.place'), value: `#${event.seq}` },
              { label: words('event.hash'), value: <HashId value={event.hash} thing={words('event.hash')} /> },
              {
                label: words('event.previousHash'),
                value: <HashId value={event.previousHash} thing={words('event.previousHash')} />,
              },
              ...(event.operationId
                ? [
                    {
                      label: words('event.operation'),
                      value: <Id value={event.operationId} thing={words('event.operation')} />,
                    },
                  ]
                : []),
            ]}
          />
        </PanelPart>
      </Panel>
    </div>
  )
}

function WhatAndWho({ event, channelName }: { event: EventView; channelName: string | undefined }) {
  const words = useWords('history')
  const shell = useWords('shell')
  const actor = useActorWord()(event)
  const { target, channelId, actorKind, actorRoles, ip, at } = event
  const typeWord = (type: string) => (TARGETS.includes(type as Target) ? words(`targets.${type as Target}`) : type)
  const roles = actorRoles.map((role) => (isRole(role) ? shell(`roles.${role}`) : role)).join(', ')
  const facts = [
    { label: words('event.when'), value: <Time at={at} show="instant" /> },
    {
      label: words('event.who'),
      value: actorKind === 'system' ? `${words('event.system')} (${actor})` : actor,
    },
    ...(roles ? [{ label: words('event.roles'), value: roles }] : []),
    ...(ip ? [{ label: words('event.ip'), value: <Id value={ip} thing={words('event.ip')} full /> }] : []),
    { label: words('event.name'), value: <span className="font-mono text-xs">{event.name}</span> },
    ...(target ? [{ label: typeWord(target.type), value: target.label }] : []),
    ...(channelId
      ? [
          {
            label: words('channel'),
            value: channelName ? (
              <Link href={`/channels/${channelId}`} className="underline underline-offset-3">
                {channelName}
              </Link>
            ) : (
              <Id value={channelId} thing={words('channel')} />
            ),
          },
        ]
      : []),
  ]
  return <Facts facts={facts} />
}

function Details({ detail }: { detail: EventView['detail'] }) {
  const words = useWords('history')
  if (detail.length === 0) return <p className="text-sm text-ink-2">{words('event.noDetail')}</p>
  return (
    <Facts
      facts={detail.map(([name, value]) => {
        const isRequestId = /(^|\.)requestId$/.test(name)
        return {
          label: isRequestId ? (
            <span data-tip={name}>
              {words('event.requestId')}
              {name.includes('.') && <span className="font-mono text-xs"> {name.replace(/\.requestId$/, '')}</span>}
            </span>
          ) : (
            <span className="font-mono text-xs">{name}</span>
          ),
          value: isRequestId ? (
            <Id value={value} thing={words('event.requestId')} full />
          ) : (
            <span className="font-mono text-xs">{value}</span>
          ),
        }
      })}
    />
  )
}
