'use server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { findActor } from '@/lib/access/actor'
import { isOwnOrigin } from '@/lib/access/origin'
import { endSessionUrl } from '@/lib/access/provider'
import { clearSessionCookie } from '@/lib/access/session-cookie'
import { Refusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { closeSession } from '@/lib/members/close-session'
import { perform } from '@/lib/perform'
import type { Secret } from '@/lib/sealing/secret'

/** Ends the session here and at the identity provider, which sends the person back to /signed-out. */
export async function signOutAction(): Promise<void> {
  if (!isOwnOrigin(await headers())) throw new Refusal('forbidden', 'foreignOrigin')
  const actor = await findActor()
  const closed = typeof actor === 'string' ? undefined : await perform(actor, closeSession, {})
  await clearSessionCookie()
  redirect((await providerUrl(closed?.result.idToken)) ?? '/signed-out')
}

async function providerUrl(idToken: Secret | undefined): Promise<string | null> {
  try {
    return await endSessionUrl(idToken)
  } catch (error) {
    // The session here is ended; a provider that is down now must not keep anybody in.
    log('warn', 'sign-out.provider', faultFields(error))
    return null
  }
}
