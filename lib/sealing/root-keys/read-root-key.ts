import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import 'server-only'
import { env } from '@/lib/env'
import { StartRefused } from '@/lib/errors'
import { localRootKey, type RootKey } from './root-key'

/**
 * The root key named by the environment. In the sandbox, and only while nothing is sealed yet (`mayMake`), a missing
 * file is made once with mode 0600; otherwise a missing key stops the start, for a new one could open nothing.
 */
export async function readRootKey(mayMake: boolean): Promise<RootKey> {
  const { KAGIBAN_MODE, KAGIBAN_ROOT_KEY, KAGIBAN_ROOT_KEY_FILE: file } = env()
  if (!file) {
    if (!KAGIBAN_ROOT_KEY) throw new StartRefused('Set KAGIBAN_ROOT_KEY_FILE (or KAGIBAN_ROOT_KEY) to the root key.')
    return localRootKey(KAGIBAN_ROOT_KEY, 'KAGIBAN_ROOT_KEY')
  }
  const text = read(file) ?? (KAGIBAN_MODE === 'sandbox' && mayMake ? make(file) : undefined)
  if (text === undefined)
    throw new StartRefused(
      `The root key file named by KAGIBAN_ROOT_KEY_FILE is missing: ${file}. Put the key that sealed this database back; a new one cannot open what is sealed.`,
    )
  return localRootKey(text, 'the file named by KAGIBAN_ROOT_KEY_FILE')
}

function read(file: string): string | undefined {
  try {
    return readFileSync(/* turbopackIgnore: true */ file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return undefined
    throw new StartRefused(`The root key file named by KAGIBAN_ROOT_KEY_FILE cannot be read (${code}): ${file}.`)
  }
}

function make(file: string): string {
  const text = randomBytes(32).toString('base64url')
  mkdirSync(/* turbopackIgnore: true */ dirname(file), { recursive: true, mode: 0o700 })
  const handle = openSync(/* turbopackIgnore: true */ file, 'wx', 0o600)
  try {
    writeSync(handle, `${text}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return text
}
