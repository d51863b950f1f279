import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { PROVIDER_ID } from '@/lib/access/provider'
import { authOptions } from './options'

/**
 * The parts of next-auth that signing in needs. Its own sign-out would leave our session's row open, its session endpoint
 * serves scripts we do not have, and its log endpoint takes lines from anybody: none of them is reachable.
 */
const OPEN = {
  GET: new Set(['signin', 'error', `callback/${PROVIDER_ID}`]),
  POST: new Set([`signin/${PROVIDER_ID}`]),
}

type Context = { params: Promise<{ nextauth: string[] }> }

const handler = (method: keyof typeof OPEN) => async (request: NextRequest, context: Context) => {
  const { nextauth } = await context.params
  if (!OPEN[method].has(nextauth.join('/'))) return new Response(null, { status: 404 })
  return NextAuth(request, context, authOptions()) as Promise<Response>
}

export const GET = handler('GET')
export const POST = handler('POST')
