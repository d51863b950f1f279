#!/usr/bin/env node
// Verifies an exported history and the checkpoints that left Kagiban, offline. One file, node's own modules only: carry it
// away, read it, run it.
//
//   node verify-history.mjs [--key KID] FILE…      (also: npx kagiban history verify …)
//
// FILE: a JSONL export; *.jws or *.jsonl with checkpoints; a folder of such. --key is the kid of the checkpoint key, as you
// wrote it down when you began to trust it; without it the keys that came with the export are believed, and that is said.
// Exit code: 0 holds · 1 does not · 2 could not be read.
//
// What it checks. An event is {seq, previousHash, hash, body}; hash = SHA-256 of "kagiban-history-v1", a zero byte, the 32
// bytes of previousHash, seq as 8 bytes big endian, and body as UTF-8 (`hashOf`). previousHash is the hash before it, and the
// first one's is 32 zero bytes. A checkpoint is a JWS (RFC 7515, Ed25519) over {iss, iat, seq, hash, count, previous}.
//
// What it cannot see: events after the last checkpoint you hold can be removed, or be replaced by whoever holds the database
// and Kagiban's keys; and nothing can be told about what was never written.
import { createHash, createPublicKey, hash, verify } from 'node:crypto'
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ seq: number, previousHash: string, hash: string, body: string }} Event hashes in hex */
/** @typedef {{ seq: number, kind: string, text: string }} Problem */
/** @typedef {{ kty: string, crv: string, x: string, kid: string }} PublicKey */
/** @typedef {{ iss: string, iat: number, seq: number, hash: string, count: number, previous: string | null }} Checkpoint */

const LABEL = Buffer.from('kagiban-history-v1\0')
const BODY_AT = LABEL.length + 32 + 8
export const BEFORE_THE_FIRST = '0'.repeat(64)

/**
 * The hash an event must have, in hex.
 * @param {string} previousHash @param {number} seq @param {string} body
 */
export function hashOf(previousHash, seq, body) {
  const bytes = Buffer.alloc(BODY_AT + Buffer.byteLength(body))
  LABEL.copy(bytes)
  bytes.write(previousHash, LABEL.length, 'hex')
  bytes.writeBigInt64BE(BigInt(seq), LABEL.length + 32)
  bytes.write(body, BODY_AT)
  return hash('sha256', bytes, 'hex')
}

/**
 * Takes events in the order they are kept and tells of each what is wrong with it, or null. `whole` says that none is left
 * out; then each must follow the one before. `after` is the event they follow: of a removed prefix, or none.
 * @param {{ whole?: boolean, after?: { seq: number, hash: string } }} options
 */
export function followChain({ whole = true, after = { seq: 0, hash: BEFORE_THE_FIRST } } = {}) {
  let last = after
  let started = false
  /** @type {{ problem: Problem, computed: string } | null} */
  let doubt = null
  /** @param {Event} event @returns {Problem | null} */
  return (event) => {
    const { seq, previousHash, body } = event
    // What the next one was chained to tells whether the body or the hash was changed.
    if (doubt && previousHash === doubt.computed) Object.assign(doubt.problem, found('hash', doubt.problem.seq))
    doubt = null
    const before = last
    const follows = seq === before.seq + 1
    const mustFollow = whole || (started && follows)
    last = { seq, hash: event.hash }
    started = true
    if (!body.startsWith(`{"seq":${seq},`)) return found('place', seq)
    if (whole && seq <= before.seq) return seq === before.seq ? found('repeated', seq) : found('order', seq)
    if (whole && !follows) return found('missing', seq)
    const computed = hashOf(previousHash, seq, body)
    if (computed !== event.hash) {
      if (mustFollow && previousHash !== before.hash && hashOf(before.hash, seq, body) === event.hash)
        return found('link', seq)
      const problem = found('body', seq)
      doubt = { problem, computed }
      return problem
    }
    return mustFollow && previousHash !== before.hash ? found('replaced', seq) : null
  }
}

const TEXTS = {
  body: 'its body was changed after it was written',
  hash: 'its hash was changed',
  link: 'its link to the event before was changed',
  place: 'it was written for another place: moved, swapped or copied',
  missing: 'events before it are missing',
  repeated: 'it stands there twice',
  order: 'it stands behind a later one',
  replaced: 'it does not continue the event before; one was replaced, put in or taken out here',
  rewritten: 'a signed checkpoint knows it with another hash; the history up to it was rewritten',
  truncated: 'a signed checkpoint names it, but it is not there; the end of the history was cut off',
  signature: 'the checkpoint there is not signed by a key that is trusted here',
}

