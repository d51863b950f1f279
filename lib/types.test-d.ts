// Nothing here runs: that it compiles is the assertion.
import type { Actor } from '@/lib/access/actor'
import type { ChannelView } from '@/lib/channels/schema'
import { database } from '@/lib/db/client'
import { appendEvent } from '@/lib/history/append'
import { generateKey } from '@/lib/keys/generate'
import type { SigningKeyView } from '@/lib/keys/schema'
import { perform } from '@/lib/perform'
import { Secret } from '@/lib/sealing/secret'
import type { TokenView } from '@/lib/tokens/schema'

const forged = { kind: 'person', id: '1', name: 'Anybody', roles: ['admin'], sessionId: '1' } as const
// @ts-expect-error an Actor is made by lib/access/actor.ts alone
export const performed = perform(forged, generateKey, { channelId: '1' })

declare const actor: Actor
// @ts-expect-error the plain client is no Tx
export const appended = appendEvent(database(), { name: 'x', outcome: 'done', actor })

// @ts-expect-error a Secret is no text
export const text: string = new Secret('x')

type SecretNames = 'sealed' | 'secret' | 'channelSecret' | 'privateJwk' | 'accessToken' | 'value'
type Shown = keyof ChannelView | keyof TokenView | keyof SigningKeyView
export const noViewHoldsASecret: Extract<Shown, SecretNames> extends never ? true : false = true
