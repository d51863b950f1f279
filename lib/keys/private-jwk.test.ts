import { generateKeyPairSync, generatePrimeSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Secret } from '@/lib/sealing/secret'
import en from '@/messages/en.json'
import ja from '@/messages/ja.json'
import { checkPrivateJwk, JWK_FLAWS } from './private-jwk'

type Jwk = Record<string, unknown>
const MEMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const

const newKey = (options: { bits?: number; exponent?: number } = {}): Record<string, string> => {
  const { bits = 2048, exponent = 65537 } = options
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits, publicExponent: exponent })
  return { ...privateKey.export({ format: 'jwk' }) } as Record<string, string>
}
const [one, other] = [newKey(), newKey()]
const check = (value: unknown) => checkPrivateJwk(new Secret(typeof value === 'string' ? value : JSON.stringify(value)))
const without = (name: string) => Object.fromEntries(Object.entries(one).filter(([member]) => member !== name))
const big = (member = '') => BigInt(`0x${Buffer.from(member, 'base64url').toString('hex')}`)
const member = (value: bigint) => {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}

/** The inverse of a number, or undefined where there is none. */
function inverse(of: bigint, modulus: bigint): bigint | undefined {
  let [one, other, x, y] = [of % modulus, modulus, 1n, 0n]
  while (other !== 0n) [one, other, x, y] = [other, one % other, y, x - (one / other) * y]
  return one === 1n ? ((x % modulus) + modulus) % modulus : undefined
}

/** The same bytes in another spelling: the last of 342 letters carries four bits that no byte needs. */
function withSpareBit(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return text.slice(0, -1) + letters[letters.indexOf(text.at(-1) ?? '') + 1]
}

