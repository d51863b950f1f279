import 'server-only'
import { z } from 'zod'
import { StartRefused } from '@/lib/errors'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const LINE_URL = 'https://api.line.me'

const seconds = z.coerce.number().positive()
const schema = z.object({
  KAGIBAN_MODE: z.enum(['production', 'sandbox']).default('production'),
  KAGIBAN_URL: z.url(),
  KAGIBAN_SESSION_SECRET: z.string().min(32, 'must have at least 32 characters'),
  KAGIBAN_ROOT_KEY_FILE: z.string().min(1).optional(),
  KAGIBAN_ROOT_KEY: z.string().min(1).optional(),
  KAGIBAN_OIDC_ISSUER: z.url(),
  KAGIBAN_OIDC_CLIENT_ID: z.string().min(1),
  KAGIBAN_OIDC_CLIENT_SECRET: z.string().min(1),
  KAGIBAN_OIDC_SCOPE: z.string().default('openid profile email'),
  KAGIBAN_OIDC_GROUPS_CLAIM: z.string().default('groups'),
  KAGIBAN_ROLE_GROUPS: z.string().min(1),
  DATABASE_URL: z.string().min(1),
  KAGIBAN_DATA_DIR: z.string().min(1).default('.kagiban'),
  KAGIBAN_SESSION_IDLE_MINUTES: z.coerce.number().positive().max(30).default(30),
  KAGIBAN_SESSION_ABSOLUTE_HOURS: z.coerce.number().positive().max(10).default(10),
  KAGIBAN_STEP_UP_SECONDS: seconds.max(300).default(300),
  KAGIBAN_ISSUES_PER_MINUTE: z.coerce.number().int().positive().default(10),
  KAGIBAN_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  KAGIBAN_LINE_URL: z.url().default(LINE_URL),
  KAGIBAN_FENCE_SECONDS: seconds.max(60).default(60),
  KAGIBAN_SETTLE_SECONDS: seconds.max(30).default(30),
  KAGIBAN_CHECKPOINT_FOLDER: z.string().min(1).optional(),
  KAGIBAN_CHECKPOINT_WEBHOOK: z.url().optional(),
  KAGIBAN_CHECKPOINT_WEBHOOK_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  KAGIBAN_CHECKPOINT_LOG: z.enum(['on', 'off']).default('on'),
  KAGIBAN_HISTORY_DAYS: z.coerce.number().int().min(1).default(400),
  KAGIBAN_SYNC_MINUTES: z.coerce.number().min(0).max(1440).default(15),
})
export type Env = z.infer<typeof schema>

const SANDBOX_ONLY = ['KAGIBAN_LINE_URL', 'KAGIBAN_FENCE_SECONDS', 'KAGIBAN_SETTLE_SECONDS'] as const
const PUBLIC_URLS = ['KAGIBAN_URL', 'KAGIBAN_OIDC_ISSUER'] as const

/** A setting that stops the start; its message names variables and rules, never values. */
export class EnvError extends StartRefused {
  override readonly name = 'EnvError'
}

/** Reads and checks the environment; throws `EnvError` with one line per fault. */
export function parseEnv(raw: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw refuse(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const faults =
    parsed.data.KAGIBAN_MODE === 'production' ? productionFaults(parsed.data, given) : sandboxFaults(parsed.data)
  if (parsed.data.KAGIBAN_CHECKPOINT_WEBHOOK && !parsed.data.KAGIBAN_CHECKPOINT_WEBHOOK_SECRET)
    faults.push('KAGIBAN_CHECKPOINT_WEBHOOK_SECRET must be set with KAGIBAN_CHECKPOINT_WEBHOOK')
  if (parsed.data.KAGIBAN_CHECKPOINT_WEBHOOK && !isPlainHttp(parsed.data.KAGIBAN_CHECKPOINT_WEBHOOK))
    faults.push('KAGIBAN_CHECKPOINT_WEBHOOK must be an http address without a user or a password')
  if (faults.length > 0) throw refuse(faults)
  return parsed.data
}

function productionFaults(env: Env, given: Record<string, string | undefined>): string[] {
  const faults = SANDBOX_ONLY.filter((name) => given[name] !== undefined).map(
    (name) => `${name} is for the sandbox only`,
  )
  for (const name of PUBLIC_URLS) {
    const url = new URL(env[name])
    if (url.protocol !== 'https:') faults.push(`${name} must be https in production`)
    if (LOOPBACK.has(url.hostname)) faults.push(`${name} must not be a loopback address in production`)
  }
  for (const name of ['KAGIBAN_SESSION_SECRET', 'KAGIBAN_OIDC_CLIENT_SECRET'] as const)
    if (env[name].startsWith('sandbox-')) faults.push(`${name} is a sandbox secret`)
  if (env.KAGIBAN_CHECKPOINT_WEBHOOK && new URL(env.KAGIBAN_CHECKPOINT_WEBHOOK).protocol !== 'https:')
    faults.push('KAGIBAN_CHECKPOINT_WEBHOOK must be https in production')
  if (env.KAGIBAN_SYNC_MINUTES > 0 && env.KAGIBAN_SYNC_MINUTES < 1)
    faults.push('KAGIBAN_SYNC_MINUTES must be 0, which is off, or 1 to 1440')
  if (!env.KAGIBAN_ROOT_KEY_FILE && !env.KAGIBAN_ROOT_KEY)
    faults.push('KAGIBAN_ROOT_KEY_FILE or KAGIBAN_ROOT_KEY must be set')
  return faults
}

function sandboxFaults(env: Env): string[] {
  return [...PUBLIC_URLS, 'KAGIBAN_LINE_URL' as const]
    .filter((name) => !LOOPBACK.has(new URL(env[name]).hostname))
    .map((name) => `${name} must be a loopback address in the sandbox`)
}

function isPlainHttp(address: string): boolean {
  const { protocol, username, password } = new URL(address)
  return /^https?:$/.test(protocol) && !username && !password
}

function refuse(faults: string[]): EnvError {
  return new EnvError(`Kagiban does not start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
}

let cached: Env | undefined

/** The checked environment of this process; the only way to it. */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}
