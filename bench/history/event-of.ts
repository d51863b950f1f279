import type { Random } from '@/e2e/harm/evictions/random'
import { newId } from '@/lib/db/id'

const ACTIONS = [
  ...['token.verify', 'token.verify', 'token.verify', 'channel.sync', 'channel.sync', 'token.issue', 'token.issue'],
  ...[
    'token.revoke',
    'channel.check',
    'channel.edit',
    'key.activate',
    'secret.replace',
    'session.open',
    'session.open',
  ],
] as const
const PURPOSES = [
  ...[
    'Booking bot',
    '予約ボット',
    '配送通知',
    'クーポン配信',
    'Order updates',
    '店舗からのお知らせ',
    'ร้านอาหาร แจ้งเตือน',
  ],
] as const
const OUTCOMES = ['done', 'done', 'done', 'done', 'done', 'failed', 'unknown', 'denied'] as const

/** The people and channels events are about. */
export interface Cast {
  actors: readonly { id: string; name: string }[]
  channels: readonly string[]
}

/** The fields of an event as `appendEvent` writes them, behind seq and at; like those of a busy installation. */
export function eventOf({ actors, channels }: Cast, random: Random): Record<string, unknown> & { name: string } {
  const name = random.oneOf([...ACTIONS] as [string, ...string[]])
  const { id, name: actorName } = actors[random.whole(0, actors.length - 1)] ?? { id: 'x', name: 'x' }
  const ofChannel = !name.startsWith('session.')
  const uuid = newId()
  const purpose = `${random.oneOf([...PURPOSES] as [string, ...string[]])} ${random.whole(1, 500)}`
  return {
    ...{ v: 1, name, outcome: random.oneOf([...OUTCOMES] as [string, ...string[]]) },
    actor: {
      kind: 'person',
      id,
      name: actorName,
      roles: ['operator'],
      ip: `10.0.${random.whole(0, 9)}.${random.whole(1, 250)}`,
    },
    ...(ofChannel
      ? {
          channel: channels[random.whole(0, channels.length - 1)],
          operation: uuid,
          target: { type: 'token', id: uuid, label: purpose },
          detail: { purpose, keyId: uuid.replaceAll('-', '').slice(8), requestId: uuid, status: 200 },
        }
      : { target: { type: 'person', id, label: actorName } }),
  }
}