/** @param {keyof typeof TEXTS} kind @param {number} seq @returns {Problem} */
const found = (kind, seq) => ({ seq, kind, text: `event ${seq}: ${TEXTS[kind]}` })

/**
 * What a checkpoint says when one of the keys has signed it, else null.
 * @param {string} jws @param {readonly PublicKey[]} keys @returns {Checkpoint | null}
 */
export function readCheckpoint(jws, keys) {
  const [header = '', payload = '', signature = '', ...more] = jws.split('.')
  try {
    const { alg, kid } = JSON.parse(decoded(header))
    const jwk = keys.find((key) => key.kid === kid && kidOf(key) === kid)
    if (alg !== 'EdDSA' || !jwk || more.length > 0) return null
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: jwk.x }, format: 'jwk' })
    const good = verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))
    return good ? JSON.parse(decoded(payload)) : null
  } catch {
    return null
  }
}

const decoded = (/** @type {string} */ part) => Buffer.from(part, 'base64url').toString('utf8')
const sha256 = (/** @type {string} */ text) => createHash('sha256').update(text).digest('base64url')

/** The name of a key, which nobody can choose: its RFC 7638 thumbprint. @param {{ x: string }} key */
export const kidOf = ({ x }) => sha256(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`)

/**
 * Holds events against signed checkpoints: give `event` each event, in any order, then ask `end`.
 * @param {Iterable<string>} signed @param {readonly PublicKey[]} keys
 */
export function holdAgainst(signed, keys) {
  /** @type {Problem[]} */
  const unsigned = []
  /** @type {Map<number, Checkpoint[]>} */
  const open = new Map()
  const texts = [...new Set(signed)]
  const known = new Set(texts.map(sha256))
  let unlinked = 0
  let count = 0
  for (const jws of texts) {
    const checkpoint = readCheckpoint(jws, keys)
    if (!checkpoint) unsigned.push(found('signature', claimedSeq(jws)))
    else {
      open.set(checkpoint.seq, [...(open.get(checkpoint.seq) ?? []), checkpoint])
      if (checkpoint.previous !== null && !known.has(checkpoint.previous)) unlinked += 1
      count += 1
    }
  }
  let held = 0
  return {
    count,
    /** How many name a checkpoint before them that is not among these: the first one may, for the others one was kept back. */
    unlinked,
    /** How many named an event that came, and last. */
    held: () => held,
    /** @param {{ seq: number, hash: string }} event @returns {Problem | null} */
    event({ seq, hash }) {
      const here = open.get(seq)
      if (!here) return null
      open.delete(seq)
      held = Math.max(held, seq)
      return here.every((checkpoint) => checkpoint.hash === hash) ? null : found('rewritten', seq)
    },
    /**
     * What must have come and did not: the event of each checkpoint signed until then (ms) and behind `after`.
     * @param {{ until: number, after: number }} given @returns {Problem[]}
     */
    end({ until, after }) {
      const gone = [...open.values()].flat().filter(({ seq, iat }) => seq > after && iat * 1000 <= until)
      return [...unsigned, ...gone.map(({ seq }) => found('truncated', seq))]
    },
  }
}

/** @param {string} jws */
function claimedSeq(jws) {
  try {
    return Number(JSON.parse(decoded(jws.split('.')[1] ?? '')).seq)
  } catch {
    return 0
  }
}

/** The lines of a file, some hundreds at a time. @param {string} file @returns {AsyncGenerator<string[], void>} */
async function* linesOf(file) {
  let rest = ''
  for await (const piece of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield lines
  }
  yield [rest]
}

/**
 * What the files hold, in order, some hundreds of lines at a time; without `events` what else there is.
 * @param {readonly string[]} files @param {boolean} events @returns {AsyncGenerator<any[], void>}
 */
async function* contentsOf(files, events) {
  for (const file of files) {
    let number = 0
    for await (const lines of linesOf(file)) {
      const held = []
      for (const text of lines) {
        number += 1
        if (!text.trim() || (!events && text.startsWith('{"seq":'))) continue
        const isCheckpoint = /^[\w-]+\.[\w-]+\.[\w-]+\r?$/.test(text)
        held.push(isCheckpoint ? { checkpoint: text.trim() } : parse(text, `${file}:${number}`))
      }
      yield held
    }
  }
}

/** @param {string} text @param {string} where */
function parse(text, where) {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${where} is neither JSON nor a checkpoint`)
  }
}

