import { describe, expect, it } from 'vitest'
import { EnvError, parseEnv } from './env'

const CANARY = 'canary-4f1d0c2b9a7e'
const production = {
  KAGIBAN_URL: 'https://kagiban.example.com',
  KAGIBAN_SESSION_SECRET: `${CANARY}-session-secret-of-good-length`,
  KAGIBAN_ROOT_KEY_FILE: '/run/secrets/root-key',
  KAGIBAN_OIDC_ISSUER: 'https://id.example.com',
  KAGIBAN_OIDC_CLIENT_ID: 'kagiban',
  KAGIBAN_OIDC_CLIENT_SECRET: `${CANARY}-client-secret`,
  KAGIBAN_ROLE_GROUPS: 'line-admins=admin',
  DATABASE_URL: `postgresql://kagiban:${CANARY}@db.example.com/kagiban`,
}
const sandbox = {
  ...production,
  KAGIBAN_MODE: 'sandbox',
  KAGIBAN_URL: 'http://localhost:3000',
  KAGIBAN_OIDC_ISSUER: 'http://127.0.0.1:3001',
  KAGIBAN_LINE_URL: 'http://127.0.0.1:3002',
  KAGIBAN_ROOT_KEY_FILE: undefined,
}

function refusal(raw: Record<string, string | undefined>): string {
  try {
    parseEnv(raw)
  } catch (error) {
    if (error instanceof EnvError) return error.message
    throw error
  }
  return 'started'
}

describe('production', () => {
  it('is the default, with LINE itself and the longest sessions allowed', () => {
    expect(parseEnv(production)).toMatchObject({
      KAGIBAN_MODE: 'production',
      KAGIBAN_LINE_URL: 'https://api.line.me',
      KAGIBAN_ISSUES_PER_MINUTE: 10,
      KAGIBAN_FENCE_SECONDS: 60,
      KAGIBAN_SETTLE_SECONDS: 30,
      KAGIBAN_SYNC_MINUTES: 15,
      KAGIBAN_SESSION_IDLE_MINUTES: 30,
      KAGIBAN_SESSION_ABSOLUTE_HOURS: 10,
      KAGIBAN_OIDC_GROUPS_CLAIM: 'groups',
    })
  })

  it.each([
    [{ KAGIBAN_LINE_URL: 'https://api.line.me' }, 'KAGIBAN_LINE_URL is for the sandbox only'],
    [{ KAGIBAN_FENCE_SECONDS: '60' }, 'KAGIBAN_FENCE_SECONDS is for the sandbox only'],
    [{ KAGIBAN_SETTLE_SECONDS: '30' }, 'KAGIBAN_SETTLE_SECONDS is for the sandbox only'],
    [{ KAGIBAN_URL: 'http://kagiban.example.com' }, 'KAGIBAN_URL must be https in production'],
    [{ KAGIBAN_OIDC_ISSUER: 'http://id.example.com' }, 'KAGIBAN_OIDC_ISSUER must be https in production'],
    [{ KAGIBAN_URL: 'https://localhost' }, 'KAGIBAN_URL must not be a loopback address in production'],
    [{ KAGIBAN_OIDC_ISSUER: 'https://127.0.0.1:3001' }, 'KAGIBAN_OIDC_ISSUER must not be a loopback address'],
    [{ KAGIBAN_OIDC_ISSUER: 'https://[::1]' }, 'KAGIBAN_OIDC_ISSUER must not be a loopback address'],
    [{ KAGIBAN_SESSION_SECRET: `sandbox-${CANARY}-of-a-good-length` }, 'KAGIBAN_SESSION_SECRET is a sandbox secret'],
    [{ KAGIBAN_OIDC_CLIENT_SECRET: `sandbox-${CANARY}` }, 'KAGIBAN_OIDC_CLIENT_SECRET is a sandbox secret'],
    [{ KAGIBAN_ROOT_KEY_FILE: undefined }, 'KAGIBAN_ROOT_KEY_FILE or KAGIBAN_ROOT_KEY must be set'],
    [{ KAGIBAN_SESSION_SECRET: CANARY }, 'KAGIBAN_SESSION_SECRET: must have at least 32 characters'],
    [{ KAGIBAN_SESSION_IDLE_MINUTES: '31' }, 'KAGIBAN_SESSION_IDLE_MINUTES'],
    [{ KAGIBAN_SYNC_MINUTES: '0.5' }, 'KAGIBAN_SYNC_MINUTES must be 0, which is off, or 1 to 1440'],
    [{ KAGIBAN_SYNC_MINUTES: '1441' }, 'KAGIBAN_SYNC_MINUTES'],
    [{ KAGIBAN_SESSION_ABSOLUTE_HOURS: '24' }, 'KAGIBAN_SESSION_ABSOLUTE_HOURS'],
    [{ KAGIBAN_STEP_UP_SECONDS: '301' }, 'KAGIBAN_STEP_UP_SECONDS'],
    [{ KAGIBAN_MODE: 'demo' }, 'KAGIBAN_MODE'],
    [{ KAGIBAN_HISTORY_DAYS: '0' }, 'KAGIBAN_HISTORY_DAYS'],
    [{ KAGIBAN_CHECKPOINT_WEBHOOK: 'https://audit.example/in' }, 'KAGIBAN_CHECKPOINT_WEBHOOK_SECRET must be set'],
    [{ KAGIBAN_CHECKPOINT_WEBHOOK: 'http://audit.example/in' }, 'KAGIBAN_CHECKPOINT_WEBHOOK must be https'],
    [{ KAGIBAN_CHECKPOINT_WEBHOOK: `https://me:${CANARY}@audit.example` }, 'without a user or a password'],
    [{ KAGIBAN_URL: CANARY }, 'KAGIBAN_URL'],
  ])('does not start with %o', (change, sentence) => {
    const message = refusal({ ...production, ...change })
    expect(message).toContain(sentence)
    expect(message).not.toContain(CANARY)
  })

  it.each(Object.keys(production).filter((name) => name !== 'KAGIBAN_ROOT_KEY_FILE'))(
    'needs %s, and empty is missing',
    (name) => {
      expect(refusal({ ...production, [name]: undefined })).toContain(name)
      expect(refusal({ ...production, [name]: '' })).toContain(name)
    },
  )

  it('names every fault at once', () => {
    const message = refusal({ ...production, KAGIBAN_URL: 'http://localhost', KAGIBAN_FENCE_SECONDS: '1' })
    expect(message.split('\n')).toHaveLength(4)
  })

  it('takes a root key from the environment as well', () => {
    expect(refusal({ ...production, KAGIBAN_ROOT_KEY_FILE: undefined, KAGIBAN_ROOT_KEY: CANARY })).toBe('started')
  })
})

describe('the sandbox', () => {
  it('starts on loopback without a root key', () => {
    expect(refusal(sandbox)).toBe('started')
  })

  it.each([
    ['KAGIBAN_URL', 'https://kagiban.example.com'],
    ['KAGIBAN_OIDC_ISSUER', 'https://id.example.com'],
    ['KAGIBAN_LINE_URL', 'https://api.line.me'],
  ])('keeps %s on this machine', (name, value) => {
    expect(refusal({ ...sandbox, [name]: value })).toContain(`${name} must be a loopback address in the sandbox`)
  })

  it('does not reach LINE by leaving its address out', () => {
    expect(refusal({ ...sandbox, KAGIBAN_LINE_URL: undefined })).toContain(
      'KAGIBAN_LINE_URL must be a loopback address',
    )
  })
})