describe('a private JWK', () => {
  it('is rebuilt from its members alone, with its public half as LINE takes it', () => {
    const extra = { alg: 'RS256', use: 'sig', key_ops: ['sign'], ext: true, kid: 'x', foo: { bar: 1 } }
    const checked = check({ ...extra, ...one })
    if (typeof checked === 'string') throw new Error(checked)
    const { n, e } = one
    expect(checked.publicJwk).toEqual({ kty: 'RSA', alg: 'RS256', use: 'sig', e, n })
    expect(JSON.parse(checked.privateJwk.expose())).toEqual(one)
  })

  it.each([[{}], [{ key_ops: ['sign', 'verify'] }], [{ use: 'sig' }], [{ alg: 'RS256' }]])(
    'is taken with %j',
    (extra) => expect(check({ ...one, ...extra })).toHaveProperty('publicJwk.n', one.n),
  )

  it('may have its primes in either order', () => {
    const [p, q, d] = [big(one.q), big(one.p), big(one.d)]
    const turned = {
      ...one,
      p: one.q,
      q: one.p,
      dp: member(d % (p - 1n)),
      dq: member(d % (q - 1n)),
      qi: member(inverse(q, p) ?? 0n),
    }
    expect(check(turned)).toHaveProperty('publicJwk.n', one.n)
  })

  const pem = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const [n, d, p, q] = [big(one.n), big(one.d), big(one.p), big(one.q)]
  it.each<[string, string, unknown]>([
    ['more than 8 KiB', 'jwkTooLarge', { ...one, x: 'x'.repeat(8192) }],
    ['more than 8 KiB in bytes, not in characters', 'jwkTooLarge', { ...one, x: '鍵'.repeat(2500) }],
    ['a PEM', 'jwkPem', pem.privateKey],
    ['a PEM in one line', 'jwkPem', pem.publicKey.replaceAll('\n', ' ')],
    ['half of it', 'jwkNotJson', JSON.stringify(one).slice(0, -5)],
    ['a channel secret', 'jwkNotJson', '9f86d081884c7d659a2feaa0c55ad015'],
    ['a number', 'jwkNotOneKey', '12'],
    ['null', 'jwkNotOneKey', 'null'],
    ['a list', 'jwkNotOneKey', [one]],
    ['a set of keys', 'jwkNotOneKey', { keys: [one] }],
    ['an elliptic key', 'jwkNotRsa', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', d: 'AA' }],
    ['kty written otherwise', 'jwkNotRsa', { ...one, kty: 'rsa' }],
    ['members of a prototype only', 'jwkNotRsa', `{"__proto__": ${JSON.stringify(one)}}`],
    ['a public JWK', 'jwkPublic', { kty: 'RSA', alg: 'RS256', use: 'sig', n: one.n, e: one.e }],
    ['d alone', 'jwkIncomplete', { kty: 'RSA', n: one.n, e: one.e, d: one.d }],
    ...MEMBERS.filter((name) => name !== 'd').map((name): [string, string, unknown] => [
      `no ${name}`,
      'jwkIncomplete',
      without(name),
    ]),
    ['more than two primes', 'jwkManyPrimes', { ...one, oth: [] }],
    ['another algorithm', 'jwkOtherUse', { ...one, alg: 'RS512' }],
    ['alg null', 'jwkOtherUse', { ...one, alg: null }],
    ['use for encryption', 'jwkOtherUse', { ...one, use: 'enc' }],
    ['key_ops for decryption', 'jwkOtherUse', { ...one, key_ops: ['decrypt', 'sign'] }],
    ['key_ops for verifying only', 'jwkOtherUse', { ...one, key_ops: ['verify'] }],
    ['key_ops that is a text', 'jwkOtherUse', { ...one, key_ops: 'sign' }],
    ['key_ops that turns into the right text', 'jwkOtherUse', { ...one, key_ops: ['sign', ['verify']] }],
    ['standard base64', 'jwkEncoding', { ...one, n: Buffer.from(one.n ?? '', 'base64url').toString('base64') }],
    ['padding', 'jwkEncoding', { ...one, d: `${one.d}==` }],
    ['a space', 'jwkEncoding', { ...one, q: ` ${one.q}` }],
    ['a line break', 'jwkEncoding', { ...one, dp: `${one.dp}\n` }],
    ['a leading zero', 'jwkEncoding', { ...one, p: Buffer.from(`00${p.toString(16)}`, 'hex').toString('base64url') }],
    ['spare bits', 'jwkEncoding', { ...one, n: withSpareBit(one.n ?? '') }],
    ['an empty member', 'jwkEncoding', { ...one, qi: '' }],
    ['a member that is a number', 'jwkEncoding', { ...one, e: 65537 }],
    ['a member that is a list', 'jwkEncoding', { ...one, n: [one.n] }],
    ['exponent 3', 'jwkExponent', newKey({ exponent: 3 })],
    ['1024 bits', 'jwkSize', newKey({ bits: 1024 })],
    ['3072 bits', 'jwkSize', newKey({ bits: 3072 })],
    ...MEMBERS.filter((name) => name !== 'e').map((name): [string, string, unknown] => [
      `the ${name} of another key`,
      'jwkDisagrees',
      { ...one, [name]: other[name] },
    ]),
    ['both primes of another key', 'jwkDisagrees', { ...one, p: other.p, q: other.q }],
    ['all but n of another key', 'jwkDisagrees', { ...other, n: one.n }],
    ['all but d of another key', 'jwkDisagrees', { ...other, d: one.d }],
    ['n and d of another key', 'jwkDisagrees', { ...one, n: other.n, d: other.d }],
    ['p and q exchanged', 'jwkDisagrees', { ...one, p: one.q, q: one.p }],
    ['dp and dq exchanged', 'jwkDisagrees', { ...one, dp: one.dq, dq: one.dp }],
    ['the factors 1 and n', 'jwkDisagrees', { ...one, p: 'AQ', q: one.n, dp: 'AQ', dq: one.d, qi: 'AQ' }],
    ['d past n', 'jwkDisagrees', { ...one, d: member(d + (p - 1n) * (q - 1n) * (n / ((p - 1n) * (q - 1n)) + 1n)) }],
    ['qi past p', 'jwkDisagrees', { ...one, qi: member(big(one.qi) + p) }],
  ])('is refused for %s', (_what, flaw, value) => expect(check(value)).toBe(flaw))

  it('is refused when its factors are no primes, which only a try at signing shows', () => {
    for (;;) {
      const p = generatePrimeSync(512, { bigint: true }) * generatePrimeSync(512, { bigint: true })
      const q = big(one.q)
      const [p1, q1, order] = [p - 1n, q - 1n, (p - 1n) * (q - 1n)]
      const qi = inverse(q, p)
      const d = inverse(65537n, order)
      const n = p * q
      if (p >> 1023n === 0n || n >> 2047n === 0n || !d || !qi) continue
      const parts = { n, d, p, q, dp: d % p1, dq: d % q1, qi }
      const jwk = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, member(value)]))
      expect(check({ kty: 'RSA', e: 'AQAB', ...jwk })).toBe('jwkDisagrees')
      break
    }
  })

  it('is never taken wrongly, whatever is done to it (4,000 inputs)', () => {
    const random = randomOf(20261124)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const good = new Map([one, other].map((key) => [key.n, key]))
    const oddities = [null, true, 0, 65537, '', 'AQAB', 'A', '\u0000', '鍵', [], {}, ['sign'], 'RS256', 'sig', 'RSA']
    const flips = (text: string) => {
      const at = Math.floor(random() * text.length)
      return text.slice(0, at) + pick([...'Aa0-_+/= \n"{}\\']) + text.slice(at + pick([0, 1]))
    }
    const spoil = (): string => {
      const jwk: Jwk = { ...pick([one, other]) }
      for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes--) {
        const name = pick([...MEMBERS, 'kty', 'alg', 'use', 'key_ops', 'oth', 'keys', '__proto__', 'constructor'])
        const kind = Math.floor(random() * 5)
        if (kind === 0) delete jwk[name]
        else if (kind === 1) jwk[name] = pick([one, other])[pick(MEMBERS)]
        else if (kind === 2 && typeof jwk[name] === 'string') jwk[name] = flips(jwk[name])
        else if (kind === 3) jwk[name] = other[name] ?? pick(oddities)
        else jwk[name] = pick(oddities)
      }
      const text = JSON.stringify(jwk)
      return random() < 0.2 ? flips(text) : text
    }
    const seen = new Map<string, number>()
    for (let count = 0; count < 4000; count++) {
      const text = spoil()
      const answer = check(text)
      const found = typeof answer === 'string' ? answer : 'taken'
      seen.set(found, (seen.get(found) ?? 0) + 1)
      if (typeof answer === 'string') continue
      const whole = good.get(answer.publicJwk.n)
      expect(JSON.parse(answer.privateJwk.expose()), text).toEqual(whole)
      expect(answer.publicJwk).toEqual({ kty: 'RSA', alg: 'RS256', use: 'sig', e: whole?.e, n: whole?.n })
    }
    expect(seen.get('taken') ?? 0).toBeGreaterThan(20)
    for (const flaw of ['jwkNotJson', 'jwkNotRsa', 'jwkPublic', 'jwkIncomplete', 'jwkEncoding', 'jwkDisagrees'])
      expect(seen.get(flaw), flaw).toBeGreaterThan(20)
  }, 10_000)

  it('has a sentence for each of its flaws', () => {
    for (const { invalid } of [en, ja]) expect(Object.keys(invalid)).toEqual(expect.arrayContaining([...JWK_FLAWS]))
  })
})

/** mulberry32: the same numbers from the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
