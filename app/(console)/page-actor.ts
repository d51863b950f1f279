import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import 'server-only'
import { findActor, type PersonActor } from '@/lib/access/actor'
import type { Permission } from '@/lib/access/permissions'
import { permits } from '@/lib/access/permits'
import { recordDenial } from '@/lib/deny'

/**
 * The person a page is for. Sends whoever is signed out to sign in and then back here, whoever has no role to a page
 * that says so, and shows `forbidden` (written to the history) to whoever lacks the permission.
 */
export const pageActor = cache(async (permission: Permission): Promise<PersonActor> => {
  const found = await findActor()
  if (typeof found === 'string') redirect(await signInPath(found))
  if (found.roles.length === 0) redirect('/sign-in?error=no_role')
  if (!permits(found, permission)) {
    await recordDenial(found, permission)
    forbidden()
  }
  return found
})

async function signInPath(why: string): Promise<string> {
  const query = new URLSearchParams(why === 'none' ? {} : { why })
  const path = (await headers()).get('x-kagiban-path')
  if (path && path !== '/') query.set('next', path)
  return query.size > 0 ? `/sign-in?${query}` : '/sign-in'
}
