import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyState, type State, type StoredState, storedState } from './state'

const fileName = 'line-stand-in.json'

/** Reads the state a former run left in the folder, or begins an empty one. Throws when the file is damaged. */
export async function loadState(dataDir: string | undefined): Promise<State> {
  if (!dataDir) return emptyState()
  const path = join(dataDir, fileName)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return emptyState()
  try {
    return fromStored(storedState.parse(JSON.parse(text)))
  } catch (cause) {
    throw new Error(`${path} cannot be read. Move it away to begin with an empty LINE stand-in.`, { cause })
  }
}

/**
 * Makes the function that writes the state. Calls that come while a write runs share the next one, so a burst costs two
 * writes; each call still resolves only after a write that began after it.
 */
export function stateWriter(state: State, dataDir: string | undefined): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  return () => {
    if (!dataDir) return Promise.resolve()
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null
        running = write(dataDir, JSON.stringify(toStored(state)))
        return running
      })
    return next
  }
}

async function write(dataDir: string, text: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const temporary = join(dataDir, `${fileName}.${process.pid}.tmp`)
  await writeFile(temporary, text, { mode: 0o600 })
  await rename(temporary, join(dataDir, fileName))
}

function toStored(state: State): StoredState {
  return { ...state, version: 1, channels: [...state.channels.values()], tokens: [...state.tokens.values()] }
}

function fromStored(stored: StoredState): State {
  return {
    clockOffsetMs: stored.clockOffsetMs,
    tokenKey: stored.tokenKey,
    channels: new Map(stored.channels.map((channel) => [channel.channelId, channel])),
    tokens: new Map(stored.tokens.map((token) => [token.hash, token])),
  }
}
