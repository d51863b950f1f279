import { inspect } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { SealBroken } from './envelope'
import { makeRingKey, RING_PURPOSES, unwrapKeyring } from './keyring'
import { localRootKey } from './root-keys/root-key'
import { fingerprint, holdKeyring, open, openJson, seal, sealJson } from './seal'
import { Secret } from './secret'

const rootText = (byte: number) => Buffer.alloc(32, byte).toString('base64url')
const here = { table: 'Token', column: 'sealed', id: '0199-a', revision: 3 }
const CANARY = 'canary-secret-value'

async function ring(byte = 7) {
  const root = await localRootKey(rootText(byte), 'the test')
  const rows = await Promise.all(RING_PURPOSES.map((purpose) => makeRingKey(root, purpose)))
  return { root, rows }
}

beforeAll(async () => {
  const { root, rows } = await ring()
  holdKeyring(await unwrapKeyring(root, rows))
})

describe('sealing', () => {
  it('opens where it was sealed', async () => {
    const sealed = await seal(here, new Secret(CANARY))
    expect(sealed.jwe).not.toContain(CANARY)
    expect((await open(here, sealed)).expose()).toBe(CANARY)
  })

  it.each([
    ['another table', { ...here, table: 'ChannelSecret' }],
    ['another column', { ...here, column: 'other' }],
    ['another row', { ...here, id: '0199-b' }],
    ['another revision', { ...here, revision: 4 }],
  ])('refuses a value moved to %s', async (_name, there) => {
    const sealed = await seal(here, new Secret(CANARY))
    await expect(open(there, sealed)).rejects.toThrow(SealBroken)
  })

  it('refuses a header changed to fit the other row', async () => {
    const there = { ...here, id: '0199-b' }
    const [mine, theirs] = [await seal(here, new Secret(CANARY)), await seal(there, new Secret('x'))]
    const forged = [theirs.jwe.split('.')[0], ...mine.jwe.split('.').slice(1)].join('.')
    await expect(open(there, { ...mine, jwe: forged })).rejects.toThrow(SealBroken)
  })

  it('refuses every single flipped bit of ciphertext and tag', async () => {
    const sealed = await seal(here, new Secret(CANARY))
    const parts = sealed.jwe.split('.')
    for (const part of [2, 3, 4]) {
      const bytes = Buffer.from(parts[part] ?? '', 'base64url')
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        const jwe = parts.with(part, changed.toString('base64url')).join('.')
        await expect(open(here, { ...sealed, jwe })).rejects.toThrow(SealBroken)
      }
    }
  })

  it('names the key that is not loaded', async () => {
    const sealed = await seal(here, new Secret(CANARY))
    await expect(open(here, { ...sealed, keyId: 'data-0009' })).rejects.toMatchObject({
      reason: 'sealingKeyMissing',
      values: { key: 'data-0009' },
    })
  })

  it('seals plain data as a whole', async () => {
    const sealed = await sealJson(here, { token: CANARY })
    expect(await openJson(here, sealed)).toEqual({ token: CANARY })
  })

  it('finds a secret again by its fingerprint', async () => {
    expect(await fingerprint(new Secret(CANARY))).toBe(await fingerprint(new Secret(CANARY)))
    expect(await fingerprint(new Secret(CANARY))).not.toBe(await fingerprint(new Secret(`${CANARY}.`)))
  })
})

describe('the key ring', () => {
  it('does not open with another root key, and says which key it was', async () => {
    const { rows } = await ring(1)
    const other = await localRootKey(rootText(2), 'the test')
    await expect(unwrapKeyring(other, rows)).rejects.toThrow(/data-0001 does not open with root key root-/)
  })

  it('does not take a ring key put in the place of another', async () => {
    const { root, rows } = await ring(1)
    const swapped = rows.map((row) => ({ ...row, wrapped: rows.find((other) => other !== row)?.wrapped ?? '' }))
    await expect(unwrapKeyring(root, swapped)).rejects.toThrow(/does not open/)
  })

  it.each(['', 'short', rootText(1).slice(1), `${rootText(1)}AA`])(
    'takes no root key but 32 bytes: %j',
    async (text) => {
      await expect(localRootKey(text, 'KAGIBAN_ROOT_KEY')).rejects.toThrow(/KAGIBAN_ROOT_KEY is not 32 bytes/)
    },
  )
})

describe('a Secret', () => {
  it('is never printed', () => {
    const secret = new Secret(CANARY)
    const printed = [
      `${secret}`,
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }, { showHidden: true, depth: 9 }),
    ]
    for (const text of printed) expect(text).not.toContain(CANARY)
    expect(JSON.stringify(secret)).toBe('{}')
  })
})