const isEvent = (/** @type {any} */ line) =>
  typeof line.body === 'string' && typeof line.hash === 'string' && Number.isSafeInteger(line.seq)

/**
 * Verifies files as they lie on disk; throws where one cannot be read. `key` is the kid that is trusted.
 * @param {readonly string[]} files @param {string | undefined} key
 */
export async function verifyFiles(files, key) {
  /** @type {string[]} */
  const signed = []
  /** @type {PublicKey[]} */
  const keys = []
  for await (const held of contentsOf(files, false))
    for (const line of held) {
      if (typeof line.checkpoint === 'string') signed.push(line.checkpoint)
      if (line.kagiban === 'history') keys.push(...line.keys)
      if (line.crv === 'Ed25519') keys.push(line)
    }
  const trusted = key === undefined ? keys : keys.filter((each) => kidOf(each) === key)
  const checkpoints = holdAgainst(signed, trusted)
  /** @type {Problem[]} */
  const problems = []
  let [events, last] = [0, 0]
  /** @type {any} */
  let head = null
  let next = followChain({ whole: false })
  for await (const held of contentsOf(files, true))
    for (const line of held) {
      if (line.kagiban === 'history') {
        head = line
        next = followChain({ whole: line.whole === true, ...(line.after ? { after: line.after } : {}) })
      } else if (isEvent(line)) {
        events += 1
        last = Math.max(last, line.seq)
        for (const problem of [next(line), checkpoints.event(line)]) if (problem) problems.push(problem)
      }
    }
  const until = head?.whole === true ? Date.parse(head.madeAt) : 0
  problems.push(...checkpoints.end({ until, after: head?.after?.seq ?? 0 }))
  return { events, last, head, keys, problems, checkpoints }
}

/** @param {string[]} given */
async function main(given) {
  const at = given.indexOf('--key')
  const key = at < 0 ? undefined : given.splice(at, 2)[1]
  // What a delivery was killed over begins with a dot.
  const within = (/** @type {string} */ folder) => readdirSync(folder).filter((name) => !name.startsWith('.'))
  const isFolder = (/** @type {string} */ path) => statSync(path).isDirectory()
  const files = given.flatMap((path) => (isFolder(path) ? within(path).map((name) => join(path, name)) : [path]))
  if (files.length === 0 || (at >= 0 && !key)) throw new Error('usage: verify-history [--key KID] FILE…')
  const { events, last, head, keys, problems, checkpoints } = await verifyFiles(files, key)
  if (events === 0) throw new Error('there is no event in these files')
  const say = (/** @type {string} */ text) => process.stdout.write(`${text}\n`)
  say(`${events} events, the last one ${last}`)
  if (!head?.whole) say('a part of the history, so gaps are not looked for')
  say(`${checkpoints.count} checkpoints; the last one that names an event here: ${checkpoints.held() || 'none'}`)
  for (const kid of new Set(keys.map(kidOf)))
    say(
      key === undefined
        ? `key ${kid} came with the files: compare it with the one you know, or give it as --key`
        : `key ${kid}${kid === key ? ' is trusted' : ' is not'}`,
    )
  if (checkpoints.unlinked > 1) say(`${checkpoints.unlinked - 1} checkpoints follow one that is not among these files`)
  if (last > checkpoints.held()) say(`nothing outside vouches for what came after event ${checkpoints.held()}`)
  const first = problems.toSorted((one, other) => one.seq - other.seq)
  for (const { text } of first.slice(0, 20)) say(`✗ ${text}`)
  if (first.length > 20) say(`✗ and ${first.length - 20} more`)
  say(first.length === 0 ? '✓ the history holds' : `✗ the history does not hold; look first at ${first[0]?.text}`)
  return first.length === 0 ? 0 : 1
}

if (process.argv[1]?.endsWith('verify-history.mjs'))
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code
    },
    (error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 2
    },
  )
