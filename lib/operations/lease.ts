import { randomUUID } from 'node:crypto'
import 'server-only'
import { database } from '@/lib/db/client'

// Next loads a module once per module graph; this process is one holder.
const held = globalThis as typeof globalThis & { kagibanHolder?: string }

/** This process, as a lease and a claim name it. */
export function holder(): string {
  held.kagibanHolder ??= `${process.pid}-${randomUUID()}`
  return held.kagibanHolder
}

/**
 * Does something only one instance does at a time, named by `name`; answers false, having done nothing, while another one
 * does it. A row and not an advisory lock, because that would pin a connection while LINE is waited for; by the database's
 * clock, because those of instances differ. A holder that
 * dies is waited for `ms`; one that works on is given as long again every third of that.
 */
export async function withLease(name: string, ms: number, work: () => Promise<void>): Promise<boolean> {
  if (!(await take(name, ms))) return false
  const renewal = setInterval(() => void take(name, ms).catch(() => {}), ms / 3)
  try {
    await work()
  } finally {
    clearInterval(renewal)
    await database().$executeRaw`UPDATE "Lease" SET until = now() WHERE name = ${name} AND holder = ${holder()}`
  }
  return true
}

async function take(name: string, ms: number): Promise<boolean> {
  const taken = await database().$executeRaw`
    INSERT INTO "Lease" (name, holder, until) VALUES (${name}, ${holder()}, now() + ${ms} * interval '1 millisecond')
    ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
    WHERE "Lease".holder = EXCLUDED.holder OR "Lease".until <= now()`
  return taken === 1
}
